"""What becomes of messages whose worker is gone: put back with a word about why, or given up."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from outbox import delivery
from outbox.models import Message, Worker
from outbox.queue import seconds_for

log = logging.getLogger(__name__)

SILENCE = timedelta(seconds=30)  # a worker not heard of for this long is taken for dead
DIED = "The worker died, or lost the database, while delivering."


@dataclass(frozen=True, slots=True)
class EndedWorker:
    """A worker that ended while it may have held something: its number, and how it ended."""

    worker: int
    how: str  # "signal 11", "exit 1"
    was_over_time: bool = False  # ended by its parent, since a delivery took too long
    was_asked: bool = False  # ended by its parent, since all shall end


def put_back_held(ended: EndedWorker, *, at: datetime) -> None:
    """Put back what a dead child of ours held, and forget it. Safe to repeat."""
    for message in Message.objects.held_by(ended.worker):
        if ended.was_asked:  # no fault of the message's: whoever starts next takes it at once
            tries, since = max(message.attempts - 1, 0), message.failing_since
            delivery.put_back(message, error=message.last_error, due_at=at, failing_since=since, tries=tries)
        elif ended.was_over_time:
            delivery.fail(message, error=f"Took longer than {seconds_for(message.kind):g} s.", now=at)
        else:
            delivery.fail(message, error=f"The worker died while delivering ({ended.how}).", now=at)
    Worker.objects.filter(pk=ended.worker).delete()


def take_over(*, at: datetime) -> int:
    """Put back what dead workers held, and forget those workers. The number of messages is returned.

    For whoever keeps house, right after beating for its own lanes: nobody else knows who could not beat.
    """
    taken = sum(_is_taken_over(message, at=at) for message in Message.objects.orphaned(at=at, silence=SILENCE))
    Worker.objects.silent(at=at, silence=SILENCE).delete()
    return taken


def take_back(worker: Worker, *, at: datetime) -> None:
    """Put back what an idle worker holds without knowing: the database went away while it claimed that."""
    for message in Message.objects.held_by(worker.pk):
        _is_taken_over(message, at=at)


def _is_taken_over(message: Message, *, at: datetime) -> bool:
    try:
        _take_over(message, at=at)
    except Exception:  # it stays an orphan and is tried again; the others are taken over meanwhile
        log.exception("Outbox: %s could not be taken over.", message)
        return False
    return True


def _take_over(message: Message, *, at: datetime) -> None:
    if message.attempts == 1:  # a machine that went down says nothing about the message: at once, this time
        delivery.put_back(message, error=DIED, due_at=at, failing_since=message.failing_since or at, tries=1)
    else:
        delivery.fail(message, error=DIED, now=at)
