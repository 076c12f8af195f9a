from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from outbox import delivery, house, queue, succession
from outbox.board import lines
from outbox.house import House
from outbox.models import Lane, Message, Schedule, Worker
from outbox.queue import Undeliverable, enqueue, enqueue_new, every, handler
from outbox.worker import Loop, Stop

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker():
    at = timezone.now()
    return Worker.objects.create(name="test:1", started_at=at, beat_at=at)


@pytest.fixture
def kept_open(monkeypatch):
    """A loop closes its connections now and then, and this test's transaction with them."""
    monkeypatch.setattr(connection, "close", lambda: None)


def deliver(message: Message) -> None:
    delivery.record(message, error=delivery.attempt(message))


def test_what_is_due_is_delivered_in_order_and_kept_as_done(kinds):
    seen = []
    handler("mail")(lambda payload: seen.append(payload["n"]))
    now = timezone.now()
    enqueue("mail", {"n": 2}, due_at=now - timedelta(seconds=1))
    enqueue("mail", {"n": 1}, due_at=now - timedelta(seconds=2))
    enqueue("mail", {"n": 3}, due_at=now + timedelta(hours=1))
    assert Loop().run_once() == 2
    assert seen == [1, 2]
    assert sorted(Message.objects.values_list("payload__n", "state")) == [
        (1, "done"),
        (2, "done"),
        (3, "pending"),
    ]
    assert not Worker.objects.exists()  # a worker that ends signs off


def test_a_failure_is_repeated_after_growing_delays_and_then_given_up(kinds):
    def fail(payload):
        raise ConnectionError("no\x00body answers")

    handler("probe")(fail)
    enqueue("probe", {})
    waited = []
    for _ in range(delivery.MAX_ATTEMPTS):
        before = timezone.now()
        assert Loop().run_once() == 1
        message = Message.objects.get()
        waited.append(round((message.due_at - before).total_seconds()))
        Message.objects.pending().update(due_at=before)
    assert waited[:-1] == [10, 30, 90, 270, 810, 2430, 3600, 3600, 3600]
    assert (message.state, message.attempts) == ("failed", delivery.MAX_ATTEMPTS)
    assert message.last_error == "ConnectionError: nobody answers"
    assert Loop().run_once() == 0


def test_a_failed_try_does_not_stop_the_others(kinds):
    seen = []
    handler("mail")(lambda payload: seen.append(1 / payload["n"]))
    enqueue("mail", {"n": 0})
    enqueue("mail", {"n": 1})
    assert Loop().run_once() == 2
    assert seen == [1]


def test_what_cannot_succeed_is_given_up_at_once(kinds):
    def refuse(payload):
        raise Undeliverable("no such address")

    handler("mail")(refuse)
    enqueue("mail", {})
    Loop().run_once()
    message = Message.objects.get()
    assert (message.state, message.attempts, message.last_error) == (
        "failed",
        1,
        "Undeliverable: no such address",
    )


def test_a_kind_that_nobody_delivers_waits_and_says_so(kinds):
    enqueue("fax", {})
    Loop().run_once()
    message = Message.objects.get()
    assert message.state == "pending"
    assert "Nothing delivers messages of kind 'fax'" in message.last_error


def test_two_workers_never_hold_the_same_message(kinds, worker):
    at = timezone.now()
    enqueue("mail", {})
    assert delivery.claim(worker=worker, at=timezone.now()).attempts == 1
    other = Worker.objects.create(name="test:2", started_at=at, beat_at=at)
    assert delivery.claim(worker=other, at=timezone.now()) is None


def test_a_message_waits_while_another_about_the_same_thing_is_delivered(kinds, worker):
    enqueue("purge", {"n": 1}, key="a")
    first = delivery.claim(worker=worker, at=timezone.now())
    enqueue("purge", {"n": 2}, key="a")
    assert delivery.claim(worker=worker, at=timezone.now()) is None
    handler("purge")(lambda payload: None)
    deliver(first)
    assert delivery.claim(worker=worker, at=timezone.now()).payload == {"n": 2}


def test_a_failed_message_makes_way_for_a_newer_one_about_the_same_thing(kinds, worker):
    enqueue("purge", {"n": 1}, key="a")
    first = delivery.claim(worker=worker, at=timezone.now())
    enqueue("purge", {"n": 2}, key="a")
    deliver(first)  # nothing delivers it: it would be put back
    assert [m.payload for m in Message.objects.all()] == [{"n": 2}]


def test_what_a_dead_worker_held_is_taken_over(kinds, worker):
    enqueue("mail", {})
    message = delivery.claim(worker=worker, at=timezone.now())
    at = timezone.now()
    assert succession.take_over(at=at) == 0  # it still beats
    assert succession.take_over(at=at + timedelta(minutes=1)) == 1
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
    succession.take_back(worker, at=timezone.now())
    assert Message.objects.get().state == "pending"


