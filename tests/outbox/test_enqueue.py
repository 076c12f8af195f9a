import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from outbox.models import Message
from outbox.queue import enqueue, every, handler


@pytest.mark.django_db
def test_messages_without_a_key_are_each_their_own():
    enqueue("mail", {"to": "a@example.org"})
    enqueue("mail", {"to": "b@example.org"})
    assert {m.payload["to"] for m in Message.objects.pending()} == {"a@example.org", "b@example.org"}


@pytest.mark.django_db
def test_the_same_waiting_kind_and_key_is_one_message_and_the_newest_wins():
    later = timezone.now() + timedelta(hours=2)
    enqueue("purge", {"version": 1}, key="article:7")
    enqueue("purge", {"version": 2}, key="article:7", due_at=later)
    enqueue("purge", {"version": 1}, key="article:8")
    enqueue("probe", {"version": 1}, key="article:7")
    message = Message.objects.of("purge", key="article:7").get()
    assert (message.payload, message.due_at) == ({"version": 2}, later)
    assert Message.objects.count() == 3


@pytest.mark.django_db
def test_a_message_put_in_while_its_like_is_being_delivered_is_not_lost():
    enqueue("purge", {"version": 1}, key="article:7")
    Message.objects.update(state="running")
    enqueue("purge", {"version": 2}, key="article:7")
    found = {message.state: message.payload["version"] for message in Message.objects.all()}
    assert found == {"running": 1, "pending": 2}


@pytest.mark.django_db
def test_a_message_disappears_with_the_transaction_that_caused_it():
    @transaction.atomic
    def publish_and_fail():
        enqueue("purge", {}, key="article:7")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        publish_and_fail()
    assert not Message.objects.exists()


@pytest.mark.django_db
def test_the_database_itself_refuses_a_second_waiting_message():
    at = timezone.now()
    Message.objects.create(kind="purge", key="x", due_at=at, created_at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.create(kind="purge", key="x", due_at=at, created_at=at)


@pytest.mark.django_db
def test_the_database_refuses_an_unknown_state():
    at = timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.create(kind="purge", state="lost", due_at=at, created_at=at)


@pytest.mark.django_db(transaction=True)
def test_eight_threads_that_put_in_the_same_message_make_one():
    errors: list[BaseException] = []
    together = threading.Barrier(8)

    def put(version: int) -> None:
        try:
            together.wait()
            for _ in range(5):
                enqueue("purge", {"version": version}, key="article:7")
        except BaseException as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=put, args=[n]) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert Message.objects.count() == 1


@pytest.mark.django_db
def test_a_key_that_does_not_fit_is_refused_on_every_database():
    with pytest.raises(ValueError, match="longer than 200"):
        enqueue("purge", {}, key="x" * 201)


def test_two_handlers_of_one_kind_are_refused(kinds):
    handler("purge")(lambda payload: None)
    with pytest.raises(ValueError, match="two handlers"):
        handler("purge")(lambda payload: None)


def test_a_periodic_job_is_a_kind_of_message_too(kinds):
    ran = []
    every(seconds=60, name="tidy")(lambda: ran.append("tidy"))
    kinds["tidy"]({})
    assert ran == ["tidy"]
