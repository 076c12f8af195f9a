"""One kept page."""

import gzip
import re
from dataclasses import dataclass

from pagecache.ledger import Ledger

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

    def body(self) -> bytes:
        return gzip.decompress(self.packed)


@dataclass(slots=True)
class Held:
    """A page in a process's memory, and until when it has been found fresh at a version of the ledger."""

    page: Page
    version: int = -1
    fresh_until: float = 0.0
    old_since: float | None = None
    is_withdrawn: bool = False

    def check(self, ledger: Ledger, *, now: float) -> bool:
        """Whether it is fresh."""
        version, page = ledger.version, self.page
        if self.version == version and now < self.fresh_until:
            return True
        found = ledger.standing(page.keys, number=page.number, drawn=page.drawn, until=page.until, now=now)
        self.old_since, self.is_withdrawn = found.old_since, found.is_withdrawn
        self.version, self.fresh_until = version, found.until if found.old_since is None else 0.0
        return found.old_since is None

    def is_old_at_most(self, seconds: float, *, now: float) -> bool:
        """Whether it may stand in for a new one. A page that shows what was withdrawn may not."""
        return not self.is_withdrawn and (self.old_since is None or now - self.old_since < seconds)


def shortened(cache_control: str, *, seconds: int) -> str:
    """A Cache-Control that lets nobody keep a page beyond so many seconds."""
    shared = _SHARED.search(cache_control)
    if shared is None:
        return cache_control
    kept = min(int(shared[1]), seconds)
    longer = _SHARED.sub(f"s-maxage={kept}", cache_control)
    return _WHILE.sub(lambda found: f"stale-while-revalidate={min(int(found[1]), max(0, seconds - kept))}", longer)
