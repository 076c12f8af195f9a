"""The front page: composed of lists, pins first, no story twice, whole on an empty database."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import FeaturedItem, FeaturedList, Kind
from pages.home import compose
from readership.models import HourlyCount
from tests.factories import (
    LONG_AGO,
    make_article,
    make_event,
    make_list,
    make_organization,
    make_photo,
    make_section,
    make_topic,
)
from tests.pages.reading import headings, stories

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def _cards(page):
    """All cards of a composed front page, in page order."""
    yield from filter(None, (page.lead, *page.lead_related, *page.second_row))
    for block in (*page.main, *page.rail, *page.bands):
        yield from block.cards


def _numbers(page) -> list[int]:
    return [card.number for card in _cards(page)]


def _block(page, style: str):
    return next((block for block in (*page.main, *page.rail, *page.bands) if block.style == style), None)


def test_an_empty_magazine_has_a_front_page(client):
    response = client.get("/")
    assert response.status_code == 200
    assert stories(response) == []
    assert "Những tin bài đầu tiên" in response.content.decode()


def test_the_newest_story_leads_and_the_next_stand_in_the_second_row():
    made = [make_article(published_at=LONG_AGO - place * HOUR).pk for place in range(6)]
    page = compose(at=timezone.now())
    assert page.lead.number == made[0]
    assert [card.number for card in page.second_row] == made[1:5]


def test_a_pin_comes_before_the_newest_under_its_own_title_and_picture():
    newest, pinned = make_article(), make_article(published_at=LONG_AGO - 24 * HOUR)
    photo = make_photo()
    make_list(
        key="home-lead", size=1, pins=(FeaturedItem(number=pinned.pk, card_title="Chuyện của ngày", card_photo=photo),)
    )
    page = compose(at=timezone.now())
    assert (page.lead.number, page.lead.title) == (pinned.pk, "Chuyện của ngày")
    assert photo.content_hash in page.lead.picture.src
    assert page.second_row[0].number == newest.pk


def test_a_pin_holds_from_its_start_until_its_end():
    now = timezone.now()
    newest, pinned = make_article(), make_article(published_at=LONG_AGO - 24 * HOUR)
    make_list(key="home-lead", size=1, pins=(FeaturedItem(number=pinned.pk, starts_at=now, ends_at=now + HOUR),))
    leads = [compose(at=now + at).lead.number for at in (-HOUR, timedelta(0), HOUR)]
    assert leads == [newest.pk, pinned.pk, newest.pk]


def test_a_list_is_filled_up_when_its_pins_are_not_live():
    now = timezone.now()
    shown = make_article()
    withdrawn, scheduled = make_article(withdrawn_at=now), make_article(published_at=now + HOUR)
    expired = make_article(expires_at=now - HOUR)
    make_list(key="home-lead", size=1, pins=(withdrawn, scheduled, expired, FeaturedItem(number=424242)))
    assert _numbers(compose(at=now)) == [shown.pk]


def test_no_fill_up_takes_a_story_that_is_pinned_further_down():
    section = make_section(name="Hữu nghị")
    older, newest = make_article(section=section, published_at=LONG_AGO - HOUR), make_article(section=section)
    make_list(key="home-huu-nghi", fill=FeaturedList.Fill.SECTION, fill_section=section, pins=(newest,))
    page = compose(at=timezone.now())
    assert page.lead.number == older.pk
    assert [card.number for card in page.main[0].cards] == [newest.pk]


def test_a_story_pinned_twice_stands_in_the_first_list_of_the_page():
    story, other = make_article(), make_article(published_at=LONG_AGO - HOUR)
    make_list(key="home-lead", size=1, pins=(story,))
    make_list(key="home-second", pins=(story,))
    page = compose(at=timezone.now())
    assert (page.lead.number, [card.number for card in page.second_row]) == (story.pk, [other.pk])


@pytest.mark.parametrize("rule", ["section", "topic", "kind", "most_read", "newest"])
def test_every_fill_up_rule_fills(rule):
    section, topic, now = make_section(in_menu=False), make_topic(), timezone.now()
    for _ in range(7):
        make_article()
    wanted = make_article(
        section=section,
        topics=(topic,),
        kind=Kind.VIDEO,
        published_at=LONG_AGO - (0 if rule == "newest" else 24) * HOUR,
    )
    HourlyCount.objects.create(number=wanted.pk, hour=now.replace(minute=0, second=0, microsecond=0), readings=9)
    if rule == "newest":
        wanted = make_article(published_at=LONG_AGO + HOUR)
    make_list(key="home-lead", size=1, fill=rule, fill_section=section, fill_topic=topic, fill_kind=Kind.VIDEO)
    assert compose(at=now).lead.number == wanted.pk


def test_a_draft_takes_the_place_of_what_was_launched():
    launched, drafted = make_article(), make_article(published_at=LONG_AGO - HOUR)
    make_list(key="home-lead", size=1, pins=(launched,))
    now = timezone.now()
    assert compose(at=now, lists={"home-lead": [FeaturedItem(number=drafted.pk)]}).lead.number == drafted.pk
    assert compose(at=now).lead.number == launched.pk


def test_every_top_section_of_the_menu_has_a_package_and_others_have_none():
    sections = [make_section(position=place) for place in range(4)]
    child = make_section(parent=sections[0])
    hidden = make_section(in_menu=False)
    for place in range(12):
        for section in (*sections, child, hidden):
            make_article(section=section, published_at=LONG_AGO - place * HOUR)
    page = compose(at=timezone.now())
    assert [block.heading for block in page.main] == [section.name for section in sections]
    assert [block.style for block in page.main] == ["major", "minor", "minor", "major"]
    assert [link.label for link in page.main[0].links] == [child.name]
    assert all(len(block.cards) == size for block, size in zip(page.main, (5, 4, 4, 5), strict=True))


def test_no_story_stands_twice_however_few_there_are():
    section, now = make_section(), timezone.now()
    for count in range(30):
        kind = list(Kind)[count % 5]
        article = make_article(section=section, kind=kind, published_at=LONG_AGO - count * HOUR)
        HourlyCount.objects.create(number=article.pk, hour=now.replace(minute=0, second=0, microsecond=0), readings=9)
        if count in (0, 1, 4, 9, 29):
            numbers = _numbers(compose(at=now))
            assert len(numbers) == len(set(numbers))
            assert len(numbers) == count + 1 if count < 10 else len(numbers) > 20


def test_what_leads_on_from_the_lead_story_stands_beside_it():
    picked, gone = make_article(published_at=LONG_AGO - HOUR), make_article(withdrawn_at=timezone.now())
    lead = make_article(published_at=LONG_AGO + HOUR, end_picks=(picked.pk, gone.pk))
    page = compose(at=timezone.now())
    assert page.lead.number == lead.pk
    assert [card.number for card in page.lead_related] == [picked.pk]


def test_bands_and_rail_hold_their_kinds():
    section = make_section(in_menu=False)
    for kind in Kind:
        for place in range(3):
            make_article(section=section, kind=kind, published_at=LONG_AGO - (place + 1) * HOUR)
    for _ in range(11):
        make_article(section=section)
    page = compose(at=timezone.now())
    for style, kind in (("photo", "photo_story"), ("video", "video"), ("infographic", "infographic")):
        assert {card.kind for card in _block(page, style).cards} == {kind}
    assert {card.kind for card in _block(page, "thumbs").cards} == {"useful_info"}


def test_useful_information_leaves_when_it_expires_and_never_leads():
    now = timezone.now()
    section = make_section(in_menu=False)
    make_article(section=section, kind=Kind.USEFUL_INFO)
    make_article(section=section, kind=Kind.USEFUL_INFO, expires_at=now)
    page = compose(at=now)
    assert page.lead is None
    assert len(_block(page, "thumbs").cards) == 1


def test_events_bodies_and_topics_have_their_blocks():
    now = timezone.now()
    body, hidden = make_organization(), make_organization(is_confirmed=False)
    day = timezone.localdate(now) + timedelta(days=3)
    event = make_event(starts_on=day)
    make_event(starts_on=day - timedelta(days=30))
    make_event(starts_on=day, is_confirmed=False)
    topic, _archived = make_topic(), make_topic(shown_until=now)
    make_article(organizations=(body, hidden))
    page = compose(at=now)
    assert [card.label for card in _block(page, "events").events] == [event.name]
    assert [card.label for card in _block(page, "organizations").organizations] == [body.name]
    assert [banner.label for banner in _block(page, "topics").topics] == [topic.name]


def test_a_picture_without_rights_is_not_shown():
    expired = make_photo(rights_expire_on=timezone.localdate() - timedelta(days=1))
    withdrawn = make_photo(withdrawn_at=timezone.now(), withdrawn_reason="Khiếu nại")
    make_article(photo=expired)
    make_article(photo=withdrawn)
    assert [card.picture for card in _cards(compose(at=timezone.now()))] == [None, None]


def test_the_card_s_title_wins(client):
    make_article(title="Tên đầy đủ của bài viết", card_title="Tên ngắn")
    response = client.get("/")
    assert "Tên ngắn" in headings(response)
    assert "Tên đầy đủ" not in response.content.decode()


def test_the_front_page_asks_no_more_for_twenty_stories_than_for_one(client):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/").status_code == 200
        return len(queries)

    day = timezone.localdate() + timedelta(days=3)

    def add(count: int) -> None:
        for place in range(count):
            make_article(
                section=make_section(),
                organizations=(make_organization(),),
                topics=(make_topic(),),
                photo=make_photo(width=40, height=30),
                kind=list(Kind)[place % 5],
            )
            make_event(starts_on=day)

    add(1)
    one = asked()
    add(19)
    assert asked() == one
    assert one <= 14
