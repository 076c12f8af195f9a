"""The connection of a client that keeps a thread waiting is closed; the others are left alone."""

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress

import pytest

from thoidai import starving
from thoidai.starving import FAREWELL, Starving


class Late:
    is_late = True

    def __init__(self) -> None:
        self.since = time.monotonic() - 0.3


class InTime(Late):
    is_late = False


GRACE = 0.4  # seconds


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def server(stack, monkeypatch) -> socket.socket:
    monkeypatch.setattr(starving, "LOOK", 0.1)
    monkeypatch.setattr(Starving, "_start", lambda self: None)  # the tests look themselves
    return stack.enter_context(socket.create_server(("127.0.0.1", 0)))


def connected(stack: ExitStack, server: socket.socket) -> tuple[socket.socket, socket.socket]:
    """Both ends: the client's, and the one that the server has."""
    client = stack.enter_context(socket.create_connection(server.getsockname(), timeout=10))
    return client, stack.enter_context(server.accept()[0])


def starving_at(pace: int) -> Starving:
    return Starving(pace=pace, grace=GRACE)


def looked(server: socket.socket, *bodies: Late, watch: Starving | None = None, meanwhile=None) -> int:
    """How many connections were closed while somebody looked for longer than they may keep us waiting."""
    watch, closed, port = watch or starving_at(100), 0, server.getsockname()[1]
    with ExitStack() as stack:
        for body in bodies:
            stack.enter_context(watch.watched(body, port=port))
        for _ in range(9):
            closed += watch.look()
            time.sleep(0.1)
            if meanwhile:
                meanwhile()
    return closed


def test_a_silent_client_is_let_go_with_an_answer(stack, server) -> None:
    client, ours = connected(stack, server)
    client.sendall(b"POST / HTTP/1.1\r\n")
    time.sleep(0.5)
    assert looked(server, Late()) == 1
    assert client.recv(1000) == FAREWELL
    ours.recv(1000)
    assert ours.recv(1) == b"", "the thread's wait is over"


def test_nobody_is_while_all_bodies_are_in_time(stack, server) -> None:
    client, _ours = connected(stack, server)
    client.sendall(b"POST / HTTP/1.1\r\n")
    time.sleep(0.5)
    assert looked(server, InTime()) == 0


def test_nor_who_was_answered_and_keeps_the_connection(stack, server) -> None:
    client, ours = connected(stack, server)
    client.sendall(b"GET / HTTP/1.1\r\n\r\n")
    time.sleep(0.1)
    ours.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    time.sleep(0.5)
    assert looked(server, Late()) == 0


def test_nor_whose_request_is_in_work_since_it_came(stack, server) -> None:
    client, _ours = connected(stack, server)
    client.sendall(b"GET / HTTP/1.1\r\n\r\n")
    watch = starving_at(100)
    with watch.working():
        time.sleep(0.5)
        assert looked(server, Late(), watch=watch) == 0
    assert looked(server, Late(), watch=watch) == 1


def test_nor_the_connections_to_other_ports(stack, server) -> None:
    other = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
    client, _ours = connected(stack, other)
    client.sendall(b"POST / HTTP/1.1\r\n")
    time.sleep(0.5)
    assert looked(server, Late()) == 0


def test_who_drips_is_let_go(stack, server) -> None:
    client, _ours = connected(stack, server)
    client.sendall(b"POST / HTTP/1.1\r\n")
    time.sleep(0.5)

    def drip() -> None:
        with suppress(OSError):
            client.sendall(b"x")

    watch = starving_at(100)
    with watch.working():  # somebody else's request, that came just now
        assert looked(server, Late(), watch=watch, meanwhile=drip) == 1


def test_a_body_in_time_beside_a_late_one_may_pause(stack, server) -> None:
    """On a connection that was kept: its last answer is older than the wait for the late body."""
    late, _its = connected(stack, server)
    kept, ours = connected(stack, server)
    kept.sendall(b"GET / HTTP/1.1\r\n\r\n")
    time.sleep(0.05)
    ours.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    late.sendall(b"POST / HTTP/1.1\r\n")
    watch = starving_at(100)
    with watch.watched(InTime(), port=server.getsockname()[1]):
        for _ in range(3):
            watch.look()
            time.sleep(0.1)
    kept.sendall(b"POST / HTTP/1.1\r\n" + b"x" * 60)  # which is worth more than half a second
    assert looked(server, Late(), InTime(), watch=watch) == 1
    assert late.recv(1000) == FAREWELL
    assert looked(server, Late(), watch=watch) == 1, "but not for ever"


def test_what_came_long_ago_buys_no_time(stack, server) -> None:
    client, ours = connected(stack, server)
    client.sendall(b"x" * 10_000)
    ours.recv(20_000)
    ours.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    time.sleep(0.4)
    client.sendall(b"POST / HTTP/1.1\r\n")
    assert looked(server, Late()) == 1
