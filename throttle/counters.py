"""How often somebody did something in the present stretch of time, counted for all processes together.

Two counters with one promise: `hit` counts one more and says how many there were. In a file that the processes of one
machine map into their memory (nothing to install, about a microsecond, of fixed size whoever comes), or in Redis for
all machines. Both forget by themselves. Nobody's address is kept: names are hashed with the site's secret.
"""

import logging
import mmap
import os
import struct
import time
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Protocol

import redis
from django.conf import settings

log = logging.getLogger(__name__)

SLOTS = 1 << 16
CELL = struct.Struct("=II")  # which stretch of time, how many in it
ROW = SLOTS * CELL.size  # bytes
REDIS_TIMEOUT = 0.2  # seconds
REDIS_REST = 5.0  # seconds during which a Redis that did not answer is not asked again


class Counters(Protocol):
    def hit(self, name: bytes, *, stretch: int, seconds: int) -> int:
        """Count one more for a name in the stretch of so many seconds; how many there are now."""


class FileCounters:
    """Two rows of cells; a name has one cell in each, and the smaller number is right unless both are shared.

    Two processes may now and then write one cell at once and lose a count: who is refused for the 300th or the
    301st request is all the same.
    """

    def __init__(self, path: Path) -> None:
        self._cells = _map(path)

    def hit(self, name: bytes, *, stretch: int, seconds: int) -> int:
        now = stretch & 0xFFFFFFFF
        found = []
        for row in (0, 1):
            place = row * ROW + int.from_bytes(name[row * 4 : row * 4 + 4], "big") % SLOTS * CELL.size
            then, number = CELL.unpack_from(self._cells, place)
            found.append((place, number if then == now else 0))
        number = min(each for _place, each in found) + 1
        for place, each in found:
            if each < number:
                CELL.pack_into(self._cells, place, now, number)
        return number


def _map(path: Path) -> mmap.mmap:
    """The file in memory; where none can be written this process counts for itself."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a+b") as file:
            # Room on the disk now: a page of it that the disk could not take later would end the process (SIGBUS).
            os.posix_fallocate(file.fileno(), 0, 2 * ROW)
            return mmap.mmap(file.fileno(), 2 * ROW)
    except OSError as error:
        log.warning("Requests are counted by each process for itself: %s", error)
        return mmap.mmap(-1, 2 * ROW)


class RedisCounters:
    """In Redis, for all machines; while it does not answer, the machine's own file counts."""

    def __init__(self, url: str, *, otherwise: Counters) -> None:
        self._redis = redis.Redis.from_url(url, socket_timeout=REDIS_TIMEOUT, socket_connect_timeout=REDIS_TIMEOUT)
        self._otherwise = otherwise
        self._ask_again_at = 0.0

    def hit(self, name: bytes, *, stretch: int, seconds: int) -> int:
        if time.monotonic() >= self._ask_again_at:
            key = f"throttle:{name.hex()}:{stretch}"
            try:
                with self._redis.pipeline() as both:
                    both.incr(key)
                    both.expire(key, seconds, nx=True)
                    return int(both.execute()[0])
            except redis.RedisError as error:
                self._ask_again_at = time.monotonic() + REDIS_REST
                log.warning("Redis does not count requests; this machine does: %s", error)
        return self._otherwise.hit(name, stretch=stretch, seconds=seconds)


def hashed(name: str) -> bytes:
    """Eight bytes that nobody can aim at who does not know the site's secret."""
    return blake2b(name.encode(errors="replace"), digest_size=8, key=settings.SECRET_KEY.encode()[:64]).digest()


def counters(rule: str, *, is_common: bool) -> Counters:
    """Where a rule's requests are counted: on this machine, or for all machines if there is a Redis for that."""
    return _counters(rule, str(settings.THROTTLE_ROOT), settings.REDIS_URL if is_common else "")


@lru_cache(maxsize=64)
def _counters(rule: str, root: str, redis_url: str) -> Counters:
    here = FileCounters(Path(root, rule))
    return RedisCounters(redis_url, otherwise=here) if redis_url else here
