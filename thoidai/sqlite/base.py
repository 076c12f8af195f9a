"""Django's SQLite, whose writers stand in a queue.

SQLite lets whoever finds the lock taken sleep, longer after every look, up to a tenth of a second. Whoever has just
come looks at once, and finds the lock free more often than whoever has waited long: of twenty colleagues who saved,
some waited for 20 s and were refused while others saved again and again. Here all threads of all processes wait for
one place beside the database (a lock on the file `<database>-next`, which the kernel gives in the order of their
coming); only whoever has the place looks for the database's lock, and leaves the place once that lock is theirs.
"""

import fcntl
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

BETWEEN_LOOKS = 0.003  # seconds
PATIENCE = 5.0  # seconds that a writer waits where the setting `timeout` says nothing, as in Python
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
SNAPSHOT = 517  # SQLITE_BUSY_SNAPSHOT: waiting cannot help a transaction that read before somebody else wrote


class Cursor(base.SQLiteCursorWrapper):
    """A statement that writes by itself, outside of a transaction, queues as a transaction does."""

    wrapper: "DatabaseWrapper"

    def execute(self, query: str, params: Any = None) -> Any:
        return self._queued(query, lambda: base.SQLiteCursorWrapper.execute(self, query, params))

    def executemany(self, query: str, param_list: Any) -> Any:
        rows = list(param_list)  # a generator could be read only once
        return self._queued(query, lambda: base.SQLiteCursorWrapper.executemany(self, query, rows))

    def _queued(self, query: str, run: Callable[[], Any]) -> Any:
        writes_alone = not self.connection.in_transaction and query.lstrip()[:7].upper().startswith(WRITES)
        return self.wrapper.in_queue(run) if writes_alone else run()


class DatabaseWrapper(base.DatabaseWrapper):
    """The setting `timeout` says for how many seconds a writer waits."""

    _place: int | None = None  # the open file on which the place is locked; none for a database in memory

    def get_new_connection(self, conn_params: dict[str, Any]) -> sqlite3.Connection:
        connection = super().get_new_connection(conn_params)
        connection.execute("PRAGMA busy_timeout = 0")  # from here on `in_queue` waits
        if not self.is_in_memory_db():
            name = f"{os.fspath(self.settings_dict['NAME'])}-next"
            self._place = os.open(name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        return connection

    def create_cursor(self, name: str | None = None) -> Cursor:
        cursor: Cursor = self.connection.cursor(factory=Cursor)
        cursor.wrapper = self
        return cursor

    def in_queue(self, run: Callable[[], Any]) -> Any:
        """Run what takes the lock as soon as those who came before have had it, or raise OperationalError."""
        give_up_at = time.monotonic() + self.settings_dict["OPTIONS"].get("timeout", PATIENCE)
        with self._first():
            while True:
                try:
                    return run()
                except (sqlite3.OperationalError, OperationalError) as error:
                    if not _is_busy(error) or time.monotonic() >= give_up_at:
                        raise
                time.sleep(BETWEEN_LOOKS)

    def _start_transaction_under_autocommit(self) -> None:
        self.in_queue(super()._start_transaction_under_autocommit)  # type: ignore[misc]

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            if self._place is not None:
                os.close(self._place)
                self._place = None

    @contextmanager
    def _first(self) -> Iterator[None]:
        """The first in the queue, who gives up in time if the lock does not come: so nobody waits here for ever."""
        if self._place is None:
            yield
            return
        fcntl.flock(self._place, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(self._place, fcntl.LOCK_UN)


def _is_busy(error: Exception) -> bool:
    code = getattr(error.__cause__ or error, "sqlite_errorcode", 0)
    return code & 0xFF == sqlite3.SQLITE_BUSY and code != SNAPSHOT