@pytest.fixture
def sleeper(worker):
    """A house beside the lane of another worker."""
    enqueue("mail", {})
    delivery.claim(worker=worker, at=timezone.now())
    line, own = lines(2)
    return House(line=line, lanes=[own], stop=Stop())


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
    succession.take_over(at=timezone.now() + timedelta(minutes=1))
    assert Message.objects.get().state == "failed"


def test_a_worker_wrongly_taken_for_dead_does_not_undo_what_its_successor_does(kinds, worker):
    handler("mail")(lambda payload: None)
    enqueue("mail", {})
    slow = delivery.claim(worker=worker, at=timezone.now())
    later = timezone.now() + timedelta(minutes=1)
    succession.take_over(at=later)
    heir = Worker.objects.create(name="test:2", started_at=later, beat_at=later)
    delivery.claim(worker=heir, at=later)
    deliver(slow)
    assert Message.objects.get().state == "running"


def test_a_periodic_job_is_put_in_once_for_all_workers(kinds):
    ran = []
    every(seconds=60, name="tidy")(lambda: ran.append(1))
    for _ in range(3):
        Loop().run_once()
    assert ran == [1]
    schedule = Schedule.objects.get()
    assert schedule.done_at is not None
    assert not Message.objects.exists()  # finished periodic jobs leave no rows behind
    Schedule.objects.update(next_at=timezone.now())
    Loop().run_once()
    assert ran == [1, 1]


def test_a_periodic_job_that_fails_is_repeated_like_any_message(kinds):
    every(seconds=60, name="tidy")(lambda: 1 / 0)
    Loop().run_once()
    assert Message.objects.get().last_error == "ZeroDivisionError: division by zero"


def test_the_schedule_of_a_job_that_no_longer_exists_is_forgotten(kinds):
    Schedule.objects.create(name="gone", next_at=timezone.now())
    Loop().run_once()
    assert not Schedule.objects.exists()


def test_delivered_messages_are_thrown_away_after_a_week_and_failures_are_kept():
    from outbox.outbox_handlers import prune

    at = timezone.now()
    old = at - timedelta(days=8)
    Message.objects.create(kind="new", state="done", due_at=at, created_at=at, done_at=at)
    Message.objects.create(kind="old", state="done", due_at=old, created_at=old, done_at=old)
    Message.objects.create(kind="left", state="aside", due_at=old, created_at=old, done_at=old)
    Message.objects.create(kind="bad", state="failed", due_at=old, created_at=old, done_at=old)
    prune()
    assert set(Message.objects.values_list("kind", flat=True)) == {"new", "bad"}


def test_trying_again_starts_afresh_only_what_was_given_up():
    at = timezone.now()
    failed = Message.objects.create(kind="mail", state="failed", attempts=10, due_at=at, created_at=at)
    done = Message.objects.create(kind="mail", state="done", due_at=at, created_at=at)
    assert delivery.try_again(failed, at=at)
    assert not delivery.try_again(done, at=at)
    failed.refresh_from_db()
    assert (failed.state, failed.attempts) == ("pending", 0)


def test_trying_again_yields_to_a_newer_message_about_the_same_thing():
    at = timezone.now()
    failed = Message.objects.create(kind="purge", key="a", state="failed", due_at=at, created_at=at)
    enqueue("purge", {}, key="a")
    assert not delivery.try_again(failed, at=at)


def test_a_message_that_fails_says_since_when_until_it_succeeds(kinds):
    answers = [ConnectionError("away"), ConnectionError("away"), None]

    def answer(payload):
        if error := answers.pop(0):
            raise error

    handler("purge")(answer)
    enqueue("purge", {"n": 1}, key="a")
    Loop().run_once()
    since = Message.objects.failing().get().failing_since
    assert since is not None
    enqueue("purge", {"n": 2}, key="a")  # the newest replaces it, at once and with all its tries
    message = Message.objects.failing().get()
    assert (message.failing_since, message.attempts, message.last_error) == (since, 0, "ConnectionError: away")
    Loop().run_once()
    assert Message.objects.failing().get().failing_since == since
    Message.objects.update(due_at=timezone.now())
    Loop().run_once()
    assert not Message.objects.failing().exists()


def test_a_newer_message_takes_over_that_the_older_one_failed(kinds, worker):
    enqueue("purge", {"n": 1}, key="a")
    first = delivery.claim(worker=worker, at=timezone.now())
    enqueue("purge", {"n": 2}, key="a")
    deliver(first)  # nothing delivers it
    assert Message.objects.failing().get().payload == {"n": 2}


