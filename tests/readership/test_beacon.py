from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from readership import counts
from readership.models import Reading
from tests.factories import make_article, make_section

pytestmark = pytest.mark.django_db

PERSON = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
OURS = {"Sec_Fetch_Site": "same-origin"}


@pytest.fixture
def story():
    return make_article()


def send(client, body: bytes | int, *, agent: str = PERSON, to: str = "/-/reading", **headers: str):
    said = {"user-agent": agent} | {name.replace("_", "-"): value for name, value in (headers or OURS).items()}
    sent = body if isinstance(body, bytes) else str(body).encode()
    return client.post(to, sent, content_type="text/plain", headers=said)


def test_a_reading_is_counted_without_a_cookie_and_with_an_empty_answer(client, story):
    answer = send(client, story.pk)
    assert (answer.status_code, answer.content) == (204, b"")
    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"]
    reading = Reading.objects.get()
    assert (reading.number, len(reading.visitor), len(reading.network)) == (story.pk, 32, 16)


def test_no_csrf_token_is_needed(story):
    assert send(Client(enforce_csrf_checks=True), story.pk).status_code == 204
    assert Reading.objects.count() == 1


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"0",
        b"-1",
        b"1.5",
        b"abc",
        b"1000001\x00",
        b"\xff\xfe",
        b" 7",
        "١٢٣".encode(),
        b"9" * 13,
        b"9" * 9000,
    ],
)
def test_what_is_no_number_is_refused(client, body):
    assert send(client, body).status_code == 400
    assert not Reading.objects.exists()


def test_what_readers_do_not_have_is_not_written_down(client, story):
    """However many numbers somebody sends: each is one statement, and leaves nothing behind."""
    ahead = make_article(published_at=timezone.now() + timedelta(hours=1))
    gone = make_article(withdrawn_at=timezone.now())
    for number in (1, story.pk + 1_000, 2**31, 2**32, 9 * 10**11, int("9" * 12), ahead.pk, gone.pk):
        assert send(client, number).status_code == 204
    assert not Reading.objects.exists()


def test_what_has_expired_is_read_on(client, story):
    """Its page stays; the lists leave it out by themselves."""
    type(story).objects.filter(pk=story.pk).update(expires_at=timezone.now())
    send(client, story.pk)
    assert Reading.objects.count() == 1


def test_a_reading_is_one_statement(client, story, django_assert_num_queries):
    with django_assert_num_queries(1) as captured:
        send(client, story.pk)
    assert "RETURNING" not in captured[0]["sql"]  # the readers' role may insert, and may not look


@pytest.mark.parametrize("length", ["", "nonsense", "-5", "99999999999"])
def test_a_false_content_length_is_no_error(client, length):
    answer = client.post("/-/reading", b"7", content_type="text/plain", CONTENT_LENGTH=length)
    assert answer.status_code in {204, 400}


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_other_methods_are_refused(client, method):
    assert getattr(client, method)("/-/reading").status_code == 405
    assert not Reading.objects.exists()


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (compatible; coccocbot-web/1.0; +http://help.coccoc.com/searchengine)",
        "facebookexternalhit/1.1",
        "Mozilla/5.0 (compatible; Baiduspider/2.0)",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/140.0 Safari/537.36",
        "python-requests/2.32",
        "curl/8.1",
    ],
)
def test_machines_are_not_counted(client, story, agent):
    assert send(client, story.pk, agent=agent).status_code == 204
    assert not Reading.objects.exists()


@pytest.mark.parametrize(
    "agent",
    [
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile Safari/604.1",
        "Mozilla/5.0 (Linux; Android 15; SM-A556E) AppleWebKit/537.36 (KHTML, like Gecko) coc_coc_browser/140.0",
        "Mozilla/5.0 (Linux; Android 9; CUBOT X19) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36 Zalo/24.5",
    ],
)
def test_readers_phones_are_counted(client, story, agent):
    send(client, story.pk, agent=agent)
    assert Reading.objects.count() == 1


@pytest.mark.parametrize("purpose", ["prefetch", "prefetch;prerender"])
def test_prefetches_are_not_counted(client, story, purpose):
    assert send(client, story.pk, Sec_Purpose=purpose, **OURS).status_code == 204
    assert not Reading.objects.exists()


