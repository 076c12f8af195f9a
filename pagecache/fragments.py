"""Parts that many pages share, kept ready in each process: the frame, the lists beside a story, the cards."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from django.conf import settings
from django.db import connection

from pagecache.clock import moment_now
from pagecache.ledger import ledger
from pagecache.recording import add, record

Name = TypeVar("Name", bound=Hashable)
Value = TypeVar("Value")
MOST = 10_000  # parts kept; then the oldest make room


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
    return cast(Value, parts([name], lambda names: {name: make})[name])


def parts(names: Iterable[Name], make: Callable[[list[Name]], Mapping[Name, Callable[[], Value]]]) -> dict[Name, Value]:
    """The same for many at once. `make` reads together whatever those need that are not ready, and returns how each of
    them is made of it; what a part is made of, it notes there for itself.
    """
    wanted = list(dict.fromkeys(names))
    if settings.PAGE_CACHE == "off":
        return {name: way() for name, way in make(wanted).items()}
    as_of = _as_of.get()
    if as_of is None:
        ledger.listen()
    now = moment_now()
    found = {name: _fresh(name, now=now) for name in wanted}
    missing = [name for name, part in found.items() if part is None]
    if missing:
        with record():
            ways = make(missing)
        is_kept = as_of is not None and ledger.is_known and not sees_uncommitted()
        for name, way in ways.items():
            found[name] = part = _made(way, as_of=as_of or AsOf(ledger.number, now))
            if is_kept:
                _keep(name, part)
    values: dict[Name, Value] = {}
    for name, found_part in found.items():
        if found_part is not None:
            add(found_part.keys, until=found_part.until)
            values[name] = found_part.value
    return values


@contextmanager
def drawing() -> Iterator[None]:
    """A page is drawn within. The parts kept meanwhile are as of its beginning: it may have read what they are made
    of, and settled on its moment, before it asks for them; what changes meanwhile makes the page old, and is not
    listened for. Without it parts are used and none is kept.
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


def forget() -> None:
    """Keep nothing."""
    _parts.clear()
    _checked.clear()


def sees_uncommitted() -> bool:
    """Within a transaction we see what nobody else does yet."""
    return connection.in_atomic_block


def _keep(name: Hashable, part: Part) -> None:
    while len(_parts) >= MOST:
        _drop_oldest()
    _parts.pop(name, None)
    _parts[name] = part


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
