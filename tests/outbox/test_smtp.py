"""A mail server that is slow to take a mail, or silent at some point of the talk."""

import socket
import time
from collections.abc import Callable

import pytest
from django.core.mail import get_connection, send_mail
from django.utils import timezone

from outbox import delivery, smtp
from outbox.models import Lane, Message
from outbox.queue import MayBeDone, enqueue, handler
from outbox.troubles import in_words
from outbox.worker import Loop

SECONDS = 0.3


def mail_server(
    *, silent_at: bytes = b"", taken: bytes = b"250 Taken", pause: float = 0
) -> Callable[[socket.socket], None]:
    """Answers as a mail server does, until it has been told a word at which it falls silent."""

    def talk(connection: socket.socket) -> None:
        lines = connection.makefile("rb")
        if silent_at == b"(greeting)":
            lines.read()
        connection.sendall(b"220 Ready\r\n")
        is_mail = False
        for line in lines:
            word = line.strip().upper()
            if silent_at and word.startswith(silent_at):
                lines.read()  # until the other side hangs up
                return
            if is_mail and word != b".":
                continue
            answer = b"354 Go on" if word == b"DATA" else taken if is_mail else b"250 Well"
            time.sleep(pause if is_mail else 0)
            is_mail = word == b"DATA"
            connection.sendall(answer + b"\r\n")

    return talk


@pytest.fixture
def send(server, settings, monkeypatch):
    """Sends a mail through a server that behaves so."""
    monkeypatch.setattr(smtp, "ACCEPTING_SECONDS", SECONDS)
    settings.EMAIL_TIMEOUT = SECONDS
    settings.EMAIL_BACKEND = "outbox.smtp.EmailBackend"

    def send(behaves: Callable[[socket.socket], None]) -> int:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", int(server(behaves).rpartition(":")[2])
        return send_mail("Thư", "Chào bạn.", "toasoan@thoidai.example", ["ban@thoidai.example"])

    return send


def test_a_mail_is_taken(send):
    assert send(mail_server()) == 1


def test_a_server_may_be_slower_to_take_a_mail_than_to_answer(send, monkeypatch):
    monkeypatch.setattr(smtp, "ACCEPTING_SECONDS", 30)
    assert send(mail_server(pause=3 * SECONDS)) == 1


@pytest.mark.parametrize("word", [b"(greeting)", b"EHLO", b"MAIL", b"RCPT", b"DATA"])
def test_a_server_that_is_silent_before_the_mail_has_not_got_it(send, word):
    with pytest.raises(OSError):  # noqa: PT011  # smtplib's errors are some of these
        send(mail_server(silent_at=word))


def test_a_server_that_is_silent_after_the_mail_may_have_sent_it(send):
    with pytest.raises(MayBeDone, match="did not answer"):
        send(mail_server(silent_at=b"."))


def test_a_server_that_refuses_the_mail_says_so(send):
    with pytest.raises(OSError, match="554"):
        send(mail_server(taken=b"554 No"))


@pytest.mark.django_db
def test_what_may_have_been_sent_is_tried_once_more_and_no_oftener(send, kinds):
    handler("mail", lane=Lane.MAIL)(lambda payload: send(mail_server(silent_at=b".")))
    enqueue("mail", {})
    Loop().run_once()
    message = Message.objects.failing().get()
    assert message.state == "pending"
    assert message.due_at - message.failing_since == delivery.LONGEST_DELAY
    assert in_words(message.last_error) != message.last_error
    Message.objects.update(due_at=timezone.now())
    Loop().run_once()
    assert Message.objects.get().state == "failed"


@pytest.mark.parametrize("use_ssl", [False, True])
def test_every_way_to_the_server_is_ours(use_ssl):
    assert issubclass(get_connection("outbox.smtp.EmailBackend", use_ssl=use_ssl).connection_class, smtp._Connection)
