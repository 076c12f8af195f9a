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
class Death:
    """A worker that ended while it may have held something: its number, and how it ended."""

    worker: int
    how: str  # "signal 11", "exit 1"
    was_over_time: bool = False  # ended by its parent, since a delivery took too long
    was_asked: bool = False  # ended by its parent, since all shall end


def settle(death: Death, *, at: datetime) -> None:
    """Put back what a dead child of ours held, and forget it. Safe to repeat."""
    for message in Message.objects.held_by(death.worker):
        if death.was_asked:  # no fault of the message's: whoever starts next takes it at once
            since = message.failing_since
            delivery.put_back(message, error=message.last_error, due_at=at, failing_since=since, counts=False)
        elif death.was_over_time:
            delivery.fail(message, error=f"Took longer than {seconds_for(message.kind):g} s.", now=at)
        else:
            delivery.fail(message, error=f"The worker died while delivering ({death.how}).", now=at)
    Worker.objects.filter(pk=death.worker).delete()


def take_over(*, by: Worker | None, at: datetime, silence: timedelta = SILENCE) -> int:
    """Put back what dead workers held, and forget those workers. The number of messages is returned.

    Done between deliveries: what the asking worker itself still holds is left from one whose end could not
    be written down, because the database was away.
    """
    taken = 0
    for message in Message.objects.orphaned(at=at, silence=silence, asking=by):
        try:
            _take_over(message, at=at)
            taken += 1
        except Exception:  # it stays an orphan and is tried again; the others are taken over meanwhile
            log.exception("Outbox: %s could not be taken over.", message)
    Worker.objects.silent(at=at, silence=silence).delete()
    return taken


def _take_over(message: Message, *, at: datetime) -> None:
    if message.attempts == 1:  # a machine that went down says nothing about the message: at once, this time
        delivery.put_back(message, error=DIED, due_at=at, failing_since=message.failing_since or at)
    else:
        delivery.fail(message, error=DIED, now=at)
