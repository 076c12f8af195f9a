"""Tag, topic, author, most read, multimedia, corrections and the pages that stay."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.content import BylineLine
from articles.models import Correction, Kind
from pages.models import StandingPage
from readership.models import HourlyCount
from tests.factories import (
    LONG_AGO,
    make_article,
    make_author,
    make_list,
    make_photo,
    make_tag,
    make_topic,
)
from tests.pages.reading import headings, link, main_of, meta, stories, text_of, words

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def _listed(kind: str, count: int):
    """A page's address and its stories, newest first."""
    if kind == "tag":
        row = make_tag(name="đường sắt Đông Dương")
        filing = {"tags": (row, make_tag())}
    elif kind == "topic":
        row = make_topic(name="Bảy mươi lăm năm")
        filing = {"topics": (row, make_topic())}
    else:
        row = make_author(name="Đỗ Thu Hà")
        filing = {"authors": (row, make_author(), row)}
    made = [make_article(published_at=LONG_AGO - place * HOUR, **filing).pk for place in range(count)]
    return row.get_absolute_url(), made


@pytest.mark.parametrize("kind", ["tag", "topic", "author"])
def test_a_list_pages_through_all_its_stories_without_a_double(client, kind):
    address, made = _listed(kind, 45)
    make_article()
    seen, response = [], client.get(address)
    while True:
        found = stories(response)
        assert len(found) == len(set(found))
        own = [number for number in found[:20] if number in made]
        seen += own
        following = link(response, "next")
        if not following:
            break
        response = client.get(following[0].removeprefix("http://127.0.0.1:8000"))
    assert seen[:40] == made[:40]
    assert set(made) <= set(seen)


def test_an_empty_list_says_so_and_is_kept_out_of_search_engines(client):
    """Only a topic can be empty: its time may come before its first story."""
    address, _made = _listed("topic", 0)
    response = client.get(address)
    assert response.status_code == 200
    assert "chưa có" in words(response).lower()
    assert "noindex" in meta(response, "robots")


@pytest.mark.parametrize("kind", ["tag", "author"])
def test_a_list_without_a_story_is_not_there(client, kind):
    address, _made = _listed(kind, 0)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("kind", ["tag", "topic", "author"])
def test_an_unknown_one_is_not_there_and_a_missing_slash_is_added(client, kind):
    address, _made = _listed(kind, 1)
    assert client.get(address.rstrip("/"))["Location"] == address
    assert client.get(f"{address.rstrip('/')}-khac/").status_code == 404


def test_every_list_announces_its_feed(client, settings):
    for kind in ("tag", "topic", "author"):
        address, _made = _listed(kind, 1)
        feeds = [href for href in link(client.get(address), "alternate") if "/rss/" in href]
        assert len(feeds) == 2
        for feed in feeds:
            assert client.get(feed.removeprefix(settings.SITE_URL)).status_code == 200


def test_a_topic_shows_its_banner_and_an_archived_one_says_since_when(client):
    photo = make_photo()
    ended = timezone.now() - timedelta(days=2)
    topic = make_topic(banner=photo, banner_alt="Cờ hai nước", shown_until=ended)
    make_article(topics=(topic,))
    response = client.get(topic.get_absolute_url())
    assert photo.content_hash in response.content.decode()
    assert f"{timezone.localtime(ended):%d/%m/%Y}" in words(response)


def test_an_author_stands_with_titles_and_a_portrait(client):
    author = make_author(name="Đỗ Thu Hà", title_lines="Phóng viên\nBan Đối ngoại", bio="Viết về Lào.")
    guest = make_author(name="Khách mời", standing="guest")
    make_article(authors=(author, BylineLine(author=guest.pk, name="Khách mời", role="photo", title_lines="")))
    shown = words(client.get("/tac-gia/do-thu-ha/"))
    for word in ("Phóng viên", "Ban Đối ngoại", "Viết về Lào.", "Nhịp cầu"):
        assert word in shown
    assert "Khách" in words(client.get(guest.get_absolute_url()))


def _read(article, readings: int, *, hours_ago: int = 0) -> None:
    hour = (timezone.now() - hours_ago * HOUR).replace(minute=0, second=0, microsecond=0)
    HourlyCount.objects.create(number=article.pk, hour=hour, readings=readings)


def test_most_read_has_a_day_and_a_week_and_no_story_in_both(client):
    today, also, week, gone = make_article(), make_article(), make_article(), make_article(withdrawn_at=timezone.now())
    _read(today, 5)
    _read(also, 9)
    _read(week, 50, hours_ago=72)
    _read(today, 99, hours_ago=72)
    _read(gone, 999)
    assert stories(client.get("/doc-nhieu/")) == [also.pk, today.pk, week.pk]


