"""So much for one address, and no more: search, readings, sign-in, forgotten passwords."""

from types import SimpleNamespace

import pytest
from django.test import Client

from readership.models import Reading
from tests.factories import make_article
from throttle import rules

PERSON = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


class Clock:
    at = 1_800_000_000.0  # the beginning of a minute

    def time(self) -> float:
        return self.at


@pytest.fixture
def clock(settings, monkeypatch: pytest.MonkeyPatch) -> Clock:
    settings.REDIS_URL = ""  # which would remember the last run's requests of the same moment
    clock = Clock()
    monkeypatch.setattr(rules, "time", SimpleNamespace(time=clock.time))
    return clock


def search(*, of: str = "203.0.113.1", **extra) -> int:
    return Client(REMOTE_ADDR=of).get("/tim-kiem/", {"q": "hữu nghị"}, **extra).status_code


def read(*, of: str = "203.0.113.1"):
    client = Client(REMOTE_ADDR=of, headers={"user-agent": PERSON, "sec-fetch-site": "same-origin"})
    return client.post("/-/reading", b"1000001", content_type="text/plain")


def test_above_the_limit_a_page_says_when_to_try_again(db, settings, clock: Clock) -> None:
    settings.LIMIT_SEARCH = 3
    assert [search() for _each in range(4)] == [200, 200, 200, 429]
    clock.at += 20
    page = Client(REMOTE_ADDR="203.0.113.1").get("/tim-kiem/?q=a")
    assert page.status_code == 429
    assert page["Retry-After"] == "40"
    assert "no-store" in page["Cache-Control"]
    assert "Xin thử lại sau 1 phút" in page.text
    clock.at += 40
    assert search() == 200


def test_a_refusal_asks_nothing_of_the_database(db, settings, clock: Clock, django_assert_num_queries) -> None:
    settings.LIMIT_SEARCH = settings.LIMIT_BEACON = 1
    search(), read()
    with django_assert_num_queries(0):
        assert search() == 429
        assert read().status_code == 429


def test_others_are_not_touched(db, settings, clock: Clock) -> None:
    settings.LIMIT_SEARCH = 1
    assert [search(of=of) for of in ("203.0.113.1", "203.0.113.2", "2001:db8::1", "2001:db8:0:1::1")] == [200] * 4
    assert [search(of=of) for of in ("203.0.113.1", "2001:db8::ffff", "::ffff:203.0.113.2")] == [429] * 3


def test_an_invented_address_helps_nobody(db, settings, clock: Clock) -> None:
    settings.LIMIT_SEARCH = 1
    assert search(headers={"x-forwarded-for": "198.51.100.1"}) == 200
    assert search(headers={"x-forwarded-for": "198.51.100.2"}) == 429
    settings.TRUSTED_PROXIES = 1
    assert search(headers={"x-forwarded-for": "203.0.113.1"}) == 429
    assert search(headers={"x-forwarded-for": "203.0.113.1, 198.51.100.2"}) == 200


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("203.0.113.7:4711", "203.0.113.7"),
        ("[2001:db8::1]:4711", "2001:db8::2"),
        ("[2001:db8::1]", "2001:db8::2"),
        (" 198.51.100.9 , 203.0.113.7 ", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
    ],
)
def test_what_our_proxy_wrote_is_read_however_it_writes(db, settings, clock: Clock, written: str, address: str) -> None:
    settings.LIMIT_SEARCH, settings.TRUSTED_PROXIES = 1, 1
    assert search(of="10.0.0.1", headers={"x-forwarded-for": written}) == 200
    assert search(of="10.0.0.1", headers={"x-forwarded-for": address}) == 429
    assert search(of="10.0.0.1", headers={"x-forwarded-for": "203.0.113.8"}) == 200


@pytest.mark.parametrize("written", ["", "unknown", "203.0.113.7, ", "1.2.3.4.5", "[::1", "_hidden:80", "9" * 4000])
def test_what_is_no_address_leaves_the_proxys_own(db, settings, clock: Clock, written: str) -> None:
    settings.LIMIT_SEARCH, settings.TRUSTED_PROXIES = 1, 1
    search(of="10.0.0.1", headers={"x-forwarded-for": written})
    assert search(of="10.0.0.1") == 429


def test_behind_two_proxies_what_stands_before_their_entries_is_a_lie(db, settings, clock: Clock) -> None:
    settings.LIMIT_SEARCH, settings.TRUSTED_PROXIES = 1, 2
    for lie in ("198.51.100.1", "203.0.113.7, 10.0.0.2", "::1, , unknown"):
        answer = search(of="10.0.0.3", headers={"x-forwarded-for": f"{lie}, 203.0.113.7, 10.0.0.2"})
        assert answer == (200 if lie == "198.51.100.1" else 429)


def test_the_form_and_all_other_pages_are_free(db, settings, clock: Clock) -> None:
    settings.LIMIT_SEARCH = 1
    search()
    client = Client(REMOTE_ADDR="203.0.113.1")
    for address in ("/tim-kiem/", "/", "/rss/", "/sitemap.xml", "/robots.txt", "/doc-nhieu/"):
        assert client.get(address).status_code == 200
    assert client.head("/tim-kiem/?q=a").status_code == 429


def test_a_reading_above_the_limit_is_not_counted_and_the_answer_is_empty(db, settings, clock: Clock) -> None:
    settings.LIMIT_BEACON = 2
    make_article(number=1_000_001)
    answers = [read() for _each in range(4)]
    assert [(answer.status_code, answer.content) for answer in answers] == [(204, b"")] * 2 + [(429, b"")] * 2
    assert Reading.objects.count() == 2
    assert answers[-1]["Retry-After"] == "60"


@pytest.mark.parametrize(
    ("address", "setting", "fields"),
    [
        ("/quan-tri/login/", "LIMIT_SIGN_IN", {"username": "a", "password": "b"}),
        ("/quan-tri/xac-thuc/", "LIMIT_SIGN_IN", {"code": "1"}),
        ("/quan-tri/quen-mat-khau/", "LIMIT_PASSWORD_RESET", {"email": "a@example.org"}),
    ],
)
def test_what_leads_into_the_desk(db, settings, clock: Clock, address: str, setting: str, fields) -> None:
    setattr(settings, setting, 2)
    client = Client(REMOTE_ADDR="203.0.113.1")
    answers = [client.post(address, fields).status_code for _each in range(4)]
    assert answers[2:] == [429, 429]
    assert 429 not in answers[:2]
    assert client.get(address).status_code in {200, 302}  # only trying is limited


def test_nought_is_no_limit(db, settings, clock: Clock) -> None:
    settings.LIMIT_SEARCH = 0
    assert {search() for _each in range(5)} == {200}


@pytest.mark.parametrize("address", ["", "unix:", "nonsense", "fe80::1%eth0"])
def test_who_has_no_address_is_counted_with_all_who_have_none(db, settings, clock: Clock, address: str) -> None:
    settings.LIMIT_SEARCH = 1
    assert [search(of=address), search(of=address)] == [200, 429]
