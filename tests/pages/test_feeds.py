"""RSS as an independent reader finds it."""

from datetime import timedelta
from email.utils import parsedate_to_datetime

import feedparser
import pytest
from django.utils import timezone

from articles.models import Kind
from pages import feeds
from pages.models import SiteSettings
from tests.factories import (
    LONG_AGO,
    make_article,
    make_author,
    make_organization,
    make_photo,
    make_section,
    make_tag,
    make_topic,
)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def _read(response):
    assert response.status_code == 200
    assert response["Content-Type"] == "application/rss+xml; charset=utf-8"
    feed = feedparser.parse(response.content)
    assert not feed.bozo
    return feed


@pytest.fixture
def filed():
    """Every kind of list with one story, and the address of its feed."""
    section = make_section(name="Hữu nghị")
    child = make_section(name="Bốn phương kết bạn", parent=section)
    tag, topic, author = make_tag(name="đường sắt"), make_topic(name="Tàu"), make_author(name="Đỗ Hà")
    body = make_organization(slug="vufo")
    story = make_article(section=child, tags=(tag,), topics=(topic,), authors=(author,), organizations=(body,))
    make_article()
    return story, [
        "/rss/chuyen-muc/huu-nghi/",
        "/rss/chuyen-muc/huu-nghi/bon-phuong-ket-ban/",
        "/rss/tag/duong-sat/",
        "/rss/chuyen-de/tau/",
        "/rss/tac-gia/do-ha/",
        "/rss/to-chuc/vufo/",
    ]


def test_the_site_s_feed_holds_the_news_newest_first(client, settings):
    settings.SITE_URL = "https://thoidai.com.vn"
    SiteSettings.objects.create(name="Thời Đại", description="Tạp chí của tình hữu nghị")
    older, newer = make_article(published_at=LONG_AGO - HOUR), make_article()
    make_article(kind=Kind.USEFUL_INFO)
    feed = _read(client.get("/rss/"))
    assert [item.link for item in feed.entries] == [
        f"https://thoidai.com.vn{each.get_absolute_url()}" for each in (newer, older)
    ]
    assert (feed.feed.title, feed.feed.subtitle, feed.feed.language) == ("Thời Đại", "Tạp chí của tình hữu nghị", "vi")
    assert {(each.rel, each.href) for each in feed.feed.links} == {
        ("alternate", "https://thoidai.com.vn/"),
        ("self", "https://thoidai.com.vn/rss/"),
    }


def test_an_item_says_what_the_story_says(client, settings):
    photo = make_photo()
    article = make_article(title='Anh & em "một nhà" <3', photo=photo, photo_credit="Thu Hà")
    [item] = _read(client.get("/rss/")).entries
    assert (item.title, item.summary) == (article.title, article.lead)
    assert parsedate_to_datetime(item.published) == LONG_AGO
    assert item.published.endswith("+0700")
    assert [tag.term for tag in item.tags] == [article.section.name]
    assert photo.content_hash in item.media_content[0]["url"]
    assert item.media_content[0]["url"].startswith(settings.SITE_URL)
    assert len(item.enclosures) <= 1


def test_an_item_s_identity_outlives_its_slug(client):
    article = make_article()
    [before] = _read(client.get("/rss/")).entries
    make_article(number=article.pk, section=article.section, slug="ten-khac")
    [after] = _read(client.get("/rss/")).entries
    assert before.link != after.link
    assert before.id == after.id
    assert not before.guidislink


def test_every_list_has_a_feed_of_its_own(client, filed):
    story, addresses = filed
    for address in addresses:
        feed = _read(client.get(address))
        assert [item.title for item in feed.entries] == [story.title], address
        assert feed.feed.title.endswith(" - Thời Đại")


def test_an_unknown_list_has_no_feed(client, filed):
    _story, addresses = filed
    for address in addresses:
        assert client.get(f"{address.rstrip('/')}-khac/").status_code == 404


def test_a_feed_holds_a_bounded_number_of_live_stories(client):
    now, section = timezone.now(), make_section(name="Hữu nghị")
    for _ in range(feeds.LENGTH + 5):
        make_article(section=section)
    make_article(section=section, title="Chưa đến giờ", published_at=now + HOUR)
    make_article(section=section, title="Đã hết hạn", expires_at=now)
    feed = _read(client.get("/rss/chuyen-muc/huu-nghi/"))
    assert len(feed.entries) == feeds.LENGTH
    assert not {"Chưa đến giờ", "Đã hết hạn"} & {item.title for item in feed.entries}


def test_an_empty_feed_is_a_feed_and_stays_the_same(client):
    first, second = client.get("/rss/"), client.get("/rss/")
    assert _read(first).entries == []
    assert first["ETag"] == second["ETag"]


def test_who_has_the_feed_gets_a_short_answer(client):
    article = make_article(updated_at=LONG_AGO + HOUR)
    response = client.get("/rss/")
    assert parsedate_to_datetime(response["Last-Modified"]) == article.updated_at
    again = client.get("/rss/", headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    make_article()
    assert client.get("/rss/", headers={"If-None-Match": response["ETag"]}).status_code == 200


def test_a_picture_without_rights_is_not_sent_out(client):
    make_article(photo=make_photo(withdrawn_at=timezone.now(), withdrawn_reason="Khiếu nại"))
    [item] = _read(client.get("/rss/")).entries
    assert "media_content" not in item
