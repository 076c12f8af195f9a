"""Where pages are kept: in each process's memory, and in the cache that processes share."""

import hashlib
import logging
import threading
import time
from dataclasses import replace
from pathlib import Path
from sys import intern

from django.apps import apps
from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.filebased import FileBasedCache

from pagecache.ledger import ledger
from pagecache.pages import Held, Page

log = logging.getLogger(__name__)

ALIAS = "pages"
DAY = 86_400  # seconds
SILENT = 10.0  # seconds for which a cache that is away is neither asked nor complained of again
RELEASED = {".py", ".html", ".mo", ".svg", ".txt"}
# Settings that pages and their headers print: who starts with others finds no pages of before.
PRINTED = (
    *("SITE_URL", "MEDIA_URL", "STATIC_URL", "INDEXNOW_KEY", "DEMO", "TIME_ZONE"),
    *("SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_HSTS_PRELOAD"),
)


class Memory:
    """A process's own pages by address, up to a number of bytes; the ones drawn longest ago go first."""

    def __init__(self, *, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.bytes = 0
        self._held: dict[str, Held] = {}
        self._lock = threading.Lock()

    def get(self, address: str) -> Held | None:
        return self._held.get(address)

    def put(self, address: str, page: Page) -> Held:
        with self._lock:
            self._drop(address)
            held = self._held[address] = Held(_slim(page))
            self.bytes += _weight(page)
            while self.bytes > self.most_bytes and len(self._held) > 1:
                self._drop(next(iter(self._held)))
        return held

    def drop(self, address: str) -> None:
        with self._lock:
            self._drop(address)

    def _drop(self, address: str) -> None:
        held = self._held.pop(address, None)
        if held is not None:
            self.bytes -= _weight(held.page)

    def clear(self) -> None:
        with self._lock:
            self._held.clear()
            self.bytes = 0


class Shared:
    """The pages that all processes share: Redis where it is given, else files of this machine.

    Nothing here may break a reader's request: a cache that is away means drawing again.
    """

    def __init__(self) -> None:
        self._release = ""
        self._silent_until = 0.0

    def get(self, address: str) -> Page | None:
        if time.monotonic() < self._silent_until:
            return None
        try:
            page = caches[ALIAS].get(self._key(address))
        except Exception:
            self._be_silent()
            return None
        return page if isinstance(page, Page) else None

    def put(self, address: str, page: Page) -> None:
        if time.monotonic() < self._silent_until:
            return
        try:
            caches[ALIAS].set(self._key(address), page, timeout=DAY)
        except Exception:
            self._be_silent()

    def _be_silent(self) -> None:
        self._silent_until = time.monotonic() + SILENT
        log.warning("The shared page cache is away; pages are drawn by each process.", exc_info=True)

    def _key(self, address: str) -> str:
        """Pages of another release or another database are not ours."""
        self._release = self._release or release()
        return hashlib.blake2b(f"{self._release} {ledger.identity} {address}".encode(), digest_size=20).hexdigest()


class SparselyCulledFileCache(FileBasedCache):
    """Django's file cache, which counts its files on every write, made to count them on one write of a hundred."""

    _writes = 0

    def _cull(self) -> None:
        type(self)._writes += 1
        if self._writes % 100 == 1:
            super()._cull()  # type: ignore[misc]  # not in the stubs


def release() -> str:
    """What this installation draws with: names, sizes and times of code, templates and catalogues, and settings."""
    roots = [Path(app.path) for app in apps.get_app_configs() if Path(app.path).is_relative_to(settings.BASE_DIR)]
    roots += [settings.BASE_DIR / "templates", settings.BASE_DIR / "locale", settings.BASE_DIR / "thoidai"]
    digest = hashlib.blake2b(repr([getattr(settings, name) for name in PRINTED]).encode(), digest_size=8)
    for root in roots:
        for path in sorted(root.rglob("*")):
            if path.suffix in RELEASED:
                found = path.stat()
                digest.update(f"{path} {found.st_size} {found.st_mtime_ns}".encode())
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    if manifest.exists():
        digest.update(manifest.read_bytes())
    return digest.hexdigest()


def _slim(page: Page) -> Page:
    """The page with words that it has in common with others: a page that another process drew brings its own."""
    return replace(
        page,
        keys=frozenset(map(intern, page.keys)),
        headers=tuple((intern(name), intern(value)) for name, value in page.headers),
    )


def _weight(page: Page) -> int:
    """What it takes in a process's memory, in bytes."""
    return len(page.packed) + 60 * len(page.keys) + 2_500
