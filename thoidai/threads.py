"""Threads come and go with the load; the database connections of one that goes are closed with it."""

import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from django.db import connections

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class _Connections:
    """Those of one thread, as long as the thread lives.

    granian lets threads go that were idle for half a minute. Django's connections stand in a circle of references, so
    that each would stay open until Python next looks for such circles: three bursts of readers with pauses between them
    took all hundred connections of a PostgreSQL.
    """

    def __init__(self) -> None:
        self._all = connections.all()

    def __del__(self) -> None:
        for connection in self._all:
            with suppress(Exception):  # the database has gone, or this process is going
                connection.close()


_of_thread = threading.local()


def closing(application: Application) -> Application:
    """The application, each of whose threads closes its connections at its end."""

    def called(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not hasattr(_of_thread, "connections"):
            _of_thread.connections = _Connections()
        return application(environ, start_response)

    return called
