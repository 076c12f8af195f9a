"""The way into the outbox: put a message in, say who delivers a kind, say what is done periodically."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from outbox.models import Lane, Message

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

LOOKS = 100
DAY = 86_400  # seconds
LONGEST_KEY = 200
DEFAULT_SECONDS = 60
MOST_SECONDS = 900  # nothing may hold its lane for longer
MAIL_SECONDS = MOST_SECONDS  # a mail server may take ten minutes to accept a mail (outbox/smtp.py)

Payload = dict[str, Any]
Handler = Callable[[Payload], None]
Job = Callable[[], None]


class Undeliverable(Exception):
    """Raised by a handler when trying again cannot help: the message is given up at once."""


class MayBeDone(Exception):
    """Raised by a handler that cannot know whether the other side has done what it was asked: done twice would be
    noticed. It is tried once more, an hour later.
    """


@dataclass(frozen=True, slots=True)
class Handling:
    """How messages of one kind are delivered: by what, in which lane, within how many seconds, and its words."""

    function: Handler
    lane: Lane
    seconds: float
    words: "_StrOrPromise"

    def __call__(self, payload: Payload) -> None:
        self.function(payload)


@dataclass(frozen=True, slots=True)
class Periodic:
    """A job that is put into the outbox every so many seconds, or every day at an hour in Vietnam."""

    name: str
    seconds: int
    run: Job
    hour: int | None = None

    def turn_after(self, at: datetime) -> datetime:
        if self.hour is None:
            return at + timedelta(seconds=self.seconds)
        turn = timezone.localtime(at).replace(hour=self.hour, minute=0, second=0, microsecond=0)
        return turn if turn > at else turn + timedelta(days=1)


handlers: dict[str, Handling] = {}
periodic: dict[str, Periodic] = {}


def handler(
    kind: str, *, lane: Lane = Lane.REST, seconds: float = DEFAULT_SECONDS, words: "_StrOrPromise" = ""
) -> Callable[[Handler], Handler]:
    """Name the function that delivers a kind. It may be called twice for one message: make it idempotent.

    A delivery that takes longer than `seconds` is ended from outside, wherever it hangs, and counts as failed; until
    then it holds up what waits in the same lane. `words` are what people at the desk read instead of the kind.
    """
    if not 0 < seconds <= MOST_SECONDS:
        raise ValueError(f"Outbox kind {kind!r} may take up to {MOST_SECONDS} seconds, not {seconds}.")

    def register(function: Handler) -> Handler:
        if kind in handlers:
            raise ValueError(f"Outbox kind {kind!r} has two handlers.")
        handlers[kind] = Handling(function, lane=lane, seconds=seconds, words=words)
        return function

    return register


def every(
    *,
    seconds: int,
    name: str,
    lane: Lane = Lane.REST,
    within: float = DEFAULT_SECONDS,
    hour: int | None = None,
    words: "_StrOrPromise" = "",
) -> Callable[[Job], Job]:
    """Run a function every so many seconds, by one worker at a time; it is repeated when it fails.

    `within` is how many seconds one run may take. A daily job may name its `hour` in Vietnam; when no worker runs at
    that hour, it is done as soon as one does.
    """
    if hour is not None and seconds != DAY:
        raise ValueError(f"The job {name!r} has an hour, and is not run once a day.")

    def register(job: Job) -> Job:
        handler(name, lane=lane, seconds=within, words=words)(lambda payload: job())
        periodic[name] = Periodic(name=name, seconds=seconds, run=job, hour=hour)
        return job

    return register


def words_of(kind: str) -> str:
    """A kind in words, or the kind itself when nobody delivers it any more."""
    found = handlers.get(kind)
    return str(found.words or kind) if found else kind


def seconds_for(kind: str) -> float:
    """How long a delivery of this kind may take."""
    found = handlers.get(kind)
    return found.seconds if found else DEFAULT_SECONDS


def kinds_outside(lane: Lane) -> list[str]:
    """The kinds that other lanes deliver."""
    return [kind for kind, handling in handlers.items() if handling.lane != lane]


def kinds_in(lane: Lane) -> list[str]:
    return [kind for kind, handling in handlers.items() if handling.lane == lane]


def enqueue(kind: str, payload: Payload, *, key: str = "", due_at: datetime | None = None) -> None:
    """Put a message in, inside the caller's transaction.

    With a key there is one waiting message of a kind and key: a second call replaces its content and its
    due time (and lets it remember that it fails). Without a key every call is a message of its own.
    """
    now = timezone.now()
    fresh = {"payload": payload, "due_at": due_at or now, "attempts": 0, "created_at": now}
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


def enqueue_new(kind: str, payloads: Iterable[tuple[str, Payload]], *, due_at: datetime | None = None) -> int:
    """Put in one message for each key (unique, not empty) that has none of this kind yet, delivered or given up ones
    included. How many were put in.
    """
    now = timezone.now()
    wanted = dict(payloads)
    known = set(Message.objects.filter(kind=kind, key__in=wanted).values_list("key", flat=True))
    made = 0
    for key, payload in wanted.items():
        if key not in known:
            with suppress(IntegrityError), transaction.atomic():  # another process was quicker
                Message.objects.create(kind=kind, key=key, payload=payload, due_at=due_at or now, created_at=now)
                made += 1
    return made
