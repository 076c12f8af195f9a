"""What a page is made of, noted while it is drawn."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

EVERYTHING = "everything"  # every page is made of it
MOST_ROWS = 150  # of one kind; a page that shows more is made of the kind as a whole


@dataclass(slots=True)
class Recording:
    """The notes about one page, or one part that many pages share. Moments are seconds since 1970."""

    keys: set[str] = field(default_factory=set)
    until: float = float("inf")
    is_public: bool = False  # the view says: the same for every reader

    def collapsed(self) -> frozenset[str]:
        """The keys, with kinds in the place of very many rows: a sitemap names ten thousand stories."""
        kinds = Counter(key.partition(":")[0] for key in self.keys if ":" in key and "/" not in key)
        many = {kind for kind, rows in kinds.items() if rows > MOST_ROWS}
        if not many:
            return frozenset(self.keys)
        kept = (key for key in self.keys if "/" in key or key.partition(":")[0] not in many)
        return frozenset({*kept, *many})


_current: ContextVar[Recording | None] = ContextVar("recording", default=None)


def made_of(*keys: str) -> None:
    """The page that is being drawn shows these, or would show them if they were there."""
    recording = _current.get()
    if recording is not None:
        recording.keys.update(keys)


def until(moment: datetime | None, *, at: datetime | None = None) -> None:
    """The page that is being drawn changes by itself at a moment. None, and a moment that is over, say nothing."""
    recording = _current.get()
    if recording is not None and moment is not None and moment > (at or timezone.now()):
        recording.until = min(recording.until, moment.timestamp())


def declare_public() -> None:
    """The page that is being drawn is the same for every reader and may be kept."""
    recording = _current.get()
    if recording is not None:
        recording.is_public = True


def pass_over() -> None:
    """The page that is being drawn is one of too many to keep any: what somebody typed in."""
    recording = _current.get()
    if recording is not None:
        recording.is_public = False


def is_kept() -> bool:
    """Whether the page that is being drawn may be kept by whoever notes what it is made of."""
    recording = _current.get()
    return recording is not None and recording.is_public


def add(keys: Iterable[str], *, until: float) -> None:
    """Note for the page what was noted before for a part of it."""
    recording = _current.get()
    if recording is not None:
        recording.keys.update(keys)
        recording.until = min(recording.until, until)


@contextmanager
def record() -> Iterator[Recording]:
    """Note what is drawn within for itself: for a page, or for a part that is added to the page later."""
    recording = Recording()
    token = _current.set(recording)
    try:
        yield recording
    finally:
        _current.reset(token)


aside = record
