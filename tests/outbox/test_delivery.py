from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from outbox import delivery, house, queue
from outbox.models import Lane, Message, Schedule, Worker
from outbox.queue import Undeliverable, enqueue, enqueue_new, every, handler
from outbox.worker import Loop

pytestmark = pytest.mark.django_db


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


def test_a_message_for_each_new_key_is_put_in_once_and_for_all(kinds):
    put = [("a", {"n": 1}), ("b", {"n": 2})]
    assert enqueue_new("due", put) == 2
    Message.objects.filter(key="a").update(state="done")
    Message.objects.filter(key="b").update(state="failed")
    assert enqueue_new("due", [*put, ("c", {"n": 3})]) == 1
    assert Message.objects.count() == 3


@pytest.mark.parametrize(
    ("begun", "next_turn"),
    [
        ("2026-11-30 02:59:59", "2026-11-30 03:00"),
        ("2026-11-30 03:00:00", "2026-12-01 03:00"),
        ("2026-11-30 03:00:01", "2026-12-01 03:00"),
        ("2026-11-30 11:20:00", "2026-12-01 03:00"),
        ("2026-12-31 23:59:59", "2027-01-01 03:00"),
    ],
)
def test_a_daily_job_has_its_turn_at_its_hour_and_is_made_up_for_when_no_worker_ran(kinds, begun, next_turn):
    every(seconds=queue.DAY, hour=3, name="night")(lambda: None)
    at = timezone.make_aware(datetime.fromisoformat(begun))
    house.prepare_schedules(at=at - timedelta(days=1))
    house.put_in_due_jobs(at=at)
    assert Message.objects.exists()
    assert timezone.localtime(Schedule.objects.get().next_at) == timezone.make_aware(datetime.fromisoformat(next_turn))
    Message.objects.all().delete()
    house.put_in_due_jobs(at=Schedule.objects.get().next_at + timedelta(hours=5))
    assert Message.objects.exists()


def test_only_a_daily_job_has_an_hour(kinds):
    with pytest.raises(ValueError, match="once a day"):
        every(seconds=3600, hour=3, name="night")
