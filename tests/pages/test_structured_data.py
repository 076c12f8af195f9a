"""What machines are told: the same as readers, in the forms that they ask for, and never able to break out."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from articles.content import BylineLine
from articles.models import Correction
from organizations.models import Event, Precision
from pages.models import SiteSettings
from pages.structured_data import moment
from tests.factories import (
    LONG_AGO,
    make_article,
    make_author,
    make_event,
    make_organization,
    make_photo,
    make_section,
    make_tag,
)
from tests.pages.reading import json_ld, link, meta, parse

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _address(settings) -> None:
    settings.SITE_URL = "https://thoidai.com.vn"


def _article(client, **fields):
    article = make_article(**fields)
    return article, client.get(article.get_absolute_url())


def test_a_story_is_told_as_news(client):
    SiteSettings.objects.create(name="Thời Đại", governing_body="Cơ quan chủ quản")
    writer, photographer = make_author(name="Đỗ Hà"), make_author(name="Minh Khôi")
    article, response = _article(
        client,
        photo=make_photo(),
        updated_at=LONG_AGO + HOUR,
        tags=(make_tag(name="đường sắt"),),
        authors=(
            BylineLine(author=writer.pk, name="Đỗ Hà", role="author", title_lines=""),
            BylineLine(author=photographer.pk, name="Minh Khôi", role="photo", title_lines=""),
        ),
    )
    data = json_ld(response)["NewsArticle"]
    url = f"https://thoidai.com.vn{article.get_absolute_url()}"
    assert data["headline"] == article.title
    assert data["datePublished"] == "2026-01-05T10:00:00+07:00"
    assert data["dateModified"] == "2026-01-05T11:00:00+07:00"
    assert data["author"] == [{"@type": "Person", "name": "Đỗ Hà", "url": "https://thoidai.com.vn/tac-gia/do-ha/"}]
    assert data["mainEntityOfPage"]["@id"] == data["url"] == url
    assert data["keywords"] == ["đường sắt"]
    assert [image.rsplit("-", 2)[1] for image in data["image"]] == ["16x9", "4x3", "1x1"]
    assert all(image.startswith("https://thoidai.com.vn/media/anh/") for image in data["image"])
    publisher = data["publisher"]
    assert publisher["@type"] == "NewsMediaOrganization"
    assert {"masthead", "correctionsPolicy", "ethicsPolicy", "ownershipFundingInfo"} <= publisher.keys()
    assert publisher["parentOrganization"]["name"] == "Cơ quan chủ quản"


def test_the_visible_time_is_the_one_in_the_data(client):
    article, response = _article(client, updated_at=LONG_AGO + HOUR)
    data = json_ld(response)["NewsArticle"]
    shown = [each.get("datetime") for each in parse(response).iter("time")][:2]
    assert [datetime.fromisoformat(each) for each in shown] == [
        datetime.fromisoformat(data[name]) for name in ("datePublished", "dateModified")
    ]
    assert datetime.fromisoformat(meta(response, "article:published_time")) == article.published_at


def test_without_a_signature_the_magazine_signs_and_a_small_picture_is_not_offered(client):
    _, response = _article(client, photo=make_photo(width=600, height=400))
    data = json_ld(response)["NewsArticle"]
    assert data["author"][0]["@type"] == "Organization"
    assert "image" not in data
    assert meta(response, "og:image").startswith("https://thoidai.com.vn/media/anh/")


def test_a_picture_without_rights_is_not_offered(client):
    gone = make_photo(withdrawn_at=timezone.now(), withdrawn_reason="Khiếu nại")
    _, response = _article(client, photo=gone)
    assert "image" not in json_ld(response)["NewsArticle"]
    assert meta(response, "og:image") == ""


def test_titles_for_machines_and_for_friends(client):
    _, response = _article(client, seo_title="Cho máy", social_title="Cho bạn", lead="Một   dòng\nsa-pô.")
    assert parse(response).findtext(".//title") == "Cho máy - Thời Đại"
    assert meta(response, "og:title") == "Cho bạn"
    assert meta(response, "description") == "Một dòng sa-pô."
    assert meta(response, "og:type") == "article"
    assert meta(response, "robots") == "max-image-preview:large"


def test_a_long_description_is_cut_between_words(client):
    _, response = _article(client, lead="chữ " * 200)
    description = meta(response, "description")
    assert len(description) <= 300
    assert description.endswith("chữ…")


def test_a_canonical_address_is_the_story_s_own(client):
    article = make_article()
    response = client.get(f"{article.get_absolute_url()}?utm_source=x")
    assert link(response, "canonical") == [f"https://thoidai.com.vn{article.get_absolute_url()}"]
    assert meta(response, "og:url") == link(response, "canonical")[0]


def test_the_way_home_is_told(client):
    section = make_section(name="Bốn phương", parent=make_section(name="Hữu nghị"))
    _, response = _article(client, section=section)
    items = json_ld(response)["BreadcrumbList"]["itemListElement"]
    assert [(item["position"], item["name"], item["item"]) for item in items] == [
        (1, "Trang chủ", "https://thoidai.com.vn/"),
        (2, "Hữu nghị", "https://thoidai.com.vn/huu-nghi"),
        (3, "Bốn phương", "https://thoidai.com.vn/huu-nghi/bon-phuong"),
    ]


def test_corrections_are_told(client):
    article = make_article()
    Correction.objects.create(article=article, text="Sửa năm.", published_at=LONG_AGO)
    assert json_ld(client.get(article.get_absolute_url()))["NewsArticle"]["correction"] == [
        {"@type": "CorrectionComment", "text": "Sửa năm.", "datePublished": moment(LONG_AGO)}
    ]


@pytest.mark.parametrize("title", ["</script><script>alert(1)</script>", "<!--<script>", "\u2028 & \\ \"'"])
def test_no_title_ends_the_data(client, title):
    _, response = _article(client, title=title)
    assert json_ld(response)["NewsArticle"]["headline"] == title
    assert "<script>alert" not in response.content.decode()


def test_the_front_page_tells_how_to_search(client):
    data = json_ld(client.get("/"))["WebSite"]
    assert data["potentialAction"]["target"]["urlTemplate"].endswith("/tim-kiem/?q={search_term_string}")


def test_a_body_is_told(client):
    body = make_organization(
        name="Hội hữu nghị mẫu",
        acronym="HM",
        website="https://example.org",
        founded_on=date(1950, 11, 17),
        founded_precision=Precision.YEAR,
    )
    data = json_ld(client.get(body.get_absolute_url()))["Organization"]
    assert (data["name"], data["alternateName"], data["sameAs"], data["foundingDate"]) == (
        "Hội hữu nghị mẫu",
        "HM",
        "https://example.org",
        "1950",
    )


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, {"startDate": "2026-12-02", "endDate": "2026-12-02", "eventStatus": "https://schema.org/EventScheduled"}),
        (
            {"starts_time": time(8, 30), "ends_time": time(11)},
            {"startDate": "2026-12-02T08:30:00+07:00", "endDate": "2026-12-02T11:00:00+07:00"},
        ),
        (
            {"status": Event.Status.POSTPONED, "previous_starts_on": date(2026, 11, 1)},
            {"eventStatus": "https://schema.org/EventPostponed", "previousStartDate": "2026-11-01"},
        ),
        (
            {"attendance": Event.Attendance.HYBRID, "place": "Hội trường A", "online_url": "https://example.org/x"},
            {"eventAttendanceMode": "https://schema.org/MixedEventAttendanceMode"},
        ),
    ],
)
def test_an_event_is_told(client, fields, told):
    body = make_organization()
    event = make_event(organizers=(body,), **fields)
    data = json_ld(client.get(event.get_absolute_url()))["Event"]
    assert told.items() <= data.items()
    assert [each["name"] for each in data["organizer"]] == [body.name]
    if "place" in fields:
        assert [each["@type"] for each in data["location"]] == ["Place", "VirtualLocation"]