@pytest.mark.parametrize(
    ("headers", "is_counted"),
    [
        ({"Sec_Fetch_Site": "same-origin", "Origin": "http://testserver"}, True),  # browsers of our days
        ({"Origin": "http://testserver"}, True),  # Safari before 16.4; every browser where there is no TLS
        ({"Sec_Fetch_Site": "same-origin"}, True),
        ({"Sec_Fetch_Site": "same-origin", "Origin": "null"}, True),  # who sends no referrer
        ({"Sec_Fetch_Site": "cross-site", "Origin": "https://evil.example"}, False),
        ({"Sec_Fetch_Site": "cross-site"}, False),
        ({"Sec_Fetch_Site": "same-site"}, False),  # another host of our domain
        ({"Sec_Fetch_Site": "none"}, False),
        ({"Sec_Fetch_Site": ""}, False),
        ({"Sec_Fetch_Site": "cross-site", "Origin": "http://testserver"}, False),
        ({"Sec_Fetch_Site": "same-origin", "Origin": "https://evil.example"}, False),
        ({"Origin": "https://evil.example"}, False),
        ({"Origin": "http://testserver.evil.example"}, False),
        ({"Origin": "http://testserver:81"}, False),
        ({"Origin": "null"}, False),  # a frame in a sandbox
        ({"Referer": "http://testserver/"}, False),  # neither: a program, or a browser from before 2019
    ],
)
def test_only_a_page_of_ours_counts(client, story, headers, is_counted):
    assert send(client, story.pk, **headers).status_code == 204
    assert Reading.objects.exists() is is_counted


@pytest.mark.parametrize(
    ("host", "origin", "is_counted"),
    [
        ("thoidai.example", "https://thoidai.example", True),
        ("thoidai.example", "http://thoidai.example", False),
        ("thoidai.example", "https://thoidai.example:8443", True),  # the public address, of which nginx tells the name
        ("en.thoidai.example", "https://en.thoidai.example", True),
        ("en.thoidai.example", "https://zh.thoidai.example", False),
    ],
)
def test_behind_our_proxies_the_page_s_origin_is_the_public_one(client, settings, story, host, origin, is_counted):
    settings.ALLOWED_HOSTS = [".thoidai.example"]
    settings.SITE_URL = "https://thoidai.example:8443"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert send(client, story.pk, Host=host, X_Forwarded_Proto="https", Origin=origin).status_code == 204
    assert Reading.objects.exists() is is_counted


def test_an_unreachable_database_is_the_readers_least_worry(client, story, monkeypatch):
    def refuse(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr(counts, "record", refuse)
    assert send(client, story.pk).status_code == 204


def test_the_address_of_the_reader_comes_from_trusted_proxies_only(client, story, settings):
    def visitor(forwarded: str) -> tuple[str, str]:
        Reading.objects.all().delete()
        send(client, story.pk, x_forwarded_for=forwarded, **OURS)
        return Reading.objects.values_list("visitor", "network").get()

    assert visitor("203.0.113.1") == visitor("203.0.113.2")  # nobody is believed by default
    settings.TRUSTED_PROXIES = 1
    assert not set(visitor("203.0.113.1")) & set(visitor("203.0.113.2"))
    assert visitor("198.51.100.9, 203.0.113.1") == visitor("203.0.113.1")  # what the reader made up is left out
    assert visitor("nonsense") == visitor("")
    assert visitor("2001:db8::1") == visitor("2001:db8::ffff:1")
    settings.TRUSTED_PROXIES = 2
    assert visitor("203.0.113.1, 10.0.0.1") == visitor("203.0.113.1, 10.0.0.2")


def test_pages_that_were_opened_before_the_beacon_moved_are_heard(client, story, settings):
    settings.LIMIT_BEACON = 1
    assert [send(client, story.pk, to="/dem-doc/").status_code for _ in range(2)] == [204, 429]
    assert Reading.objects.count() == 1


def test_a_section_may_stand_where_the_beacon_was(client):
    section = make_section(name="Đêm đọc", slug="dem-doc")
    section.full_clean()
    assert client.get("/dem-doc").status_code == 200
    assert client.get("/dem-doc/")["Location"] == "/dem-doc"
