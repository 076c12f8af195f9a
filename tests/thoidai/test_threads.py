"""What requests leave in a thread: no code of it runs when the thread ends, and nothing of it stays open."""

import _thread
import gc
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextvars import ContextVar
from pathlib import Path

import pytest
from django.core.cache import caches
from django.db import Error, connection

from tests.thoidai.foreign_threads import in_a_foreign_thread
from thoidai.threads import ThreadStates, with_state_outside_threads

pytestmark = pytest.mark.django_db(transaction=True)

LOCAL = threading.local()
VARIABLE: ContextVar[object] = ContextVar("of_a_library")


@pytest.fixture(autouse=True)
def no_collector() -> Iterator[None]:
    """Nothing here may depend on when Python collects garbage."""
    gc.disable()
    yield
    gc.enable()


class Loud:
    """Says on which thread it was destroyed."""

    def __init__(self, heard: list[int]) -> None:
        self.heard = heard

    def __del__(self) -> None:
        self.heard.append(_thread.get_ident())


def answered(application, *, states: ThreadStates) -> None:
    assert with_state_outside_threads(application, states=states)({}, lambda *said: None) == [b"ok"]


def asked_in_a_thread(application, *, states: ThreadStates, times: int = 1) -> None:
    def ask() -> None:
        for _ in range(times):
            answered(application, states=states)

    in_a_foreign_thread(ask)


def test_nothing_is_destroyed_by_the_thread_that_ends() -> None:
    heard: list[int] = []

    def application(environ, start_response):
        LOCAL.value = Loud(heard)
        VARIABLE.set(Loud(heard))
        return [b"ok"]

    states = ThreadStates()
    asked_in_a_thread(application, states=states)
    assert heard == []
    assert states.close_ended() == 1
    assert heard == [_thread.get_ident()] * 2


def test_a_dead_thread_s_connection_is_closed_by_the_next_request_of_a_living_one() -> None:
    held = []

    def application(environ, start_response):
        connection.ensure_connection()
        held.append(connection.connection)
        held[-1].execute("SELECT 1")
        return [b"ok"]

    states = ThreadStates()
    asked_in_a_thread(application, states=states)
    held[0].execute("SELECT 1")  # not by the thread itself
    answered(lambda environ, start_response: [b"ok"], states=states)
    with pytest.raises((Error, connection.Database.Error)):
        held[0].execute("SELECT 1")


def test_connections_do_not_grow_in_number_with_the_threads_that_come_and_go() -> None:
    held = []

    def application(environ, start_response):
        connection.ensure_connection()
        held.append(connection.connection)
        return [b"ok"]

    states = ThreadStates()
    for _ in range(20):
        asked_in_a_thread(application, states=states)
    assert len(held) == 20
    assert sum(map(is_open, held)) == 1
    states.close_ended()


def is_open(its) -> bool:
    try:
        its.execute("SELECT 1")
    except (Error, connection.Database.Error):
        return False
    return True


def test_a_thread_keeps_its_connection_and_its_caches_from_request_to_request() -> None:
    held = []

    def application(environ, start_response):
        connection.ensure_connection()
        held.append((connection.connection, caches["default"]))
        return [b"ok"]

    states = ThreadStates()
    asked_in_a_thread(application, states=states, times=2)
    assert held[0] == held[1]
    states.close_ended()


def test_the_living_keep_theirs() -> None:
    states = ThreadStates()
    answered(lambda environ, start_response: [b"ok"], states=states)
    assert states.close_ended() == 0
    assert states.of_this_thread() is states.of_this_thread()


PROGRAM = """
import sqlite3, sys, threading
sys.path.insert(0, ".")
from tests.thoidai.foreign_threads import in_a_foreign_thread

class Closing:
    def __init__(self):
        self.connection = sqlite3.connect(":memory:")
        self.connection.create_function("f", 1, str)
    def __del__(self):
        self.connection.close()

local = threading.local()
for _ in range(20):
    in_a_foreign_thread(lambda: setattr(local, "connection", Closing()))
"""


def test_why_python_dies_of_a_connection_of_sqlite_that_is_closed_by_a_thread_which_ends() -> None:
    """The day this says 0, Python or SQLite has learnt it."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=Path(__file__).resolve().parents[2], capture_output=True, timeout=60
    )
    assert done.returncode < 0, done.stderr
