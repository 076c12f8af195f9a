"""No code runs at a thread's end: what requests left in a thread is closed by a living one.

The server lets threads go that were idle for half a minute. Python takes such a thread's state apart while it destroys
what the thread still holds, and whatever runs then (a finalizer, a callback of SQLite or of a weak reference) may bring
the process down. Connections must not stay open either: three bursts of readers with pauses between them took all
hundred connections of a PostgreSQL.
"""

import ctypes
import threading
import weakref
from collections.abc import Callable, Sequence
from contextlib import suppress
from contextvars import Context, ContextVar
from typing import Any, TypeVar

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from thoidai.reception import Whole

T = TypeVar("T")


class ThreadState:
    """All that requests leave in one thread: connections, context variables and thread-locals."""

    def __init__(self) -> None:
        self.context = Context()
        self._locals = _locals_of_this_thread()
        self._connections: Sequence[BaseDatabaseWrapper] = connections.all()

    def run(self, act: Callable[..., T], *args: Any) -> T:
        """What `act` returns. The context variables that it sets lie here instead of in the thread."""
        return self.context.run(act, *args)

    def close_connections(self) -> None:
        """Close what is open, from another thread, after the end of this one."""
        for connection in self._connections:
            with suppress(Exception):  # the database has gone
                connection.inc_thread_sharing()
                connection.close()


class AliveMark:
    """A thread's sign of life. The thread alone holds it, and it ends with the thread, without a word."""

    __slots__ = ("__weakref__", "state")

    def __init__(self, state: ThreadState) -> None:
        self.state = state


class ThreadStates:
    """The states of all threads. What dead threads left goes at the next request that a living one gets.

    Neither numbers nor `threading` can tell which threads live: the server's threads are not Python's, and the numbers
    of dead ones are given to new ones. A weak reference without a callback can.
    """

    def __init__(self) -> None:
        self._mark: ContextVar[AliveMark] = ContextVar("alive_mark")
        self._states: list[tuple[weakref.ref[AliveMark], ThreadState]] = []
        self._lock = threading.Lock()

    def of_this_thread(self) -> ThreadState:
        """That of the thread which asks."""
        mark = self._mark.get(None)
        if mark is None:
            mark = AliveMark(ThreadState())
            self._mark.set(mark)
            with self._lock:
                self._states.append((weakref.ref(mark), mark.state))
        return mark.state

    def close_ended(self) -> int:
        """Close what dead threads left. Returns how many threads those were."""
        if all(mark() is not None for mark, _state in self._states):
            return 0
        with self._lock:
            ended = [state for mark, state in self._states if mark() is None]
            self._states = [each for each in self._states if each[1] not in ended]
        for state in ended:
            state.close_connections()
        return len(ended)


def with_state_outside_threads(application: Whole, *, states: ThreadStates | None = None) -> Whole:
    """The application, nothing of which is destroyed by a thread that ends."""
    known = states or ThreadStates()

    def called(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        known.close_ended()
        return known.of_this_thread().run(application, environ, start_response)

    return called


_dictionary = ctypes.pythonapi.PyThreadState_GetDict
_dictionary.restype = ctypes.c_void_p  # borrowed: `cast` takes a reference of its own, a py_object would not


def _locals_of_this_thread() -> dict[Any, Any]:
    """Where Python keeps the `threading.local` values of this thread, ours and those of every library.

    Who holds it holds them all, whether the thread lives or not (up to Python 3.12: tests/thoidai/test_threads.py).
    """
    held: dict[Any, Any] = ctypes.cast(_dictionary(), ctypes.py_object).value
    return held
