"""A word in a file that all processes of a machine share: it changes whenever a change has been numbered."""

import logging
import mmap
import time
from pathlib import Path

from django.conf import settings

log = logging.getLogger(__name__)
SIZE = 8  # bytes


class Bell:
    """The file mapped into memory, so that listening costs no system call."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a+b") as file:
            if file.seek(0, 2) < SIZE:
                file.write(bytes(SIZE))
                file.flush()
            self.word = mmap.mmap(file.fileno(), SIZE)

    def heard(self) -> bytes:
        """What it says now: compare it with what it said before."""
        return self.word[:SIZE]

    def ring(self) -> None:
        self.word[:SIZE] = time.time_ns().to_bytes(SIZE, "little")


_bells: dict[Path, Bell | None] = {}


def ring() -> None:
    """Let every process of this machine look for changes at its next request."""
    bell = of_machine()
    if bell is not None:
        bell.ring()


def of_machine() -> Bell | None:
    """The machine's bell; None where its file cannot be written: then processes look at intervals only."""
    path = Path(settings.PAGE_CACHE_DIR) / "bell"
    if path not in _bells:
        try:
            _bells[path] = Bell(path)
        except OSError:
            log.exception("%s cannot be written: changes are noticed a moment later.", path)
            _bells[path] = None
    return _bells[path]
