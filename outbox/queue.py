"""The way into the outbox: put a message in, say who delivers a kind, say what is done periodically."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from outbox.models import Message

LOOKS = 100
LONGEST_KEY = 200

Payload = dict[str, Any]
Handler = Callable[[Payload], None]
Job = Callable[[], None]


class Undeliverable(Exception):
    """Raised by a handler when trying again cannot help: the message is given up at once."""


@dataclass(frozen=True, slots=True)
class Periodic:
    """A job that is put into the outbox every so many seconds."""

    name: str
    seconds: int
    run: Job


handlers: dict[str, Handler] = {}
periodic: dict[str, Periodic] = {}


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Name the function that delivers a kind. It may be called twice for one message: make it idempotent."""

    def register(function: Handler) -> Handler:
        if kind in handlers:
            raise ValueError(f"Outbox kind {kind!r} has two handlers.")
        handlers[kind] = function
        return function

    return register


def every(*, seconds: int, name: str) -> Callable[[Job], Job]:
    """Run a function every so many seconds, by one worker at a time; it is repeated when it fails."""

    def register(job: Job) -> Job:
        handler(name)(lambda payload: job())
        periodic[name] = Periodic(name=name, seconds=seconds, run=job)
        return job

    return register


def enqueue(kind: str, payload: Payload, *, key: str = "", due_at: datetime | None = None) -> None:
    """Put a message in, inside the caller's transaction.

    With a key there is one waiting message of a kind and key: a second call replaces its content and its
    due time. Without a key every call is a message of its own.
    """
    now = timezone.now()
    fresh = {"payload": payload, "due_at": due_at or now, "attempts": 0, "last_error": "", "created_at": now}
    if len(key) > LONGEST_KEY:
        raise ValueError(f"The key {key!r} is longer than {LONGEST_KEY} characters.")
    if not key:
        Message.objects.create(kind=kind, **fresh)
        return
    # Somebody else may put in, or take out, the same message between our two statements: look again.
    for _ in range(LOOKS):
        if Message.objects.pending().of(kind, key=key).update(**fresh):
            return
        with suppress(IntegrityError), transaction.atomic():
            Message.objects.create(kind=kind, key=key, **fresh)
            return
    raise RuntimeError(f"Others put in {kind!r} {key!r} faster than it can be done here.")
