"""A call outward ends when its seconds are over, however the other side keeps us waiting."""

import socket
import time
from collections.abc import Callable
from urllib.error import HTTPError

import pytest
from django.utils import timezone

from outbox import calls
from outbox.models import Message
from outbox.worker import Loop
from pagecache import fronts
from pagecache.changes import number_changes
from pagecache.models import Change
from pages import indexnow

SECONDS = 0.5


def says_nothing(connection: socket.socket) -> None:
    connection.recv(65536)
    time.sleep(20)


def drips(text: bytes) -> Callable[[socket.socket], None]:
    def drip(connection: socket.socket) -> None:
        connection.recv(65536)
        for byte in text:
            connection.sendall(bytes([byte]))
            time.sleep(0.02)

    return drip


def answers(text: bytes, status: bytes = b"200 OK") -> Callable[[socket.socket], None]:
    def answer(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 " + status + b"\r\nContent-Length: %d\r\n\r\n" % len(text) + text)

    return answer


@pytest.mark.parametrize(
    "behaves",
    [
        says_nothing,
        drips(b"H" * 5000),
        drips(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 5000),
        drips(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + b"x" * 5000),
        drips(b"HTTP/1.1 100 Continue\r\n\r\n" * 500),
    ],
    ids=["silent", "status", "headers", "body", "continue"],
)
def test_whoever_keeps_us_waiting_is_left(server, behaves):
    said: list[bool] = []

    def to_the_end(connection: socket.socket) -> None:
        behaves(connection)
        said.append(True)

    with pytest.raises(TimeoutError):
        calls.call(server(to_the_end), seconds=SECONDS)
    assert not said, "it was heard out"


def test_an_answer_is_read(server):
    assert calls.call(server(answers("chào".encode())), seconds=20) == "chào".encode()


def test_an_answer_that_is_too_long_is_refused(server):
    with pytest.raises(calls.TooLarge):
        calls.call(server(answers(b"x" * 100)), seconds=20, most_bytes=99)


def test_a_refusal_is_told(server):
    with pytest.raises(HTTPError, match="405"):
        calls.call(server(answers(b"", status=b"405 No")), seconds=20)


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://127.0.0.1/", "", "/a"])
def test_only_web_servers_are_asked(address):
    with pytest.raises(ValueError, match="no address"):
        calls.call(address, seconds=SECONDS)


@pytest.mark.django_db
def test_silent_caches_in_front_keep_no_news_from_the_others(server, settings, monkeypatch):
    heard: list[bytes] = []

    def hears(connection: socket.socket) -> None:
        heard.append(connection.recv(65536))
        connection.sendall(b"HTTP/1.1 200 Banned\r\nContent-Length: 0\r\n\r\n")

    monkeypatch.setattr(fronts, "TIMEOUT", SECONDS)
    monkeypatch.setattr(fronts, "tell_at_once", lambda keys: None)
    settings.FRONT_CACHES = [*(server(says_nothing) for _ in range(4)), server(hears)]
    *silent, told = settings.FRONT_CACHES
    Change.objects.bulk_create(Change(key=f"article:{n}", due_at=timezone.now()) for n in range(500))
    number_changes()
    Loop().run_once()
    keys = {key for request in heard for key in request.split(b"X-Ban-Keys: ")[1].split(b"\r\n")[0].split()}
    assert keys == {b"article:%d" % n for n in range(500)}
    assert heard[0].startswith(b"BAN / HTTP/1.1\r\n")
    messages = Message.objects.filter(kind="pagecache.tell_front")
    assert set(messages.filter(state="pending").values_list("key", "attempts")) == {(address, 1) for address in silent}
    assert messages.get(state="done").key == told
    again = Message.objects.filter(kind="pagecache.tell_front_again")
    assert {message.payload["address"] for message in again} == {told}
    assert again.count() == len(fronts.AGAIN_SECONDS)


def test_a_search_engine_that_says_nothing_is_left(server, settings, monkeypatch):
    settings.INDEXNOW_KEY = "0123456789abcdef"
    monkeypatch.setattr(indexnow, "ENDPOINT", server(says_nothing))
    monkeypatch.setattr(indexnow, "TIMEOUT", SECONDS)
    with pytest.raises(TimeoutError):
        indexnow.tell(["/a-1.html"])
