"""A request's body is there before any work begins for it, or the request is refused: few threads ever wait for one."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile
from time import monotonic
from typing import IO, Any

from thoidai.starving import Starving

PLACES = 8  # so many of the server's threads may wait for bodies
QUEUE = 4  # and so many for a place
PATIENCE = 0.5  # seconds; a body that a proxy hands over whole is read in less than a thousandth
GRACE = 10.0  # seconds, and then a body must have come at this pace
PACE = 32 * 1024  # bytes a second
PIECE = 64 * 1024  # bytes read at once
IN_MEMORY = 1024 * 1024  # bytes; the rest lies in a file without a name


class Body:
    """What one request announces: so many bytes of a stream."""

    def __init__(self, stream: Any, *, length: int) -> None:
        self.length = length
        self.received = 0
        self.since = monotonic()
        self.file: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  # the request reads it
        self._stream = stream

    @property
    def is_whole(self) -> bool:
        return self.received == self.length

    @property
    def is_late(self) -> bool:
        return monotonic() - self.since > GRACE + self.received / PACE

    def read(self) -> str:
        """Read it to its end. Returns nothing, or why there is none: it came too slowly, or broke off."""
        try:
            while not self.is_whole:
                part = self._stream.read(min(PIECE, self.length - self.received))
                self.file.write(part)
                self.received += len(part)
                if not self.is_whole and (self.is_late or not part):
                    return "late" if self.is_late else "broken"
            self.file.seek(0)
        except OSError:  # the client has gone, or the disk is full
            return "broken"
        return ""


class Reception:
    """Where bodies are waited for. One a process."""

    def __init__(self, *, places: int = PLACES, queue: int = QUEUE, starving: Starving | None = None) -> None:
        self.starving = starving or Starving(pace=PACE)
        self._places = threading.Semaphore(places)
        self._inside = threading.Semaphore(places + queue)

    def receive(self, body: Body, *, port: int) -> str:
        """Wait for it. Returns nothing, or why the request is refused: "late", "busy" or "broken"."""
        with self._admitted() as is_admitted:
            if not is_admitted:
                return "busy"
            body.since = monotonic()
            with self.starving.watched(body, port=port):
                return body.read()

    @contextmanager
    def _admitted(self) -> Iterator[bool]:
        if not self._inside.acquire(blocking=False):
            yield False
            return
        try:
            is_admitted = self._places.acquire(timeout=PATIENCE)
            try:
                yield is_admitted
            finally:
                if is_admitted:
                    self._places.release()
        finally:
            self._inside.release()


def announced(environ: dict[str, Any]) -> int | None:
    """How many bytes the request says that it brings; None when it does not say how many, and brings some."""
    length = str(environ.get("CONTENT_LENGTH") or "").strip()
    if length.isascii() and length.isdigit() and len(length) < 16:
        return int(length)
    return None if length or environ.get("HTTP_TRANSFER_ENCODING") else 0
