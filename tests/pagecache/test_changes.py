"""A change makes exactly the pages old that are made of it; a moment ahead does so when it comes."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from articles.models import Article, FeaturedItem
from newsroom import publishing
from newsroom.models import Status
from newsroom.workflow import move
from organizations.models import Organization
from pagecache import fragment, made_of, parts, touch
from pagecache.changes import number_changes
from pagecache.fragments import drawing
from pagecache.ledger import ledger
from pagecache.models import Change
from pagecache.recording import record
from pages.models import SiteSettings
from photos import withdrawal
from readership.models import HourlyCount
from tests.factories import (
    make_article,
    make_author,
    make_list,
    make_organization,
    make_photo,
    make_section,
    make_story,
    make_tag,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def editors(roles):
    return make_user(role="editor"), make_user(role="editor_in_chief")


@pytest.fixture
def clock(monkeypatch, now):
    """A clock that stands; calling it moves it on."""
    moments = [now]
    monkeypatch.setattr("django.utils.timezone.now", lambda: moments[-1])

    def move_on(step: timedelta):
        moments.append(moments[-1] + step)
        return moments[-1]

    return move_on


def publish(section, editors, *, at=None, **fields):
    """A story through the whole way to readers, at once or at a moment ahead."""
    editor, chief = editors
    now = timezone.now()
    story = make_story(by=make_user(role="reporter"), section=section, now=now, go_live_at=at, **fields)
    move(story, to=Status.SUBMITTED, by=story.created_by, now=now)
    move(story, to=Status.APPROVED, by=editor, now=now)
    publishing.publish(story, by=chief, now=now)
    number_changes()
    return story


def is_kept(reader, address: str) -> bool:
    """Whether the page is answered as it was drawn before."""
    held = reader.front.memory.get(address)
    before = held.page if held else None
    reader.get(address)
    return before is not None and reader.front.memory.get(address).page is before


def test_a_new_story_reaches_its_lists_and_leaves_others_alone(reader, editors) -> None:
    section, other = make_section(), make_section()
    beside = make_article(section=section)
    elsewhere = make_article(section=other, kind="video")
    pages = ["/", section.get_absolute_url(), other.get_absolute_url(), beside.get_absolute_url(), "/dinh-chinh/"]
    for address in pages:
        reader.get(address)
    story = publish(section, editors, title="Bạn bè năm châu hội ngộ")
    assert story.title in reader.get("/").text
    assert story.title in reader.get(section.get_absolute_url()).text
    assert story.title in reader.get(beside.get_absolute_url()).text
    assert elsewhere.title in reader.get("/").text
    assert is_kept(reader, "/robots.txt") is False
    assert is_kept(reader, "/robots.txt") is True


def test_what_a_page_does_not_show_does_not_touch_it(reader, editors) -> None:
    tag, body, section = make_tag(), make_organization(), make_section(in_menu=False)
    make_article(tags=[tag], section=make_section())
    publish(section, editors)  # the section is known, and the tag
    number_changes()
    pages = ["/to-chuc/", tag.get_absolute_url(), "/rss/tag/" + tag.slug + "/", "/gioi-thieu/", "/sitemap-co-dinh.xml"]
    for address in pages:
        reader.get(address)
    publish(section, editors)
    calm = [address for address in pages if is_kept(reader, address)]
    assert calm == ["/to-chuc/", "/rss/tag/" + tag.slug + "/", "/gioi-thieu/", "/sitemap-co-dinh.xml"]
    body.name = "Hội hữu nghị Việt Nam - Nước Khác"
    body.save()
    number_changes()
    assert "Nước Khác" in reader.get("/to-chuc/?xem=ten").text
    assert not is_kept(reader, "/to-chuc/")
    assert is_kept(reader, "/gioi-thieu/")


def test_a_scheduled_story_appears_at_its_minute_without_a_worker(reader, editors, clock) -> None:
    section = make_section()
    story = publish(section, editors, at=timezone.now() + 10 * MINUTE, title="Hẹn giờ lên trang")
    address = section.get_absolute_url()
    assert story.title not in reader.get(address).text
    assert is_kept(reader, address)
    clock(9 * MINUTE)
    assert is_kept(reader, address) or story.title not in reader.get(address).text
    clock(MINUTE)
    assert story.title in reader.get(address).text
    assert story.title in reader.get("/").text


def test_others_keep_a_page_no_longer_than_until_the_next_boundary(reader, editors, clock) -> None:
    section = make_section()
    publish(section, editors, at=timezone.now() + timedelta(seconds=20))
    headers = reader.get(section.get_absolute_url()).headers
    assert headers["surrogate-control"] == "max-age=20"
    assert "s-maxage=20," in headers["cache-control"]
    assert "stale-while-revalidate=0" in headers["cache-control"]


def test_an_expired_story_leaves_the_lists_on_time(reader, editors, clock) -> None:
    section = make_section()
    story = publish(section, editors, expires_at=timezone.now() + 5 * MINUTE, title="Thời tiết hôm nay")
    assert story.title in reader.get(section.get_absolute_url()).text
    clock(5 * MINUTE)
    assert story.title not in reader.get(section.get_absolute_url()).text


def test_an_expired_story_leaves_what_is_read_most_on_time(reader, editors, clock, monkeypatch) -> None:
    """It is what was read most, by far; the page of its section shows it beside its list."""
    monkeypatch.setattr("readership.counts.REFRESH", timedelta(days=99))
    now, section, other = timezone.now(), make_section(), make_section(name="Kinh tế")
    weather = publish(section, editors, expires_at=now + 5 * MINUTE, title="Thời tiết hôm nay", kind="useful_info")
    news = publish(section, editors, title="Tin trong ngày")
    for story, readings in ((weather, 900), (news, 1)):
        hour = now.replace(minute=0, second=0, microsecond=0)
        HourlyCount.objects.create(number=story.pk, hour=hour, readings=readings)
    for address in ("/doc-nhieu/", other.get_absolute_url()):
        assert "Thời tiết hôm nay" in reader.get(address).text, address
    clock(5 * MINUTE)
    for address in ("/doc-nhieu/", other.get_absolute_url()):
        text = reader.get(address).text
        assert "Thời tiết hôm nay" not in text, address
        assert "Tin trong ngày" in text, address


def test_a_pin_comes_and_goes_on_time(reader, clock) -> None:
    section = make_section()
    older, newer = make_article(section=section), make_article(section=section)
    now = timezone.now()
    pin = FeaturedItem(number=older.pk, starts_at=now + MINUTE, ends_at=now + 2 * MINUTE, card_title="Được ghim")
    make_list(key="home-lead", size=1, pins=(pin,))
    assert "Được ghim" not in reader.get("/").text
    clock(MINUTE)
    assert "Được ghim" in reader.get("/").text
    clock(MINUTE)
    assert "Được ghim" not in reader.get("/").text
    assert newer.title in reader.get("/").text


def test_a_topic_s_banner_comes_and_goes_on_time(reader, clock) -> None:
    now = timezone.now()
    article = make_article()
    topic = make_topic(shown_from=now + MINUTE, shown_until=now + 2 * MINUTE)
    number_changes()
    for step, is_shown in ((0, False), (1, True), (1, False)):
        clock(step * MINUTE)
        assert (topic.name in reader.get(article.get_absolute_url()).text) is is_shown


def test_a_page_that_names_a_story_that_is_not_live_yet_waits_for_it(reader, editors) -> None:
    number = 1_900_000
    beside = make_article(body=f'<p>Mở đầu.</p><aside data-related="{number}"></aside>', lead_picks=(number + 1,))
    address = beside.get_absolute_url()
    assert "Bài được chờ" not in reader.get(address).text
    touch({f"article:{number}"})
    make_article(number=number, title="Bài được chờ")
    number_changes()
    assert "Bài được chờ" in reader.get(address).text
    assert f"article:{number + 1}" in reader.get(address).headers["surrogate-key"].split()


@pytest.mark.django_db(transaction=True)  # PostgreSQL tells who is gone by the beginning of its transaction
def test_a_withdrawn_story_is_gone_everywhere_at_once(reader, editors) -> None:
    section = make_section()
    story = publish(section, editors, title="Phải gỡ ngay")
    pages = ["/", section.get_absolute_url(), "/rss/", f"/sitemap-bai-{story.pk // 10_000}.xml"]
    address = Article.objects.get(pk=story.pk).get_absolute_url()
    for page in (*pages, address):
        assert "phai-go-ngay" in reader.get(page).text.lower()
    publishing.withdraw(story, by=editors[1], reason="Sai sự thật", now=timezone.now())
    number_changes()
    for page in pages:
        assert "phai-go-ngay" not in reader.get(page).text.lower(), page
    assert reader.get(address).status == 410


def test_a_withdrawn_photo_is_gone_everywhere_at_once(reader, editors) -> None:
    photo = make_photo()
    article = make_article(photo=photo)
    name = photo.content_hash
    assert name in reader.get("/").text
    assert name in reader.get(article.get_absolute_url()).text
    withdrawal.withdraw(photo, by=editors[1], reason="Hết quyền", now=timezone.now())
    number_changes()
    assert name not in reader.get("/").text
    assert name not in reader.get(article.get_absolute_url()).text


def test_a_page_is_made_of_a_picture_that_it_does_not_get_to_see(db) -> None:
    """Readers' processes are not given a withdrawn picture's row; when it is brought back, the page shows it."""
    photo = make_photo()
    rows = [
        make_author(photo=photo),
        make_topic(banner=photo),
        make_organization(logo=photo),
        make_article(photo=photo),
    ]
    for row in rows:
        with record() as notes:
            type(row)._default_manager.get(pk=row.pk)
        assert f"photo:{photo.pk}" in notes.keys, row
    with record() as notes:
        type(rows[-1])._default_manager.only("title").get(pk=rows[-1].pk)
    assert notes.keys == {f"article:{rows[-1].pk}"}


def test_settings_and_sections_reach_every_page(reader) -> None:
    section = make_section()
    SiteSettings.objects.create(name="Thời Đại")
    number_changes()
    for address in ("/", "/gioi-thieu/", section.get_absolute_url()):
        reader.get(address)
    SiteSettings.objects.update(notice="Quốc tang")
    number_changes()
    assert all("Quốc tang" in reader.get(page).text for page in ("/", "/gioi-thieu/", section.get_absolute_url()))


def test_a_new_day_is_a_new_page(reader, clock) -> None:
    reader.get("/su-kien/")
    clock(timedelta(hours=14, minutes=29, seconds=59))
    assert is_kept(reader, "/su-kien/")
    clock(timedelta(seconds=1))
    assert not is_kept(reader, "/su-kien/")


def test_rows_written_by_the_hundred_are_touched_too(reader) -> None:
    body = make_organization()
    number_changes()
    reader.get(body.get_absolute_url())
    Organization.objects.update(is_confirmed=False)
    number_changes()
    assert reader.get(body.get_absolute_url()).status == 404


def test_what_a_killed_process_left_is_numbered_by_the_worker(reader) -> None:
    from pagecache.outbox_handlers import number_what_is_left

    reader.get("/gioi-thieu/")
    touch({"everything"})
    assert is_kept(reader, "/gioi-thieu/")
    number_what_is_left()
    assert not is_kept(reader, "/gioi-thieu/")


def test_a_list_is_made_anew_when_a_story_that_it_pins_comes_out(editors, clock) -> None:
    """A reader's process with a database role of its own does not even see the pin before."""
    story = publish(make_section(), editors, at=timezone.now() + 10 * MINUTE)
    pinned = make_list(key="section-bien-dao")
    item = {"number": story.pk, "card_title": "", "card_photo": None, "starts_at": None, "ends_at": None}
    publishing.launch(pinned, items=[item], by=editors[1], now=timezone.now())
    due = Change.objects.filter(key="list:section-bien-dao").values_list("due_at", flat=True)
    assert story.go_live_at in due


