"""Sitemaps and robots.txt by the rules that search engines set."""

from datetime import datetime, timedelta
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from pages import sitemaps
from pages.models import SiteSettings, StandingPage
from tests.factories import (
    LONG_AGO,
    make_article,
    make_author,
    make_event,
    make_organization,
    make_province,
    make_section,
    make_tag,
    make_topic,
)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
NAMESPACES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "n": "http://www.google.com/schemas/sitemap-news/0.9"}


def _places(response) -> dict[str, str | None]:
    """Address → last change, of a sitemap or an index."""
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    root = ElementTree.fromstring(response.content)  # noqa: S314  # our own
    return {each.findtext("s:loc", None, NAMESPACES): each.findtext("s:lastmod", None, NAMESPACES) for each in root}


def _all(client, settings) -> dict[str, str | None]:
    """Every address of every file that the index names."""
    found: dict[str, str | None] = {}
    for address in _places(client.get("/sitemap.xml")):
        assert address.startswith(settings.SITE_URL)
        inside = _places(client.get(address.removeprefix(settings.SITE_URL)))
        assert len(inside) <= 50_000
        assert not found.keys() & inside.keys()
        found |= inside
    return found


def test_every_public_page_is_named_once_and_answers(client, settings):
    section = make_section()
    child = make_section(parent=section)
    rows = [make_tag(), make_topic(), make_author(), make_organization(), make_event()]
    tag, topic, author, body, event = rows
    article = make_article(
        section=child, tags=(tag,), topics=(topic,), authors=(author,), organizations=(body,), events=(event,)
    )
    province = make_province()
    page = StandingPage.objects.create(slug="lien-he", title="Liên hệ", text="<p>A</p>", changed_at=LONG_AGO)
    found = _all(client, settings)
    for row in (article, section, child, province, page, *rows):
        assert f"{settings.SITE_URL}{row.get_absolute_url()}" in found
    for address in found:
        assert client.get(address.removeprefix(settings.SITE_URL)).status_code == 200, address


def test_what_is_not_public_is_not_named(client, settings):
    now = timezone.now()
    scheduled, withdrawn = make_article(published_at=now + HOUR), make_article(withdrawn_at=now)
    tag, topic, author = make_tag(), make_topic(), make_author()  # without a story
    make_article(published_at=now + HOUR, tags=(tag,), topics=(topic,), authors=(author,))
    body, event = make_organization(is_confirmed=False), make_event(is_confirmed=False)
    StandingPage.objects.create(slug="lien-he", title="Liên hệ", text="", changed_at=LONG_AGO)
    found = "\n".join(_all(client, settings))
    for row in (scheduled, withdrawn, tag, topic, author, body, event):
        assert row.get_absolute_url() not in found
    assert "/lien-he/" not in found


def test_the_last_change_is_the_story_s_own(client, settings):
    plain = make_article(number=240_001)
    updated = make_article(number=240_002, updated_at=LONG_AGO + HOUR)
    found = _places(client.get("/sitemap-bai-24.xml"))
    assert found[f"{settings.SITE_URL}{plain.get_absolute_url()}"] == "2026-01-05T10:00:00+07:00"
    assert found[f"{settings.SITE_URL}{updated.get_absolute_url()}"] == "2026-01-05T11:00:00+07:00"
    index = _places(client.get("/sitemap.xml"))
    assert index[f"{settings.SITE_URL}/sitemap-bai-24.xml"] == "2026-01-05T11:00:00+07:00"


def test_files_are_cut_by_ranges_of_numbers(client, settings):
    for number in (9_999, 10_000, 1_000_000):
        make_article(number=number)
    index = _places(client.get("/sitemap.xml"))
    for part in (0, 1, 100):
        assert f"{settings.SITE_URL}/sitemap-bai-{part}.xml" in index
        assert len(_places(client.get(f"/sitemap-bai-{part}.xml"))) == 1


@pytest.mark.parametrize("name", ["bai-7", "khong-co-0", "bai-99999999999999", "bai-", "bai-999999999999999999999"])
def test_a_file_that_does_not_exist_is_not_there(client, name):
    assert client.get(f"/sitemap-{name}.xml").status_code == 404


def test_an_empty_magazine_has_a_sitemap(client, settings):
    assert f"{settings.SITE_URL}/" in _all(client, settings)


def _news(response) -> list[tuple[str, str, str, str]]:
    root = ElementTree.fromstring(response.content)  # noqa: S314  # our own
    return [
        tuple(
            url.findtext(f".//n:{name}", None, NAMESPACES) for name in ("name", "language", "publication_date", "title")
        )
        for url in root
    ]


def test_the_news_sitemap_holds_the_last_two_days(client):
    SiteSettings.objects.create(name="Thời Đại")
    now = timezone.now()
    fresh = make_article(title="Anh & em", published_at=now - HOUR, updated_at=now)
    make_article(published_at=now - timedelta(days=2, minutes=1))
    make_article(published_at=now + HOUR)
    [(name, language, published, title)] = _news(client.get("/news-sitemap.xml"))
    assert (name, language, title) == ("Thời Đại", "vi", "Anh & em")
    assert datetime.fromisoformat(published) == fresh.published_at.replace(microsecond=0)
    assert published.endswith("+07:00")


def test_without_news_the_sitemap_holds_the_front_page_and_calls_it_no_news(client, settings):
    """By sitemaps.org's schema a file has one address at least; what has no <news:news> is no news to Google."""
    make_article(published_at=timezone.now() - timedelta(days=3))
    response = client.get("/news-sitemap.xml")
    assert list(_places(response)) == [f"{settings.SITE_URL}/"]
    assert b"<news:" not in response.content
    make_article(published_at=timezone.now() - HOUR)
    assert f"{settings.SITE_URL}/" not in _places(client.get("/news-sitemap.xml"))


def test_a_long_news_sitemap_is_split(client, settings, monkeypatch):
    monkeypatch.setattr(sitemaps, "NEWS_LENGTH", 2)
    for _ in range(5):
        make_article(published_at=timezone.now() - HOUR)
    files = _places(client.get("/news-sitemap.xml"))
    found = [_news(client.get(address.removeprefix(settings.SITE_URL))) for address in files]
    assert [len(part) for part in found] == [2, 2, 1]
    assert client.get("/news-sitemap-3.xml").status_code == 404


@pytest.mark.parametrize("allowed", [True, False])
def test_robots_names_the_sitemaps_and_says_the_site_s_word_on_ai(client, settings, allowed):
    SiteSettings.objects.create(allow_ai_crawlers=allowed)
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    robots = RobotFileParser()
    robots.parse(response.content.decode().splitlines())
    assert robots.site_maps() == [f"{settings.SITE_URL}/sitemap.xml", f"{settings.SITE_URL}/news-sitemap.xml"]
    for path in ("/", "/static/css/base.css", "/media/anh/aa/a.webp", "/tim-kiem/"):
        assert robots.can_fetch("Googlebot", path)
        assert robots.can_fetch("GPTBot", path) is allowed
        assert robots.can_fetch("ClaudeBot", path) is allowed
