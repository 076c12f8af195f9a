"""What was begun and not finished: by whom it is put back, and what is not sent twice."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from outbox import delivery, takeover
from outbox.board import child_statuses
from outbox.house import Housekeeper
from outbox.models import Lane, Message, Worker
from outbox.queue import enqueue, handler
from outbox.worker import Loop, Stop

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept_open(monkeypatch):
    """A loop closes its connections now and then, and this test's transaction with them."""
    monkeypatch.setattr(connection, "close", lambda: None)


def test_what_a_dead_worker_held_is_taken_over(kinds, worker):
    enqueue("mail", {})
    message = delivery.claim(worker=worker, at=timezone.now())
    at = timezone.now()
    assert takeover.take_over(at=at) == 0  # it still beats
    assert takeover.take_over(at=at + timedelta(minutes=1)) == 1
    message.refresh_from_db()
    assert (message.state, message.worker) == ("pending", None)
    assert not Worker.objects.filter(pk=worker.pk).exists()


@pytest.mark.parametrize("away_again", [False, True])
def test_what_was_delivered_and_could_not_be_written_down_is_written_down_later_and_not_repeated(
    kinds, kept_open, monkeypatch, away_again
):
    sent = []
    loop = Loop(Lane.MAIL)
    handler("mail", lane=Lane.MAIL)(sent.append)
    enqueue("mail", {})
    finish, tries = delivery._finish, []

    def finish_later(message):
        tries.append(message)
        if len(tries) <= 1 + away_again:
            raise OperationalError("server closed the connection")
        finish(message)
        loop.stop.is_asked = True

    monkeypatch.setattr(delivery, "_finish", finish_later)
    monkeypatch.setattr(loop.stop, "wait", lambda seconds: None)
    loop.run()
    assert (sent, len(tries)) == ([{}], 2 + away_again)
    assert Message.objects.get().state == "done"
    assert not Worker.objects.exists()


def test_asked_to_stop_what_was_delivered_is_written_down_first(kinds, monkeypatch):
    handler("mail")(lambda payload: None)
    enqueue("mail", {})
    loop = Loop()
    with monkeypatch.context() as patch:
        patch.setattr(delivery, "_finish", lambda message: (_ for _ in ()).throw(OperationalError("locked")))
        with pytest.raises(OperationalError):
            loop.deliver_next()
    loop.stop.is_asked = True
    loop.run()
    assert Message.objects.get().state == "done"


