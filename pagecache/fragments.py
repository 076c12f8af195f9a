"""Parts that many pages share, kept ready in each process: the frame, the lists beside a story."""

from collections.abc import Callable, Hashable
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


_parts: dict[Hashable, Part] = {}
_checked: dict[Hashable, tuple[Part, int, float]] = {}  # fresh at this version of the ledger, until a moment


def fragment(name: Hashable, make: Callable[[], Value]) -> Value:
    """What `make` returns, kept until something that it was made of changes. The value must not be altered.

    `name` holds everything that the value depends on besides the database and the time.
    """
    if settings.PAGE_CACHE == "off":
        return make()
    ledger.listen()
    now = moment_now()
    part = _fresh(name, now=now)
    if part is None:
        part = _made(make, now=now)
        if ledger.is_known and not sees_uncommitted():
            while len(_parts) >= MOST:
                _drop_oldest()
            _parts.pop(name, None)
            _parts[name] = part
    add(part.keys, until=part.until)
    return cast(Value, part.value)


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


def _made(make: Callable[[], Value], *, now: float) -> Part:
    number = ledger.number
    with record() as recording:
        value = make()
    return Part(value, recording.collapsed(), recording.until, number, now)
