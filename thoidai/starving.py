"""Connections whose clients keep one of our threads waiting for a body are closed: nothing else ends that wait.

A thread that waits in the server for bytes cannot be told to stop, and the server has no deadline for bodies. When the
client's connection ends, the wait ends. Which connection a request came by the server does not say; the kernel says of
each how long ago something was sent and received. One on which nothing was sent for longer than a late body is waited
for, and less received than a body must bring, is waiting for a body, unless a request is in work that came just then.
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


class Starving:
    """Watches the bodies that are waited for, from a thread that never ends. One a process."""

    def __init__(self, *, pace: int) -> None:
        self.pace = pace
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
        late = [(body, port) for body, port in list(self._waiting.values()) if body.is_late]
        if not late:
            return 0
        ports, waited = {port for _body, port in late}, monotonic() - max(body.since for body, _port in late)
        before = {key: connection for key, _socket, connection in _ours(ports)}
        sleep(LOOK)
        closed = 0
        for key, its, connection in _ours(ports):
            known = before.get(key)
            if known and connection.sent >= waited and self._starves_us(known, connection):
                with suppress(OSError):
                    its.send(FAREWELL, socket.MSG_DONTWAIT)
                with suppress(OSError):
                    its.shutdown(socket.SHUT_RDWR)
                    closed += 1
        return closed

    def _starves_us(self, before: Connection, now: Connection) -> bool:
        came = now.received - before.received
        if came:
            return came < self.pace * LOOK
        if now.sent < now.heard:  # its last request was answered
            return False
        begun = [monotonic() - at for at in list(self._in_work.values())]
        return not any(now.heard - SLACK <= seconds <= now.heard + LOOK for seconds in begun)


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
