"""IndexNow: off without a key, one address a notice, tried again when it was not our fault."""

import json
from email.message import Message
from io import BytesIO
from urllib.error import HTTPError, URLError
from urllib.request import OpenerDirector

import pytest
from django.utils import timezone

from outbox.queue import Undeliverable
from pages import indexnow
from pages.outbox_handlers import tell_search_engines
from tests.factories import make_article

pytestmark = pytest.mark.django_db
KEY = "0123456789abcdef"


@pytest.fixture
def sent(monkeypatch) -> list:
    requests: list = []

    def take(opener, request, timeout):
        requests.append(request)
        return BytesIO()

    monkeypatch.setattr(OpenerDirector, "open", take)
    return requests


@pytest.fixture
def keyed(settings) -> None:
    settings.INDEXNOW_KEY = KEY
    settings.SITE_URL = "https://thoidai.com.vn"


def test_nothing_is_sent_without_a_key(sent):
    tell_search_engines({"number": make_article().pk})
    assert sent == []


@pytest.mark.parametrize("withdrawn_at", [None, timezone.now()])
def test_a_story_that_came_or_went_is_named(sent, keyed, withdrawn_at):
    article = make_article(withdrawn_at=withdrawn_at)
    tell_search_engines({"number": article.pk})
    [request] = sent
    assert request.full_url == "https://api.indexnow.org/indexnow"
    assert request.get_method() == "POST"
    assert json.loads(request.data) == {
        "host": "thoidai.com.vn",
        "key": KEY,
        "keyLocation": f"https://thoidai.com.vn/{KEY}.txt",
        "urlList": [f"https://thoidai.com.vn{article.get_absolute_url()}"],
    }


def test_a_story_that_never_came_out_is_not_named(sent, keyed):
    tell_search_engines({"number": 424242})
    assert sent == []


@pytest.mark.parametrize(
    ("code", "error"), [(403, Undeliverable), (422, Undeliverable), (429, HTTPError), (500, HTTPError)]
)
def test_a_refusal_is_final_and_a_fault_is_not(keyed, monkeypatch, code, error):
    def answer(opener, request, timeout):
        raise HTTPError(request.full_url, code, "no", Message(), BytesIO())

    monkeypatch.setattr(OpenerDirector, "open", answer)
    with pytest.raises(error) as caught:
        tell_search_engines({"number": make_article().pk})
    if isinstance(caught.value, HTTPError):
        caught.value.close()


def test_without_a_network_it_is_tried_again(keyed, monkeypatch):
    def nowhere(opener, request, timeout):
        raise URLError("no network")

    monkeypatch.setattr(OpenerDirector, "open", nowhere)
    with pytest.raises(URLError):
        tell_search_engines({"number": make_article().pk})


def test_a_notice_holds_ten_thousand_addresses_at_most(keyed):
    assert len(json.loads(indexnow.notice(["/a"] * 10_001))["urlList"]) == 10_000


def test_the_key_file_proves_that_the_key_is_ours(client, keyed):
    assert client.get(f"/{KEY}.txt").content == KEY.encode()
    assert client.get("/fedcba9876543210.txt").status_code == 404


def test_there_is_no_key_file_without_a_key(client):
    assert client.get(f"/{KEY}.txt").status_code == 404
