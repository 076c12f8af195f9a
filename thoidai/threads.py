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


class Estate:
    """All that requests leave in one thread: connections, context variables and thread-locals."""

    def __init__(self) -> None:
        self.context = Context()
        self._locals = _locals_of_this_thread()
        self._connections: Sequence[BaseDatabaseWrapper] = connections.all()

    def run(self, act: Callable[..., T], *args: Any) -> T:
        """What `act` returns. The context variables that it sets lie here instead of in the thread."""
        return self.context.run(act, *args)

    def close(self) -> None:
        """Close what is open, from another thread, after the end of this one."""
        for connection in self._connections:
            with suppress(Exception):  # the database has gone
                connection.inc_thread_sharing()
                connection.close()


class Sign:
    """A thread's sign of life. The thread alone holds it, and it ends with the thread, without a word."""

    __slots__ = ("__weakref__", "estate")

    def __init__(self, estate: Estate) -> None:
        self.estate = estate


class Registry:
    """The estates of all threads. What dead threads left goes at the next request that a living one gets.

    Neither numbers nor `threading` can tell which threads live: the server's threads are not Python's, and the numbers
    of dead ones are given to new ones. A weak reference without a callback can.
    """

    def __init__(self) -> None:
        self._sign: ContextVar[Sign] = ContextVar("sign_of_life")
        self._estates: list[tuple[weakref.ref[Sign], Estate]] = []
        self._lock = threading.Lock()

    def estate(self) -> Estate:
        """That of the thread which asks."""
        sign = self._sign.get(None)
        if sign is None:
            sign = Sign(Estate())
            self._sign.set(sign)
            with self._lock:
                self._estates.append((weakref.ref(sign), sign.estate))
        return sign.estate

    def bury_the_dead(self) -> int:
        """Close what dead threads left. Returns how many threads those were."""
        if all(sign() is not None for sign, _estate in self._estates):
            return 0
        with self._lock:
            dead = [estate for sign, estate in self._estates if sign() is None]
            self._estates = [each for each in self._estates if each[1] not in dead]
        for estate in dead:
            estate.close()
        return len(dead)


def outliving(application: Whole, *, registry: Registry | None = None) -> Whole:
    """The application, nothing of which is destroyed by a thread that ends."""
    of_process = registry or Registry()

    def called(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        of_process.bury_the_dead()
        return of_process.estate().run(application, environ, start_response)

    return called


_dictionary = ctypes.pythonapi.PyThreadState_GetDict
_dictionary.restype = ctypes.c_void_p  # borrowed: `cast` takes a reference of its own, a py_object would not


def _locals_of_this_thread() -> dict[Any, Any]:
    """Where Python keeps the `threading.local` values of this thread, ours and those of every library.

    Who holds it holds them all, whether the thread lives or not (up to Python 3.12: tests/thoidai/test_threads.py).
    """
    held: dict[Any, Any] = ctypes.cast(_dictionary(), ctypes.py_object).value
    return held
