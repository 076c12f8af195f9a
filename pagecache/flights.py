"""One drawing of a page at a time on a machine, whoever asks: threads and processes alike."""

import fcntl
import os
from hashlib import blake2b
from pathlib import Path
from types import TracebackType

from django.conf import settings

FILES = 4096  # addresses share lock files; two in one file wait for each other, which is rare and harmless


class Flight:
    """The right to draw one address, if nobody has it. A dead process gives it back by dying."""

    def __init__(self, address: str) -> None:
        self._path = Path(settings.PAGE_CACHE_DIR) / "flights" / f"{_number(address):03x}"
        self._file: int | None = None
        self.is_ours = False

    def __enter__(self) -> "Flight":
        try:
            self._file = _open(self._path)
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return self
        except OSError:  # no room, no right: everybody draws
            pass
        self.is_ours = True
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            os.close(self._file)


def _number(address: str) -> int:
    """An address's lock file. Keyed: nobody finds an address that makes the front page's drawing wait for its own."""
    key = settings.SECRET_KEY.encode()[:64]
    digest = blake2b(address.encode(errors="replace"), digest_size=8, key=key, person=b"page's flight").digest()
    return int.from_bytes(digest, "big") % FILES


def _open(path: Path) -> int:
    flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
    try:
        return os.open(path, flags, 0o640)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        return os.open(path, flags, 0o640)
