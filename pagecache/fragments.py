"""Parts that many pages share, kept ready in each process: the frame, the lists beside a story."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from django.conf import settings
from django.db import connection

from pagecache.clock import moment_now
from pagecache.ledger import ledger
from pagecache.recording import add, record

Value = TypeVar("Value")
MOST = 5_000  # parts kept; then the oldest make room


@dataclass(frozen=True, slots=True)
class Part:
    """A part with what it was made of, and how many changes were known when its making began."""

    value: Any
    keys: frozenset[str]
    until: float
    number: int
    drawn: float


@dataclass(frozen=True, slots=True)
class AsOf:
    """How many changes were known at a moment, in seconds since 1970."""

    number: int
    moment: float


_as_of: ContextVar[AsOf | None] = ContextVar("as_of", default=None)
_parts: dict[Hashable, Part] = {}
_checked: dict[Hashable, tuple[Part, int, float]] = {}  # fresh at this version of the ledger, until a moment


def fragment(name: Hashable, make: Callable[[], Value]) -> Value:
    """What `make` returns, kept until something that it was made of changes. The value must not be altered.

    `name` holds everything that the value depends on besides the database and the time.
    """
    if settings.PAGE_CACHE == "off":
        return make()
    ledger.listen()
    now, as_of = moment_now(), _as_of.get()
    part = _fresh(name, now=now)
    if part is None:
        part = _made(make, as_of=as_of or AsOf(ledger.number, now))
        if as_of is not None and ledger.is_known and not sees_uncommitted():
            while len(_parts) >= MOST:
                _drop_oldest()
            _parts.pop(name, None)
            _parts[name] = part
    add(part.keys, until=part.until)
    return cast(Value, part.value)


@contextmanager
def drawing() -> Iterator[None]:
    """A page is drawn within. The parts kept meanwhile are as of its beginning: it may have read what they are made
    of, and settled on its moment, before it asks for them. Without it parts are used and none is kept.
    """
    if settings.PAGE_CACHE == "off":
        yield
        return
    ledger.listen()
    token = _as_of.set(AsOf(ledger.number, moment_now()))
    try:
        yield
    finally:
        _as_of.reset(token)


def is_ready(name: Hashable) -> bool:
    """Whether `fragment` would answer without making anything."""
    return settings.PAGE_CACHE != "off" and _fresh(name, now=moment_now()) is not None


def forget() -> None:
    """Keep nothing."""
    _parts.clear()
    _checked.clear()


def sees_uncommitted() -> bool:
    """Within a transaction we see what nobody else does yet."""
    return connection.in_atomic_block


def _drop_oldest() -> None:
    """Another thread may do the same at the same time."""
    try:
        oldest = next(iter(_parts))
    except (StopIteration, RuntimeError):
        return
    _parts.pop(oldest, None)
    _checked.pop(oldest, None)


def _fresh(name: Hashable, *, now: float) -> Part | None:
    part = _parts.get(name)
    if part is None:
        return None
    checked = _checked.get(name)
    if checked and checked[0] is part and checked[1] == ledger.version and now < checked[2]:
        return part
    version = ledger.version
    standing = ledger.standing(part.keys, number=part.number, drawn=part.drawn, until=part.until, now=now)
    if standing.old_since is not None:
        return None
    _checked[name] = (part, version, standing.until)
    return part


def _made(make: Callable[[], Value], *, as_of: AsOf) -> Part:
    with record() as recording:
        value = make()
    return Part(value, recording.collapsed(), recording.until, as_of.number, as_of.moment)
