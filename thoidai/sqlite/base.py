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
from contextlib import contextmanager, suppress
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
        return self.wrapper.when_unlocked(run) if writes_alone else run()


class DatabaseWrapper(base.DatabaseWrapper):
    """The setting `timeout` says for how many seconds a writer waits."""

    _queue_file: int | None = None  # the open file on which the place is locked, once something was written

    def get_new_connection(self, conn_params: dict[str, Any]) -> sqlite3.Connection:
        connection = super().get_new_connection(conn_params)
        connection.execute("PRAGMA busy_timeout = 0")  # from here on `when_unlocked` waits
        return connection

    def create_cursor(self, name: str | None = None) -> Cursor:
        cursor: Cursor = self.connection.cursor(factory=Cursor)
        cursor.wrapper = self
        return cursor

    def when_unlocked(self, run: Callable[[], Any]) -> Any:
        """Run what takes the lock as soon as those who came before have had it, or raise OperationalError."""
        give_up_at = time.monotonic() + self.settings_dict["OPTIONS"].get("timeout", PATIENCE)
        with self._at_the_head():
            while True:
                try:
                    return run()
                except (sqlite3.OperationalError, OperationalError) as error:
                    if not _is_busy(error) or time.monotonic() >= give_up_at:
                        raise
                time.sleep(BETWEEN_LOOKS)

    def _start_transaction_under_autocommit(self) -> None:
        self.when_unlocked(super()._start_transaction_under_autocommit)  # type: ignore[misc]

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            if self._queue_file is not None:
                os.close(self._queue_file)
                self._queue_file = None

    @contextmanager
    def _at_the_head(self) -> Iterator[None]:
        """Whoever stands there gives up in time if the lock does not come: so nobody waits here for ever."""
        if self.is_in_memory_db():
            yield
            return
        if self._queue_file is None:
            self._queue_file = _open_queue_file(os.fspath(self.settings_dict["NAME"]))
        fcntl.flock(self._queue_file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(self._queue_file, fcntl.LOCK_UN)


def _open_queue_file(database: str) -> int:
    """Open it, and make it where it is missing, for whoever may write into the database: root's `migrate` must not lock
    the service out. Raises OperationalError where we may not.
    """
    name = f"{database}-next"
    try:
        file = os.open(name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        raise OperationalError(f"{name} cannot be opened: {error.strerror}") from error
    with suppress(OSError):  # the file is somebody else's, or there is no database yet
        like = os.stat(database)
        os.fchown(file, like.st_uid, like.st_gid)
        os.fchmod(file, like.st_mode & 0o777)
    return file


def _is_busy(error: Exception) -> bool:
    code = getattr(error.__cause__ or error, "sqlite_errorcode", 0)
    return code & 0xFF == sqlite3.SQLITE_BUSY and code != SNAPSHOT
