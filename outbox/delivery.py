"""Taking messages out of the outbox: claim, deliver, repeat, give up, take over, throw away."""

import logging
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from outbox.models import Message, Schedule, Worker
from outbox.querysets import MessageQuerySet
from outbox.queue import Undeliverable, enqueue, handlers, periodic

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 10  # about four hours with the delays below
FIRST_DELAY = timedelta(seconds=10)
LONGEST_DELAY = timedelta(hours=1)
KEEP_DONE = timedelta(days=7)
SILENCE = timedelta(seconds=30)  # a worker not heard of for this long is taken for dead


def retry_delay(attempts: int) -> timedelta:
    """How long to wait after so many failed tries: 10 s, 30 s, 90 s … one hour."""
    return min(FIRST_DELAY * 3 ** min(attempts - 1, 10), LONGEST_DELAY)


def claim(*, worker: Worker, at: datetime) -> Message | None:
    """Take the next due message for this worker, or None. Of several workers exactly one gets it."""
    for pk in Message.objects.deliverable(at=at).next_first().values_list("pk", flat=True)[:10]:
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


def deliver(message: Message) -> None:
    """Call the handler of a claimed message and record what came of it."""
    handle = handlers.get(message.kind)
    try:
        if handle is None:
            raise LookupError(f"Nothing delivers messages of kind {message.kind!r}.")
        handle(message.payload)
    except Undeliverable as error:
        _give_up(message, error)
    except Exception as error:
        log.warning("Outbox: %s failed (try %s).", message, message.attempts, exc_info=True)
        if message.attempts >= MAX_ATTEMPTS:
            _give_up(message, error)
        else:
            _put_back(message, error=_describe(error), due_at=timezone.now() + retry_delay(message.attempts))
    else:
        _finish(message)


def take_over(*, by: Worker, at: datetime, silence: timedelta = SILENCE) -> int:
    """Put back what dead workers held, and forget those workers. The number of messages is returned.

    Done between deliveries: what the asking worker itself still holds is left from one whose end could not
    be written down, because the database was away.
    """
    orphans = list(Message.objects.orphaned(at=at, silence=silence, asking=by))
    for message in orphans:
        if message.attempts >= MAX_ATTEMPTS:
            _give_up(message, RuntimeError("the worker died every time"))
        else:
            _put_back(message, error="The worker died, or lost the database, while delivering.", due_at=at)
    Worker.objects.silent(at=at, silence=silence).delete()
    return len(orphans)


def put_in_due_jobs(*, at: datetime) -> None:
    """Put every periodic job whose time has come into the outbox, once for all workers."""
    for schedule in Schedule.objects.due(at=at):
        job = periodic.get(schedule.name)
        if job is None:
            continue
        with transaction.atomic():
            ours = (
                Schedule.objects.due(at=at).filter(pk=schedule.pk).update(next_at=at + timedelta(seconds=job.seconds))
            )
            if ours:
                enqueue(job.name, {}, key=job.name, due_at=at)


def prepare_schedules(*, at: datetime) -> None:
    """Give new periodic jobs a first time, which is now, and forget jobs that no longer exist."""
    Schedule.objects.exclude(name__in=periodic).delete()
    Schedule.objects.bulk_create([Schedule(name=name, next_at=at) for name in periodic], ignore_conflicts=True)


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


def _still_ours(message: Message) -> MessageQuerySet:
    """The row as long as this try holds it: nobody has taken it over from a worker believed dead."""
    return Message.objects.running().filter(pk=message.pk, worker=message.worker_id, attempts=message.attempts)


def _finish(message: Message) -> None:
    now = timezone.now()
    if message.kind in periodic:
        with transaction.atomic():
            Schedule.objects.filter(name=message.kind).update(done_at=now)
            _still_ours(message).delete()
        return
    _still_ours(message).update(state=Message.State.DONE, done_at=now, last_error="", worker=None)


def _give_up(message: Message, error: Exception) -> None:
    log.error("Outbox: %s given up after %s tries: %s", message, message.attempts, error)
    _still_ours(message).update(
        state=Message.State.FAILED, done_at=timezone.now(), last_error=_describe(error), worker=None
    )


def _put_back(message: Message, *, error: str, due_at: datetime) -> None:
    held = _still_ours(message)
    try:
        with transaction.atomic():
            held.update(state=Message.State.PENDING, due_at=due_at, last_error=error, worker=None)
    except IntegrityError:
        # A newer message about the same thing waits already: that one carries on.
        held.delete()


def _describe(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".replace("\x00", "")[:2000]