def test_a_part_is_as_old_as_what_was_read_for_it(reader, monkeypatch) -> None:
    """Something is read, it changes, and only then a part is made of what was read."""
    monkeypatch.setattr(settings, "PAGE_CACHE", "pages")
    ledger.listen()
    with drawing():
        read = "old"
        touch({"article:1"})
        number_changes()
        assert fragment("part", lambda: made_of("article:1") or read) == "old"
    with drawing():
        assert fragment("part", lambda: "new") == "new"
        assert fragment("part", lambda: "newer") == "new"


def test_outside_of_a_page_no_part_is_kept(reader, monkeypatch) -> None:
    monkeypatch.setattr(settings, "PAGE_CACHE", "pages")
    assert [fragment("part", lambda value=value: value) for value in (1, 2)] == [1, 2]


def test_parts_that_are_read_together_grow_old_one_by_one(reader, monkeypatch) -> None:
    monkeypatch.setattr(settings, "PAGE_CACHE", "pages")
    read: list[list[int]] = []

    def make(missing: list[int]) -> dict[int, Callable[[], str]]:
        read.append(missing)
        return {number: lambda number=number: made_of(f"article:{number}") or f"{number}" for number in missing}

    with drawing():
        assert parts([1, 2, 2, 3], make) == {1: "1", 2: "2", 3: "3"}
    touch({"article:2"})
    number_changes()
    with drawing(), record() as notes:
        assert parts([3, 2, 4], make) == {3: "3", 2: "2", 4: "4"}
    assert read == [[1, 2, 3], [2, 4]]
    assert notes.keys == {"article:2", "article:3", "article:4"}
