"""Schedules that have come due: one message each, so that one that cannot be carried out keeps no other back."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import DatabaseError

from newsroom import audit
from newsroom.models import AuditEntry, ListDraft, Status, Story
from outbox.queue import enqueue_new

log = logging.getLogger(__name__)

STORY = "newsroom.publish_scheduled"
LIST = "newsroom.launch_scheduled"
FAILED = "schedule_failed"
SAID_AGAIN = timedelta(days=1)  # a schedule that keeps failing says so in the audit once a day


def put_in(*, now: datetime) -> int:
    """Put every schedule that has come due into the outbox, once: tried again there, and given up, by itself."""
    stories = Story.objects.in_status(Status.SCHEDULED).due(now=now).order_by("go_live_at", "pk")
    lists = ListDraft.objects.filter(launch_at__lte=now).order_by("launch_at", "pk")
    return enqueue_new(
        STORY, ((_key(pk, at), {"number": pk}) for pk, at in stories.values_list("pk", "go_live_at"))
    ) + enqueue_new(LIST, ((_key(pk, at), {"list": pk}) for pk, at in lists.values_list("featured_list", "launch_at")))


@contextmanager
def failure_on_record(*, now: datetime, **what: object) -> Iterator[None]:
    """What fails inside is written into the audit, once a day, and raised again. `what` are columns of AuditEntry."""
    try:
        yield
    except Exception as error:
        with suppress(DatabaseError):
            lately = AuditEntry.objects.filter(act=FAILED, at__gt=now - SAID_AGAIN, at__lte=now, **what)
            if not lately.exists():
                audit.record(FAILED, by=None, now=now, reason=_in_words(error), **what)
        raise


def _key(pk: int, at: datetime | None) -> str:
    """A story or list that is given a new time is another matter: what failed then may succeed now."""
    return f"{pk} {at.isoformat() if at else ''}"


def _in_words(error: Exception) -> str:
    text = " ".join(error.messages) if isinstance(error, ValidationError) else f"{type(error).__name__}: {error}"
    return text.replace("\x00", "")[:1000]
