"""A request's body is there before any work begins for it, or the request is refused: few threads ever wait for one."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from tempfile import SpooledTemporaryFile
from time import monotonic
from typing import IO, Any

from django.conf import settings

from thoidai.starving import SLACK, Starving

PLACES = 8  # so many of the server's threads may wait for bodies
QUEUE = 4  # and so many for a place
PATIENCE = 0.5  # seconds; a body that a proxy hands over whole is read in less than a thousandth
GRACE = 10.0  # seconds, and then a body must have come at this pace
PACE = 32 * 1024  # bytes a second
LONGEST = 15 * 60.0  # seconds for a body as a whole: an original of 80 MB on a line of 0.75 Mbit/s
PIECE = 64 * 1024  # bytes read at once
IN_MEMORY = 1024 * 1024  # bytes; what is larger lies in a file without a name, where uploads lie

log = logging.getLogger(__name__)


class Body:
    """What one request announces: so many bytes of a stream."""

    def __init__(self, stream: Any, *, length: int) -> None:
        self.length = length
        self.received = 0
        self.since = monotonic()
        self.file: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY, dir=settings.FILE_UPLOAD_TEMP_DIR)  # noqa: SIM115  # the request reads it
        self._stream = stream

    @property
    def is_whole(self) -> bool:
        return self.received == self.length

    @property
    def is_late(self) -> bool:
        return monotonic() - self.since > min(GRACE + self.received / PACE, LONGEST)

    def read(self) -> str:
        """Read it to its end. Returns nothing, or why there is none: "late", "broken" off, or the disk is "full"."""
        while not self.is_whole:
            try:
                part = self._stream.read(min(PIECE, self.length - self.received))
            except OSError:  # the client has gone
                return "broken"
            self.received += len(part)
            if not self._keep(part):
                return "full"
            if not self.is_whole and (self.is_late or not part):
                return "late" if self.is_late else "broken"
        return ""

    def _keep(self, part: bytes) -> bool:
        try:
            self.file.write(part)
            if self.is_whole:
                self.file.seek(0)
        except OSError as error:
            log.error("No room for what is sent to us: %s", error)
            with suppress(OSError):  # it would try to write the rest
                self.file.close()
            return False
        return True


class Reception:
    """Where bodies are waited for. One a process."""

    def __init__(self, *, places: int = PLACES, queue: int = QUEUE, starving: Starving | None = None) -> None:
        self.starving = starving or Starving(pace=PACE, grace=GRACE + SLACK)
        self._places = threading.Semaphore(places)
        self._inside = threading.Semaphore(places + queue)

    def receive(self, body: Body, *, port: int) -> str:
        """Wait for it. Returns nothing, or why the request is refused: "late", "busy", "broken" or "full"."""
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
