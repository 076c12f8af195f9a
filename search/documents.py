"""Documents: what the other rooms hand to the index, and what they get back."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A title and a plain text that may be found from one moment on, until another one if it ends."""

    kind: str
    number: int
    title: str
    text: str
    live_from: datetime
    live_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that was found."""

    kind: str
    number: int


@dataclass(frozen=True, slots=True)
class Results:
    """One page of what was found; the total stops at index.MOST_RESULTS."""

    hits: list[Hit] = field(default_factory=list)
    total: int = 0
    has_next: bool = False