def test_what_cannot_be_written_down_for_a_fault_of_ours_holds_its_lane_up_once_only(kinds, monkeypatch):
    handler("mail")(lambda payload: None)
    enqueue("mail", {})
    loop = Loop()
    with monkeypatch.context() as patch:
        patch.setattr(delivery, "_finish", lambda message: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            loop.deliver_next()
    loop.stop.is_asked = True
    loop.run()
    assert Message.objects.get().state == "running"  # and is taken over


def test_a_message_claimed_when_the_database_went_away_is_put_back_by_the_lane_itself(kinds, worker):
    enqueue("mail", {})
    delivery.claim(worker=worker, at=timezone.now())
    takeover.take_back(worker, at=timezone.now())
    assert Message.objects.get().state == "pending"


@pytest.fixture
def sleeper(worker):
    """A house beside the lane of another worker."""
    enqueue("mail", {})
    delivery.claim(worker=worker, at=timezone.now())
    status, own = child_statuses(2)
    return Housekeeper(status=status, lanes=[own], stop=Stop())


def test_lanes_take_over_from_nobody_but_themselves(kinds, worker, kept_open, monkeypatch):
    """After a sleep of the machine, or a long wait for the database, every beat is old."""
    handler("mail")(lambda payload: pytest.fail("it is on its way already"))
    enqueue("mail", {})
    delivery.claim(worker=worker, at=timezone.now())
    Worker.objects.update(beat_at=timezone.now() - timedelta(hours=1))
    loop = Loop(Lane.REST)
    monkeypatch.setattr(loop.stop, "wait", lambda seconds: setattr(loop.stop, "is_asked", True))
    loop.run()
    assert Message.objects.get().worker == worker


def test_after_a_sleep_the_lanes_of_others_may_beat_first(kinds, worker, sleeper):
    at = timezone.now()
    sleeper.keep(at=at)
    sleeper.keep(at=at + timedelta(hours=1))
    assert Message.objects.get().worker == worker
    for seconds in range(2, 28, 2):
        sleeper.keep(at=at + timedelta(hours=1, seconds=seconds))
        assert Message.objects.get().worker == worker
    for seconds in range(28, 34, 2):
        sleeper.keep(at=at + timedelta(hours=1, seconds=seconds))
    assert Message.objects.get().state == "pending"


def test_who_is_silent_while_the_house_is_kept_is_taken_over_from(kinds, worker, sleeper):
    for seconds in range(0, 36, 2):
        sleeper.keep(at=timezone.now() + timedelta(seconds=seconds))
    assert Message.objects.get().state == "pending"


def test_a_message_that_kills_its_worker_every_time_is_given_up(kinds, worker):
    enqueue("bomb", {})
    Message.objects.update(attempts=delivery.MAX_ATTEMPTS - 1)
    delivery.claim(worker=worker, at=timezone.now())
    takeover.take_over(at=timezone.now() + timedelta(minutes=1))
    assert Message.objects.get().state == "failed"


def test_a_worker_wrongly_taken_for_dead_does_not_undo_what_its_successor_does(kinds, worker):
    handler("mail")(lambda payload: None)
    enqueue("mail", {})
    slow = delivery.claim(worker=worker, at=timezone.now())
    later = timezone.now() + timedelta(minutes=1)
    takeover.take_over(at=later)
    heir = Worker.objects.create(name="test:2", started_at=later, beat_at=later)
    delivery.claim(worker=heir, at=later)
    delivery.record(slow, error=delivery.attempt(slow))
    assert Message.objects.get().state == "running"


def test_an_orphan_that_cannot_be_taken_over_keeps_no_other_back(kinds, worker, monkeypatch):
    enqueue("mail", {"n": 1})
    enqueue("mail", {"n": 2})
    bad, good = (delivery.claim(worker=worker, at=timezone.now()) for _ in range(2))
    put_back = delivery.put_back
    monkeypatch.setattr(
        delivery, "put_back", lambda message, **how: 1 / 0 if message.pk == bad.pk else put_back(message, **how)
    )
    assert takeover.take_over(at=timezone.now() + timedelta(minutes=1)) == 1
    assert list(Message.objects.pending()) == [good]
    assert list(Message.objects.running()) == [bad]


@pytest.mark.parametrize(
    ("death", "state", "attempts", "error"),
    [
        ({"how": "signal 9", "was_over_time": True}, "pending", 1, "Took longer than 7 s."),
        ({"how": "signal 11"}, "pending", 1, "The worker died while delivering (signal 11)."),
        ({"how": "signal 9", "was_asked": True}, "pending", 0, ""),
    ],
)
def test_what_a_child_held_when_it_ended_is_put_back(kinds, worker, death, state, attempts, error):
    handler("mail", seconds=7)(lambda payload: None)
    enqueue("mail", {})
    delivery.claim(worker=worker, at=timezone.now())
    for _twice in range(2):
        takeover.put_back_held(takeover.EndedWorker(worker.pk, **death), at=timezone.now())
    message = Message.objects.get()
    assert (message.state, message.attempts, message.last_error) == (state, attempts, error)
    assert (message.failing_since is None) == (not error)
    assert not Worker.objects.filter(pk=worker.pk).exists()


def test_what_is_always_over_its_time_is_given_up(kinds, worker):
    enqueue("mail", {})
    Message.objects.update(attempts=delivery.MAX_ATTEMPTS - 1)
    delivery.claim(worker=worker, at=timezone.now())
    takeover.put_back_held(takeover.EndedWorker(worker.pk, how="signal 9", was_over_time=True), at=timezone.now())
    assert Message.objects.get().state == "failed"


def test_in_one_process_a_long_delivery_beats_ahead(kinds):
    def look(payload):
        later = timezone.now() + timedelta(seconds=80)
        assert takeover.take_over(at=later) == 0

    handler("long", seconds=60)(look)
    enqueue("long", {})
    Loop().run_once()
    assert Message.objects.get().state == "done"
