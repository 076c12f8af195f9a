"""Connections whose clients keep one of our threads waiting for a body are closed: nothing else ends that wait.

A thread that waits in the server for bytes cannot be told to stop, and the server has no deadline for bodies. When the
client's connection ends, the wait ends. Which connection a request came by the server does not say; the kernel says of
each how long ago something was sent and received. While a body is late, one on which nothing was sent for as long as it
is waited for, and which since its request began has brought less than a body must, is waiting for a body, unless a
request is in work that came just then. So each connection is remembered from look to look.
"""

import os
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from time import monotonic, sleep
from typing import Protocol

LOOK = 1.0  # seconds between two looks
SLACK = 5.0  # seconds that a request may have waited for a thread after it came
TCP_INFO_SIZE = 232
FAREWELL = b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


class Waiting(Protocol):
    """A body that a thread waits for."""

    since: float

    @property
    def is_late(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Connection:
    """What the kernel says of one: seconds since it sent and received something, and how many bytes it received."""

    sent: float
    heard: float
    received: int


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look leaves to the next: when the connection's request began at the latest, and what had come by then."""

    since: float
    base: int  # bytes
    received: int  # bytes by now


class Starving:
    """Watches the bodies that are waited for, from a thread that never ends. One a process."""

    def __init__(self, *, pace: int, grace: float) -> None:
        """A request must bring so many bytes a second when so many seconds are over."""
        self.pace, self.grace = pace, grace
        self._seen: dict[tuple[str, str], Seen] = {}
        self._looked = 0.0
        self._numbers = count()
        self._waiting: dict[int, tuple[Waiting, int]] = {}
        self._in_work: dict[int, float] = {}
        self._lock = threading.Lock()
        self._awake = threading.Event()
        self._is_started = False

    @contextmanager
    def working(self) -> Iterator[None]:
        """While a request is in work that waits for no body."""
        number = next(self._numbers)
        self._in_work[number] = monotonic()
        try:
            yield
        finally:
            del self._in_work[number]

    @contextmanager
    def watched(self, body: Waiting, *, port: int) -> Iterator[None]:
        """While a thread waits for a body that comes to a port of ours."""
        number = next(self._numbers)
        self._waiting[number] = (body, port)
        self._awake.set()
        self._start()
        try:
            yield
        finally:
            del self._waiting[number]

    def _start(self) -> None:
        if not self._is_started:
            with self._lock:
                if not self._is_started:
                    self._is_started = True
                    threading.Thread(target=self._look_on_and_on, name="starving", daemon=True).start()

    def _look_on_and_on(self) -> None:
        while True:
            self._awake.wait()
            self._awake.clear()
            while self._waiting:
                sleep(LOOK)
                with suppress(OSError):
                    self.look()

    def look(self) -> int:
        """Close the connections of bodies that are late. Returns how many those were."""
        now, waiting = monotonic(), list(self._waiting.values())
        late = [body.since for body, _port in waiting if body.is_late]
        before, looked, self._seen, self._looked = self._seen, self._looked, {}, now
        closed = 0
        for key, its, connection in _ours({port for _body, port in waiting}):
            known = before.get(key)
            seen = self._seen[key] = self._see(connection, known, now=now, looked=looked)
            if late and connection.sent >= now - max(late) and self._starves_us(connection, known, seen, now=now):
                with suppress(OSError):
                    its.send(FAREWELL, socket.MSG_DONTWAIT)
                with suppress(OSError):
                    its.shutdown(socket.SHUT_RDWR)
                    closed += 1
        return closed

    def _see(self, connection: Connection, known: Seen | None, *, now: float, looked: float) -> Seen:
        if connection.sent < connection.heard:  # its last request was answered
            return Seen(now, connection.received, connection.received)
        if known is None or connection.sent < now - looked:  # begun since the last look; how much has come before?
            base = max(0, connection.received - int(self.pace * self.grace))
            return Seen(now, base, connection.received)
        return Seen(known.since, known.base, connection.received)

    def _starves_us(self, connection: Connection, known: Seen | None, seen: Seen, *, now: float) -> bool:
        if now - seen.since <= self.grace + (seen.received - seen.base) / self.pace:
            return False
        if known and seen.received > known.received:  # it drips: no request is in work that came whole
            return True
        begun = [monotonic() - at for at in list(self._in_work.values())]
        return not any(connection.heard - SLACK <= seconds <= connection.heard + LOOK for seconds in begun)


def _ours(ports: set[int]) -> Iterator[tuple[tuple[str, str], socket.socket, Connection]]:
    """The open connections to these ports of this process, each with both its ends as its name."""
    for name in os.listdir("/proc/self/fd"):
        try:
            if not os.readlink(f"/proc/self/fd/{name}").startswith("socket:"):
                continue
            its = socket.socket(fileno=os.dup(int(name)))
        except OSError:  # closed meanwhile
            continue
        with its:
            try:
                if its.family not in {socket.AF_INET, socket.AF_INET6} or its.getsockname()[1] not in ports:
                    continue
                ends = (str(its.getsockname()), str(its.getpeername()))
                info = its.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, TCP_INFO_SIZE)
            except OSError:  # the one that listens
                continue
            if len(info) >= 136:
                sent, _acked, heard = struct.unpack_from("=3I", info, 44)
                yield ends, its, Connection(sent / 1000, heard / 1000, *struct.unpack_from("=Q", info, 128))
