"""The magazine's questions: what is live, what is listed where, in which order."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Section, Topic
from articles.querysets.together import KeptLists, numbers_together
from pagecache.recording import record
from tests.factories import (
    make_article,
    make_author,
    make_event,
    make_organization,
    make_section,
    make_tag,
    make_topic,
)

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("published", "withdrawn", "expired", "is_live"),
    [
        (-MINUTE, None, None, True),
        (timedelta(0), None, None, True),
        (timedelta(microseconds=1), None, None, False),
        (MINUTE, None, None, False),
        (-MINUTE, timedelta(0), None, False),
        (-MINUTE, -MINUTE, None, False),
        (-2 * MINUTE, None, -MINUTE, True),  # an expired story keeps its page
    ],
)
def test_live_and_is_live_are_one_rule(now: datetime, published, withdrawn, expired, is_live):
    article = make_article(
        published_at=now + published,
        withdrawn_at=now + withdrawn if withdrawn is not None else None,
        expires_at=now + expired if expired is not None else None,
    )
    article.refresh_from_db()
    assert article.is_live(at=now) is is_live
    assert Article.objects.live(at=now).exists() is is_live


@pytest.mark.parametrize(
    ("starts", "ends", "is_on"),
    [
        (None, None, False),
        (-MINUTE, None, True),
        (timedelta(0), None, True),
        (MINUTE, None, False),
        (-2 * MINUTE, -MINUTE, False),
        (-MINUTE, timedelta(0), False),
        (-MINUTE, MINUTE, True),
    ],
)
def test_the_banner_s_rule_is_one(now: datetime, starts, ends, is_on):
    topic = make_topic(
        shown_from=now + starts if starts is not None else None, shown_until=now + ends if ends is not None else None
    )
    assert topic.is_on_banner(at=now) is is_on
    assert Topic.objects.on_banner(at=now).exists() is is_on


def test_an_expired_story_leaves_the_lists_at_that_very_moment(now: datetime):
    make_article(published_at=now - MINUTE, expires_at=now)
    assert not Article.objects.current(at=now).exists()
    assert Article.objects.current(at=now - MINUTE).exists()


def test_a_section_lists_its_subsections_stories_and_a_subsection_its_own_only(now: datetime):
    top = make_section(name="Hữu nghị")
    child = make_section(name="Bốn phương kết bạn", parent=top)
    above, below = make_article(section=top), make_article(section=child)
    make_article()
    assert set(Article.objects.in_section(top)) == {above, below}
    assert list(Article.objects.in_section(child)) == [below]


def _filed(kind: str):
    """A page's queryset and how to file a story under it."""
    if kind == "tag":
        tag = make_tag()
        return Article.objects.with_tag(tag), {"tags": (make_tag(), tag)}
    if kind == "topic":
        topic = make_topic()
        return Article.objects.in_topic(topic), {"topics": (make_topic(), topic)}
    if kind == "organization":
        body = make_organization()
        return Article.objects.of_organization(body), {"organizations": (make_organization(), body)}
    if kind == "event":
        event = make_event()
        return Article.objects.of_event(event), {"events": (make_event(), event)}
    author = make_author()
    return Article.objects.by_author(author), {"authors": (make_author(), author, author)}


@pytest.mark.parametrize("kind", ["tag", "topic", "organization", "event", "author"])
def test_paging_through_a_listing_names_every_story_once(now: datetime, kind):
    stories, filing = _filed(kind)
    same_minute = [make_article(published_at=now - MINUTE, **filing).pk for _ in range(3)]
    others = [make_article(published_at=now - place * timedelta(days=1), **filing).pk for place in range(2, 6)]
    make_article(published_at=now - MINUTE)
    expected = sorted(same_minute, reverse=True) + others

    seen, page = [], list(stories.live(at=now).newest_first()[:2])
    while page:
        seen += [article.pk for article in page]
        last = page[-1]
        page = list(stories.live(at=now).before(last.published_at, last.pk).newest_first()[:2])
    assert seen == expected


def test_what_is_newer_comes_nearest_first(now: datetime):
    made = [make_article(published_at=now - place * MINUTE) for place in range(4)]
    assert list(Article.objects.not_before(made[2].published_at, made[2].pk)) == [made[2], made[1], made[0]]


def test_several_lists_come_in_one_query_and_in_their_order(now: datetime):
    section = make_section()
    here = [make_article(section=section, published_at=now - place * MINUTE).pk for place in range(3)]
    elsewhere = make_article(published_at=now - timedelta(hours=1)).pk
    live = Article.objects.live(at=now).newest_first()
    queries = {
        "here": live.in_section(section).values_list("pk")[:2],
        "all": live.values_list("pk")[:10],
        "none": live.numbered([]).values_list("pk")[:5],
    }
    with CaptureQueriesContext(connection) as asked:
        found = numbers_together(queries)
    assert found == {"here": here[:2], "all": [*here, elsewhere], "none": []}
    assert len(asked) == 1


def test_a_list_without_a_limit_is_refused():
    with pytest.raises(ValueError, match="limit"):
        numbers_together({"all": Article.objects.values_list("pk")})


def test_nothing_asked_is_nothing_found():
    assert numbers_together({}) == {}


def test_a_kept_statement_answers_for_other_values_each_time(now: datetime):
    """Also where a driver gets moments as text; and a page is made of what it asked for, not of stand-ins."""

    def lists(section: int, at: datetime, number: int) -> dict[str, QuerySet]:
        stories = Article.objects.live(at=at).in_section(Section(pk=section)).newest_first()
        return {"all": stories.values_list("pk")[:5], "older": stories.before(at, number).values_list("pk")[:5]}

    kept = KeptLists(lists, int, datetime, int)
    here, there = make_section(), make_section()
    late, soon = (make_article(section=here, published_at=now + step * MINUTE) for step in (0, 1))
    other = make_article(section=there, published_at=now)
    with record() as notes:
        assert kept.of(here.pk, now, late.pk + 1) == {"all": [(late.pk,)], "older": [(late.pk,)]}
    assert notes.keys == {f"section:{here.pk}/stories"}
    later = kept.of(here.pk, soon.published_at, soon.pk)
    assert later == {"all": [(soon.pk,), (late.pk,)], "older": [(late.pk,)]}
    with CaptureQueriesContext(connection) as asked:
        assert kept.of(there.pk, now, 0) == {"all": [(other.pk,)], "older": []}
    assert len(asked) == 1
