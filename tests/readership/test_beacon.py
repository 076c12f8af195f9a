import pytest
from django.db import DatabaseError
from django.test import Client

from readership import counts
from readership.models import Reading

pytestmark = pytest.mark.django_db

PERSON = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def send(client, body: bytes = b"1000001", *, agent: str = PERSON, **headers: str):
    headers = {"user-agent": agent} | {name.replace("_", "-"): value for name, value in headers.items()}
    return client.post("/dem-doc/", body, content_type="text/plain", headers=headers)


def test_a_reading_is_counted_without_a_cookie_and_with_an_empty_answer(client):
    answer = send(client)
    assert (answer.status_code, answer.content) == (204, b"")
    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"]
    reading = Reading.objects.get()
    assert (reading.number, len(reading.visitor)) == (1000001, 32)


def test_no_csrf_token_is_needed():
    assert send(Client(enforce_csrf_checks=True)).status_code == 204
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


def test_the_largest_number_is_no_error(client):
    assert send(client, b"9" * 12).status_code == 204


@pytest.mark.parametrize("length", ["", "nonsense", "-5", "99999999999"])
def test_a_false_content_length_is_no_error(client, length):
    answer = client.post("/dem-doc/", b"7", content_type="text/plain", CONTENT_LENGTH=length)
    assert answer.status_code in {204, 400}


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_other_methods_are_refused(client, method):
    assert getattr(client, method)("/dem-doc/").status_code == 405
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
def test_machines_are_not_counted(client, agent):
    assert send(client, agent=agent).status_code == 204
    assert not Reading.objects.exists()


@pytest.mark.parametrize(
    "agent",
    [
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile Safari/604.1",
        "Mozilla/5.0 (Linux; Android 15; SM-A556E) AppleWebKit/537.36 (KHTML, like Gecko) coc_coc_browser/140.0",
        "Mozilla/5.0 (Linux; Android 9; CUBOT X19) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36 Zalo/24.5",
    ],
)
def test_readers_phones_are_counted(client, agent):
    send(client, agent=agent)
    assert Reading.objects.count() == 1


@pytest.mark.parametrize(
    "headers",
    [{"Sec_Purpose": "prefetch"}, {"Sec_Purpose": "prefetch;prerender"}, {"Sec_Fetch_Site": "cross-site"}],
)
def test_prefetches_and_other_sites_are_not_counted(client, headers):
    assert send(client, **headers).status_code == 204
    assert not Reading.objects.exists()


def test_an_unreachable_database_is_the_readers_least_worry(client, monkeypatch):
    def refuse(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr(counts, "record", refuse)
    assert send(client).status_code == 204


def test_the_address_of_the_reader_comes_from_trusted_proxies_only(client, settings):
    def visitor(forwarded: str) -> str:
        Reading.objects.all().delete()
        send(client, x_forwarded_for=forwarded)
        return Reading.objects.get().visitor

    assert visitor("203.0.113.1") == visitor("203.0.113.2")  # nobody is believed by default
    settings.TRUSTED_PROXIES = 1
    assert visitor("203.0.113.1") != visitor("203.0.113.2")
    assert visitor("198.51.100.9, 203.0.113.1") == visitor("203.0.113.1")  # what the reader made up is left out
    assert visitor("nonsense") == visitor("")
    settings.TRUSTED_PROXIES = 2
    assert visitor("203.0.113.1, 10.0.0.1") == visitor("203.0.113.1, 10.0.0.2")
