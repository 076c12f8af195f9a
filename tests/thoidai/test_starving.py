"""The connection of a client that keeps a thread waiting is closed; the others are left alone."""

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from thoidai import starving
from thoidai.starving import FAREWELL, Starving


class Late:
    is_late = True

    def __init__(self) -> None:
        self.since = time.monotonic() - 0.3


class InTime(Late):
    is_late = False


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


def looked(server: socket.socket, body: Late, watch: Starving) -> int:
    with watch.watched(body, port=server.getsockname()[1]):
        return watch.look()


def test_a_silent_client_is_let_go_with_an_answer(stack, server) -> None:
    client, ours = connected(stack, server)
    client.sendall(b"POST / HTTP/1.1\r\n")
    time.sleep(0.5)
    assert looked(server, Late(), Starving(pace=100)) == 1
    assert client.recv(1000) == FAREWELL
    ours.recv(1000)
    assert ours.recv(1) == b"", "the thread's wait is over"


def test_nobody_is_while_all_bodies_are_in_time(stack, server) -> None:
    client, _ours = connected(stack, server)
    client.sendall(b"POST / HTTP/1.1\r\n")
    time.sleep(0.5)
    assert looked(server, InTime(), Starving(pace=100)) == 0


def test_nor_who_was_answered_and_keeps_the_connection(stack, server) -> None:
    client, ours = connected(stack, server)
    client.sendall(b"GET / HTTP/1.1\r\n\r\n")
    time.sleep(0.1)
    ours.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    time.sleep(0.5)
    assert looked(server, Late(), Starving(pace=100)) == 0


def test_nor_whose_request_is_in_work_since_it_came(stack, server) -> None:
    client, _ours = connected(stack, server)
    client.sendall(b"GET / HTTP/1.1\r\n\r\n")
    watch = Starving(pace=100)
    with watch.working():
        time.sleep(0.5)
        assert looked(server, Late(), watch) == 0
    assert looked(server, Late(), watch) == 1


def test_nor_the_connections_to_other_ports(stack, server) -> None:
    other = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
    client, _ours = connected(stack, other)
    client.sendall(b"POST / HTTP/1.1\r\n")
    time.sleep(0.5)
    assert looked(server, Late(), Starving(pace=100)) == 0
