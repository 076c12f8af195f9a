"""Whatever is asked, the answer is a clean page: 200, 301, 404 or 410, never a 500."""

import pytest
from django.db import DatabaseError
from django.utils import timezone

from articles.models import OldAddress
from tests.factories import make_article
from tests.pages.addresses import Magazine

pytestmark = pytest.mark.django_db

VALUES = [
    "",
    "1000000000",
    "-1",
    "9" * 400,
    "\x00",
    "a\x00b",
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "x" * 8_000,
    "' OR 1=1 --",
    '"><script>alert(1)</script>',
    "2026-02-30T00-00-00-1",
    "0001-01-01T00-00-00-1",
    "9999-12-31T23-59-59-1",
    "2026-01-01T00-00-00-999999999999999999",
    "2026-01-01T00-00-00-9999999999999999999",
    "٢٠٢٦-٠١-٠١T00-00-00-1",
    "%",
    "🇻🇳",
    "\u202e\u200b",
    "../../etc/passwd",
]
PARAMETERS = ["truoc", "trang", "q", "xem", "thang", "loai", "tinh", "nuoc", "to_chuc", "tu", "den", "chuoi"]
PATHS = [
    "/%00",
    "/huu-nghi/%00",
    "/%ff%fe",
    "/tag/%ff/",
    "/tag/%E1%BA%BF/",
    "/%C0%AE%C0%AE/",
    "/" + "a" * 8_000,
    "/" + "a/" * 3_000,
    "/a" * 5 + ".html",
    "/-.html",
    "/x-0.html",
    "/x-999999999999999999.html",
    "/x-9999999999999999999999.html",
    "/x-" + "9" * 5_000 + ".html",
    "/x-1.html%00",
    "/x-1.html%0A",
    "/x-%D9%A1%D9%A2.html",
    "/su-kien/x-0/",
    "/su-kien/x-999999999999999999/",
    "/su-kien/x-99999999999999999999/",
    "/su-kien/x-424242.ics",
    "/su-kien/-/",
    "/to-chuc/khong-co/",
    "/to-chuc/khong-co/lich.ics",
    "/tinh-thanh/khong-co/",
    "/rss/chuyen-muc/khong/co/",
    "/rss/khong-co/",
    "/sitemap-bai-99999999999999.xml",
    "/news-sitemap-9999.xml",
    "/stores/news_dataimages/khong/co.jpg",
    "/stores/%00.jpg",
    "/stores/" + "a" * 3_000,
    "/media/anh/00/" + "0" * 64 + "-640.webp",
    "/huu-nghi&by-date=" + "9" * 5_000,
    "/huu-nghi&by-date=%00",
    "/huu-nghi&%0a",
    "/api/v1/",
    "/\\evil.example",
    "/http://evil.example/",
    "/;/?;",
]


@pytest.fixture
def magazine() -> Magazine:
    return Magazine()


def test_any_value_of_any_parameter_on_any_page(client, magazine):
    lists = [magazine.top, magazine.section, magazine.tag, magazine.topic, magazine.author, magazine.body]
    pages = {
        "truoc": [row.get_absolute_url() for row in lists],
        "q": ["/tim-kiem/", "/to-chuc/", "/su-kien/"],
        "trang": ["/tim-kiem/"],
        "xem": ["/to-chuc/"],
        "thang": ["/su-kien/"],
    }
    for parameter in PARAMETERS:
        for address in pages.get(parameter, ["/to-chuc/", "/su-kien/"]):
            for value in VALUES:
                asked = {parameter: value} | ({"q": "huu nghi"} if parameter == "trang" else {})
                response = client.get(address, asked)
                assert response.status_code in {200, 404}, (address, parameter, value[:40])
                assert b"<script>alert" not in response.content


def test_any_path(client, magazine):
    for path in PATHS:
        response = client.generic("GET", path)
        assert response.status_code in {301, 404}, path[:80]
        assert response.get("Location", "/").startswith("/"), path[:80]


@pytest.mark.parametrize("path", ["//evil.example", "//evil.example/", "//evil.example/huu-nghi/", "//tim-kiem", "///"])
def test_no_path_leads_to_another_host(client, path):
    response = client.generic("GET", "/", PATH_INFO=path)
    assert response.status_code == 404


def test_any_query_string(client, magazine):
    for query in ("%", "%ff=%fe", "q=%00", "&&&=", "q", "q[]=1", "=" * 5_000, "q=" + "%F0%9F" * 2_000):
        for address in ("/", "/tim-kiem/", "/to-chuc/", "/su-kien/", magazine.top.get_absolute_url()):
            assert client.generic("GET", address, QUERY_STRING=query).status_code in {200, 404}


def test_any_conditional_header(client, magazine):
    for value in ("*", '"x"', "W/", '"' * 3_000, "\x7f", "Sat, 99 Foo 9999 99:99:99 GMT", "," * 3_000):
        for header in ("If-None-Match", "If-Modified-Since", "If-Match", "If-Unmodified-Since"):
            for address in ("/", "/rss/", "/sitemap.xml"):
                assert client.get(address, headers={header: value}).status_code in {200, 304, 412}


def test_an_error_page_looks_like_the_magazine_and_is_not_indexed(client, magazine):
    response = client.get("/khong-co-gi-o-day")
    html = response.content.decode()
    assert response.status_code == 404
    assert 'content="noindex"' in html
    assert magazine.top.name in html
    assert "s-maxage=10" in response["Cache-Control"]


def test_an_error_page_needs_no_database(client, monkeypatch):
    def down(**kwargs):
        raise DatabaseError("down")

    monkeypatch.setattr("pages.views.errors.frame", down)
    assert client.get("/khong-co-gi-o-day").status_code == 404


def test_our_own_fault_is_admitted_without_asking_anybody(client, monkeypatch):
    def broken(**kwargs):
        raise RuntimeError("broken")

    monkeypatch.setattr("pages.views.home.compose", broken)
    client.raise_request_exception = False
    response = client.get("/")
    assert response.status_code == 500
    assert response["Cache-Control"] == "no-store"
    assert "sau ít phút" in response.content.decode()


def test_a_withdrawn_story_says_so(client):
    article = make_article(withdrawn_at=timezone.now())
    response = client.get(article.get_absolute_url())
    assert response.status_code == 410
    assert 'content="noindex"' in response.content.decode()


def test_an_address_of_the_old_site_leads_to_its_story(client):
    article = make_article()
    OldAddress.objects.create(path="/tin-cu/bai-nay.htm", article=article)
    OldAddress.objects.create(path="/tin-cu", article=article)
    OldAddress.objects.create(path="/muc/tieu-muc", article=article)
    OldAddress.objects.create(path="/bai-cu-17.html", article=article)
    for path in ("/tin-cu/bai-nay.htm", "/tin-cu", "/muc/tieu-muc", "/bai-cu-17.html"):
        response = client.get(path)
        assert (response.status_code, response["Location"]) == (301, article.get_absolute_url()), path


def test_a_fixed_address_without_its_slash_leads_there(client, magazine):
    for path in ("/tim-kiem", "/to-chuc", "/su-kien", "/rss", "/gioi-thieu", f"/tag/{magazine.tag.slug}"):
        assert client.get(f"{path}?q=a")["Location"] == f"{path}/?q=a"
