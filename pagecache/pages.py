"""One kept page."""

import gzip
import re
from dataclasses import dataclass

from pagecache.ledger import Ledger, Standing
from pagecache.recording import EVERYTHING

_SHARED = re.compile(r"s-maxage=(\d+)")
_WHILE = re.compile(r"stale-while-revalidate=(\d+)")
CLOSE = 900  # seconds, the longest that others may keep anything: so shortly before its end a page tells them less


@dataclass(frozen=True, slots=True)
class Page:
    """An answer as it was drawn, compressed, with what it was made of. Moments are seconds since 1970."""

    status: str
    headers: tuple[tuple[str, str], ...]  # without those that change with the request or with time
    cache_control: str
    etag: str
    packed: bytes
    length: int  # of the body as it was, in bytes
    keys: frozenset[str]
    number: int  # the last change known when the drawing began
    drawn: float
    until: float

    @property
    def surrogate_key(self) -> str:
        """What it is made of, for caches in front."""
        return " ".join(sorted({EVERYTHING, *self.keys}))

    def body(self) -> bytes:
        return gzip.decompress(self.packed)


@dataclass(frozen=True, slots=True)
class Checked:
    """How a page was found to stand at a version of the ledger."""

    version: int
    standing: Standing


class Held:
    """A page in a process's memory, and how it was found to stand. Threads see all of a finding or nothing of it."""

    __slots__ = ("_checked", "page")

    def __init__(self, page: Page) -> None:
        self.page = page
        self._checked = Checked(-1, Standing(until=0.0, old_since=0.0))

    @property
    def standing(self) -> Standing:
        """As it was last found."""
        return self._checked.standing

    def check(self, ledger: Ledger, *, now: float) -> bool:
        """Whether it is fresh."""
        checked, version, page = self._checked, ledger.version, self.page
        if checked.version == version and checked.standing.old_since is None and now < checked.standing.until:
            return True
        found = ledger.standing(page.keys, number=page.number, drawn=page.drawn, until=page.until, now=now)
        self._checked = Checked(version, found)
        return found.old_since is None

    def is_old_at_most(self, seconds: float, *, now: float) -> bool:
        """Whether it may stand in for a new one. A page that shows what was withdrawn may not."""
        found = self.standing
        return not found.is_withdrawn and (found.old_since is None or now - found.old_since < seconds)


def shortened(cache_control: str, *, seconds: int) -> str:
    """A Cache-Control that lets nobody keep a page beyond so many seconds."""
    shared = _SHARED.search(cache_control)
    if shared is None:
        return cache_control
    kept = min(int(shared[1]), seconds)
    longer = _SHARED.sub(f"s-maxage={kept}", cache_control)
    return _WHILE.sub(lambda found: f"stale-while-revalidate={min(int(found[1]), max(0, seconds - kept))}", longer)
