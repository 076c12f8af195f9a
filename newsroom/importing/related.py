"""Related stories of what an import brought: the worker's, a few seconds at a time, so that nothing of today waits."""

import logging
import time
from datetime import datetime, timedelta

from django.utils import timezone

from articles import related
from newsroom.models import ImportRecord
from outbox import queue

KIND = "newsroom.related_of_imported"
AFTER = timedelta(hours=1)  # an import that was killed is not waited for longer
TURN = 15.0  # seconds, then the others of the lane have theirs
CHUNK = 100

log = logging.getLogger(__name__)


def put_off(imported_at: datetime) -> None:
    """While an import runs: what it has brought has its neighbours when the import is through."""
    _enqueue(imported_at, after=0, due_at=timezone.now() + AFTER)


def begin(imported_at: datetime) -> None:
    """The import of this moment is through."""
    _enqueue(imported_at, after=0, due_at=timezone.now())


def work_out(payload: queue.Payload) -> None:
    """One turn. A story that cannot be worked out keeps no other back."""
    imported_at, after, until = (
        datetime.fromisoformat(payload["imported_at"]),
        payload["after"],
        time.monotonic() + TURN,
    )
    while numbers := ImportRecord.objects.brought_at(imported_at).numbers_after(after)[:CHUNK]:
        for number in numbers:
            try:
                related.refresh(number, at=timezone.now())
            except Exception:
                log.exception("The related stories of story %s cannot be worked out.", number)
            after = number
            if time.monotonic() > until:
                _enqueue(imported_at, after=after, due_at=timezone.now())
                return


def _enqueue(imported_at: datetime, *, after: int, due_at: datetime) -> None:
    moment = imported_at.isoformat()
    queue.enqueue(KIND, {"imported_at": moment, "after": after}, key=moment, due_at=due_at)