def test_what_readers_no_longer_have_empties_neither_list(client):
    """Useful information is read most and expires every day; withdrawn stories and numbers of none take no place."""
    now, news = timezone.now(), [make_article() for _ in range(3)]
    for place in range(60):
        _read(make_article(kind=Kind.USEFUL_INFO, expires_at=now), 900 + place)
        _read(make_article(kind=Kind.USEFUL_INFO, expires_at=now), 900 + place, hours_ago=72)
    _read(make_article(withdrawn_at=now), 999)
    _read(make_article(published_at=now + HOUR), 999)
    HourlyCount.objects.bulk_create(
        HourlyCount(number=10**9 + n, hour=now.replace(minute=0, second=0, microsecond=0), readings=2_000)
        for n in range(500)
    )
    for hours_ago, article in ((0, news[0]), (1, news[1]), (72, news[2])):
        _read(article, 1, hours_ago=hours_ago)
    assert stories(client.get("/doc-nhieu/")) == [news[1].pk, news[0].pk, news[2].pk]


def test_what_expires_later_is_listed_until_then(client):
    weather = make_article(kind=Kind.USEFUL_INFO, expires_at=timezone.now() + HOUR)
    _read(weather, 5)
    assert stories(client.get("/doc-nhieu/")) == [weather.pk]


def test_most_read_before_anything_was_counted(client):
    response = client.get("/doc-nhieu/")
    assert stories(response) == []
    assert "Chưa" in words(response)


def test_multimedia_holds_the_three_kinds_and_its_list_leads(client):
    films = [make_article(kind=Kind.VIDEO, published_at=LONG_AGO - place * HOUR) for place in range(3)]
    photos, drawings = make_article(kind=Kind.PHOTO_STORY), make_article(kind=Kind.INFOGRAPHIC)
    make_article()
    response = client.get("/multimedia/")
    assert stories(response) == [*(film.pk for film in films), photos.pk, drawings.pk]
    make_list(key="multimedia-video", fill="kind", fill_kind="video", pins=(films[2],))
    assert stories(client.get("/multimedia/"))[0] == films[2].pk


def test_multimedia_of_an_empty_magazine(client):
    assert stories(client.get("/multimedia/")) == []


def test_corrections_are_listed_newest_first_and_paged(client):
    now = timezone.now()
    article, gone = make_article(), make_article()
    for place in range(35):
        Correction.objects.create(article=article, text=f"Sửa chi tiết {place:02}.", published_at=now - place * HOUR)
    Correction.objects.create(article=gone, text="Của bài đã gỡ.", published_at=now)
    make_article(number=gone.pk, section=gone.section, withdrawn_at=now)
    response = client.get("/dinh-chinh/")
    shown = words(response)
    assert shown.index("Sửa chi tiết 00.") < shown.index("Sửa chi tiết 29.")
    assert "Sửa chi tiết 30." not in shown
    assert "Của bài đã gỡ." not in shown
    following = next(each.get("href") for each in main_of(response).iter("a") if each.get("rel") == "next")
    assert "Sửa chi tiết 34." in words(client.get(following))
    assert client.get("/dinh-chinh/?truoc=1999-01-01T00-00-00-1").status_code == 404


def test_no_correction_yet(client):
    assert "đính chính" in words(client.get("/dinh-chinh/")).lower()


@pytest.mark.parametrize("slug", StandingPage.Slug.values)
def test_a_standing_page_before_and_after_it_is_written(client, slug):
    empty = client.get(f"/{slug}/")
    assert empty.status_code == 200
    assert "noindex" in meta(empty, "robots")
    StandingPage.objects.create(
        slug=slug, title="Tên trang", text="<h2>Mục một</h2><p>Lời ngỏ.</p>", changed_at=timezone.now()
    )
    response = client.get(f"/{slug}/")
    assert headings(response) == ["Tên trang", "Mục một"]
    assert "Lời ngỏ." in text_of(main_of(response))
    assert meta(response, "robots") == "max-image-preview:large"
    assert client.get(f"/{slug}")["Location"] == f"/{slug}/"


def test_a_standing_page_keeps_only_what_is_harmless():
    page = StandingPage(
        slug="lien-he", title="Liên hệ", text='<p onclick="x()">Gọi<script>x()</script></p>', changed_at=timezone.now()
    )
    page.full_clean()
    assert page.text == "<p>Gọi</p>"
