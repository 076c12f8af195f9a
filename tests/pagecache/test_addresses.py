"""Which requests are answered with the same page, and that none gets a page that another one asked for."""

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings
from django.urls import path

from pagecache import touch
from pagecache.addresses import LONGEST_QUERY, MOST_FIELDS, address_of, what_pages_read
from pagecache.changes import number_changes
from pages import urls  # noqa: F401  # the pages have said which parameters they read
from tests.factories import make_article
from tests.pagecache.reading import Got, Reader
from tests.pages.addresses import Magazine

pytestmark = pytest.mark.django_db


@pytest.fixture
def magazine() -> Magazine:
    return Magazine()


@pytest.mark.parametrize(
    "query",
    [
        "utm_source=zalo&fbclid=abc",
        "a" * 2_500,
        "x=" + "a" * (LONGEST_QUERY + 1),
        "&".join(f"a{number}=1" for number in range(60)),
        "&" * (MOST_FIELDS + 1),
        "xem=",
    ],
)
def test_a_query_that_no_page_reads_makes_no_difference(reader, magazine, django_assert_num_queries, query) -> None:
    page = reader.get("/")
    with django_assert_num_queries(0):
        assert reader.get(f"/?{query}").body == page.body


def test_the_last_of_several_values_counts_as_it_does_for_django(reader, magazine) -> None:
    for query in ("xem=ten&xem=loai", "xem=loai&xem=ten"):
        assert reader.get(f"/to-chuc/?{query}").body == reader.get_anew(f"/to-chuc/?{query}").body


@pytest.mark.parametrize(
    ("query", "read"),
    [
        ("q=h%E1%BB%AFu+ngh%E1%BB%8B", "q=h%E1%BB%AFu+ngh%E1%BB%8B"),
        ("q=h\xe1\xbb\xafu", "q=h%E1%BB%AFu"),  # letters as they are: a server hands on bytes
        ("utm=1&trang=2&q=%FF%00", "q=%FF%00&trang=2"),
        ("%71=a&q=b", "q=a&q=b"),
    ],
)
def test_what_is_drawn_sees_the_bytes_that_were_sent(query, read) -> None:
    assert what_pages_read("/tim-kiem/", query) == read


def test_a_question_mark_within_a_path_is_no_query(reader) -> None:
    """`/x%3Fq=…` is a path: what it leads to is not kept for whoever asks for `/x?q=…`."""
    number = make_article().pk
    assert reader.get(f"/x%3Fq=a{number}.html").status == 301
    assert reader.get(f"/x?q=a{number}.html").status == 404


def test_a_redirect_leads_on_with_what_pages_read(reader, django_assert_num_queries) -> None:
    assert reader.get("/tim-kiem?q=sen&utm_source=zalo").headers["location"] == "/tim-kiem/?q=sen"
    with django_assert_num_queries(0):
        assert reader.get("/tim-kiem?utm_source=mail&q=sen").headers["location"] == "/tim-kiem/?q=sen"


def test_a_very_long_path_is_nobody_s() -> None:
    assert address_of("/" + "a" * 3_000, "") is None


def _plain(request): ...


def _paged(request): ...


_paged.reads = {"trang"}  # type: ignore[attr-defined]
_plain.reads = set()  # type: ignore[attr-defined]
urlpatterns = [path("a", _plain), path("b", _plain), path("b/", _paged)]


@override_settings(ROOT_URLCONF=__name__)
def test_what_another_page_reads_makes_no_difference() -> None:
    assert what_pages_read("/a", "trang=1&q=2") == ""
    assert what_pages_read("/b", "trang=1&q=2") == "trang=1"  # it leads on to /b/


@override_settings(ALLOWED_HOSTS=["thoidai.example"])
def test_neither_port_nor_letters_of_a_host_make_another_page(reader, magazine, django_assert_num_queries) -> None:
    page = reader.get("/", host="thoidai.example")
    with django_assert_num_queries(0):
        for host in ("thoidai.example:8000", "ThoiDai.example.", *(f"thoidai.example:{port}" for port in range(100))):
            assert reader.get("/", host=host).body == page.body


@pytest.mark.parametrize(
    "host", ["", "evil.example", "testserver/x", "testserver@evil.example", "[", "testserver:80:80"]
)
def test_an_odd_host_gets_what_django_says(reader, magazine, host) -> None:
    assert reader.get("/").status == 200
    assert reader.get("/", host=host).status == _of_django(host)


def _of_django(host: str) -> int:
    return Got.of(WSGIHandler(), "/", method="GET", headers={"host": host}).status


@override_settings(
    SECURE_HSTS_SECONDS=1_000, SECURE_SSL_REDIRECT=False, SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https")
)
def test_who_comes_by_tls_gets_no_page_that_was_drawn_without(magazine) -> None:
    reader = Reader()
    for _ in range(2):
        for scheme in ("http", "https", "http, https", "HTTPS", "https, http", ""):
            answer = reader.get("/", x_forwarded_proto=scheme)
            assert ("strict-transport-security" in answer.headers) is scheme.startswith("https"), scheme
        touch({"everything"})
        number_changes()


def test_no_page_is_drawn_anew_for_what_only_others_read(reader, magazine, django_assert_num_queries) -> None:
    for address in ("/", magazine.article.get_absolute_url(), magazine.top.get_absolute_url()):
        page = reader.get(address)
        with django_assert_num_queries(0):
            assert reader.get(f"{address}?q=1&xem=ten").body == page.body, address