def test_a_periodic_job_that_fails_is_visible_tried_at_its_turns_and_never_given_up(kinds):
    every(seconds=15, name="tidy")(lambda: 1 / 0)
    for run in range(1, delivery.MAX_ATTEMPTS + 3):
        Loop().run_once()
        schedule = Schedule.objects.failing().get()
        assert (schedule.failures, schedule.last_error) == (run, "ZeroDivisionError: division by zero")
        assert not Message.objects.failed().exists()
        waiting = Message.objects.pending().first()
        assert waiting is None or waiting.due_at <= timezone.now() + timedelta(seconds=15)
        at = timezone.now()
        Schedule.objects.update(next_at=at)
        house.put_in_due_jobs(at=at)  # which leaves the failing one as it is
        assert Message.objects.pending().count() == 1
        Message.objects.update(due_at=at)
        Schedule.objects.update(next_at=at + timedelta(hours=1))
    kinds.clear()
    queue.periodic.clear()
    every(seconds=15, name="tidy")(lambda: None)
    Message.objects.update(due_at=timezone.now())
    Loop().run_once()
    assert Schedule.objects.filter(failing_since=None, failures=0, last_error="").exists()


def test_a_job_that_cannot_be_put_in_keeps_no_other_back(kinds, monkeypatch):
    ran = []
    every(seconds=15, name="bad")(lambda: ran.append("bad"))
    every(seconds=15, name="good")(lambda: ran.append("good"))
    put_in = house.enqueue

    def refuse(kind, *args, **kwargs):
        return 1 / 0 if kind == "bad" else put_in(kind, *args, **kwargs)

    monkeypatch.setattr(house, "enqueue", refuse)
    Loop().run_once()
    assert ran == ["good"]
    assert Schedule.objects.failing().get().name == "bad"


def test_an_orphan_that_cannot_be_taken_over_keeps_no_other_back(kinds, worker, monkeypatch):
    enqueue("mail", {"n": 1})
    enqueue("mail", {"n": 2})
    bad, good = (delivery.claim(worker=worker, at=timezone.now()) for _ in range(2))
    put_back = delivery.put_back
    monkeypatch.setattr(
        delivery, "put_back", lambda message, **how: 1 / 0 if message.pk == bad.pk else put_back(message, **how)
    )
    assert succession.take_over(at=timezone.now() + timedelta(minutes=1)) == 1
    assert list(Message.objects.pending()) == [good]
    assert list(Message.objects.running()) == [bad]


@pytest.mark.parametrize(
    ("lane", "taken"), [(Lane.MAIL, "test.mail"), (Lane.SCHEDULES, "test.ban"), (Lane.REST, "nobody")]
)
def test_a_lane_takes_its_own_kinds_and_the_last_one_what_nobody_delivers(kinds, worker, lane, taken):
    handler("test.mail", lane=Lane.MAIL)(lambda payload: None)
    handler("test.ban", lane=Lane.SCHEDULES)(lambda payload: None)
    for kind in ("nobody", "test.mail", "test.ban"):
        enqueue(kind, {})
    assert delivery.claim(worker=worker, at=timezone.now(), lane=lane).kind == taken
    assert delivery.claim(worker=worker, at=timezone.now(), lane=lane) is None


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
        succession.settle(succession.Death(worker.pk, **death), at=timezone.now())
    message = Message.objects.get()
    assert (message.state, message.attempts, message.last_error) == (state, attempts, error)
    assert (message.failing_since is None) == (not error)
    assert not Worker.objects.filter(pk=worker.pk).exists()


def test_what_is_always_over_its_time_is_given_up(kinds, worker):
    enqueue("mail", {})
    Message.objects.update(attempts=delivery.MAX_ATTEMPTS - 1)
    delivery.claim(worker=worker, at=timezone.now())
    succession.settle(succession.Death(worker.pk, how="signal 9", was_over_time=True), at=timezone.now())
    assert Message.objects.get().state == "failed"


def test_in_one_process_a_long_delivery_beats_ahead(kinds):
    def look(payload):
        later = timezone.now() + timedelta(seconds=80)
        assert succession.take_over(at=later) == 0

    handler("long", seconds=60)(look)
    enqueue("long", {})
    Loop().run_once()
    assert Message.objects.get().state == "done"


def test_a_message_for_each_new_key_is_put_in_once_and_for_all(kinds):
    put = [("a", {"n": 1}), ("b", {"n": 2})]
    assert enqueue_new("due", put) == 2
    Message.objects.filter(key="a").update(state="done")
    Message.objects.filter(key="b").update(state="failed")
    assert enqueue_new("due", [*put, ("c", {"n": 3})]) == 1
    assert Message.objects.count() == 3
