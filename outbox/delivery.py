"""Taking messages out of the outbox: claim, deliver, record; repeat what failed, give up, start afresh."""

import logging
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from outbox.models import Lane, Message, Schedule, Worker
from outbox.querysets import MessageQuerySet
from outbox.queue import MayBeDone, Undeliverable, handlers, kinds_in, kinds_outside, periodic

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 10  # about four hours with the delays below
FIRST_DELAY = timedelta(seconds=10)
LONGEST_DELAY = timedelta(hours=1)
KEEP_DONE = timedelta(days=7)


def retry_delay(attempts: int) -> timedelta:
    """How long to wait after so many failed tries: 10 s, 30 s, 90 s … one hour."""
    return min(FIRST_DELAY * 3 ** min(attempts - 1, 10), LONGEST_DELAY)


def claim(*, worker: Worker, at: datetime, lane: Lane | None = None) -> Message | None:
    """Take the next due message of a lane (or of all) for this worker, or None. Of several workers exactly one
    gets it.
    """
    waiting = Message.objects.deliverable(at=at)
    if lane == Lane.REST:
        waiting = waiting.exclude(kind__in=kinds_outside(lane))  # also what nobody delivers, which says so
    elif lane is not None:
        waiting = waiting.filter(kind__in=kinds_in(lane))
    for pk in waiting.next_first().values_list("pk", flat=True)[:10]:
        try:
            with transaction.atomic():
                mine = (
                    Message.objects.pending()
                    .filter(pk=pk)
                    .update(
                        state=Message.State.RUNNING,
                        worker=worker,
                        started_at=at,
                        attempts=F("attempts") + 1,
                    )
                )
        except IntegrityError:  # another worker has just begun a message about the same thing
            continue
        if mine:
            return Message.objects.get(pk=pk)
    return None


def attempt(message: Message) -> Exception | None:
    """Call the handler of a claimed message; what went wrong, if anything did."""
    handle = handlers.get(message.kind)
    try:
        if handle is None:
            raise LookupError(f"Nothing delivers messages of kind {message.kind!r}.")
        handle(message.payload)
    except Undeliverable as error:
        return error
    except Exception as error:
        log.warning("Outbox: %s failed (try %s).", message, message.attempts, exc_info=True)
        return error
    return None


def record(message: Message, *, error: Exception | None) -> None:
    """Write down what came of a try."""
    if error is None:
        _finish(message)
    else:
        final, doubtful = isinstance(error, Undeliverable), isinstance(error, MayBeDone)
        fail(message, error=_described(error), now=timezone.now(), is_final=final, may_be_done=doubtful)


def fail(message: Message, *, error: str, now: datetime, is_final: bool = False, may_be_done: bool = False) -> None:
    """A try has failed: the message is put back with its delay, or given up. What may be done in spite of it has one
    try left. A periodic job is never given up: its schedule says since when it fails, and puts it in again.
    """
    job = periodic.get(message.kind)
    if job is not None:
        Schedule.objects.filter(name=job.name).update(
            failing_since=_first_of("failing_since", now), failures=F("failures") + 1, last_error=error
        )
    if message.attempts < MAX_ATTEMPTS and not is_final:
        tries = MAX_ATTEMPTS - 1 if may_be_done else message.attempts
        delay = min(retry_delay(tries), timedelta(seconds=job.seconds)) if job else retry_delay(tries)
        put_back(message, error=error, due_at=now + delay, failing_since=message.failing_since or now, tries=tries)
    elif job is not None:
        _still_held(message).delete()
    else:
        log.error("Outbox: %s given up after %s tries: %s", message, message.attempts, error)
        _still_held(message).update(
            state=Message.State.FAILED,
            done_at=now,
            last_error=error,
            failing_since=_first_of("failing_since", now),
            worker=None,
        )


def put_back(message: Message, *, error: str, due_at: datetime, failing_since: datetime | None, tries: int) -> None:
    """Let a message that was begun wait for another try. So many `tries` count: one less if we broke it off."""
    held = _still_held(message)
    told = {"last_error": error, "failing_since": failing_since}
    try:
        with transaction.atomic():
            held.update(state=Message.State.PENDING, due_at=due_at, attempts=tries, worker=None, **told)
    except IntegrityError:
        # A newer message about the same thing waits already: that one carries on, and says that it fails.
        held.delete()
        if failing_since:
            Message.objects.pending().of(message.kind, key=message.key).update(**told)


def try_again(message: Message, *, at: datetime) -> bool:
    """Let a message that was given up start afresh; False when a newer one of its kind and key waits."""
    try:
        with transaction.atomic():
            return bool(
                Message.objects.failed()
                .filter(pk=message.pk)
                .update(state=Message.State.PENDING, attempts=0, due_at=at, done_at=None, worker=None)
            )
    except IntegrityError:
        return False


def leave_undone(message: Message, *, at: datetime) -> bool:
    """Somebody has looked at a message that was given up: it fails no longer, and is thrown away in time."""
    given_up = Message.objects.failed().filter(pk=message.pk)
    return bool(given_up.update(state=Message.State.ASIDE, done_at=at, failing_since=None))


def _still_held(message: Message) -> MessageQuerySet:
    """The row as long as this try holds it: nobody has taken it over from a worker believed dead."""
    return Message.objects.running().filter(pk=message.pk, worker=message.worker_id, attempts=message.attempts)


def _finish(message: Message) -> None:
    now = timezone.now()
    if message.kind in periodic:
        with transaction.atomic():
            well = {"done_at": now, "failing_since": None, "failures": 0, "last_error": ""}
            Schedule.objects.filter(name=message.kind).update(**well)
            _still_held(message).delete()
        return
    _still_held(message).update(state=Message.State.DONE, done_at=now, last_error="", failing_since=None, worker=None)


def _first_of(field: str, now: datetime) -> Coalesce:
    return Coalesce(F(field), Value(now))


def _described(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".replace("\x00", "")[:2000]
