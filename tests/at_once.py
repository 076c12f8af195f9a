"""Two connections at one row: the second asks while the first holds it, and goes on when the first has committed."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from typing import Any

from django.db import close_old_connections, connection, transaction

GIVE_UP = 20  # seconds


def while_held(first: Callable[[], Any], then: Callable[[], Any]) -> tuple[Any, Any]:
    """What two acts return, or the exception that `then` ends with. `first` has done its work and not yet committed
    when `then` begins; it commits when `then` waits for a lock (or has come to its end without one).
    """
    done, may_commit = Event(), Event()

    def hold() -> Any:
        with transaction.atomic():
            try:
                return first()
            finally:
                done.set()
                may_commit.wait(GIVE_UP)

    with ThreadPoolExecutor(2) as threads:
        one = threads.submit(_run, hold)
        done.wait(GIVE_UP)
        two = threads.submit(_run, then)
        _until(lambda: two.done() or _somebody_waits())
        may_commit.set()
        return one.result(GIVE_UP), _outcome(two)


def waits(held: Callable[[], Any], act: Callable[[], Any]) -> bool:
    """Does an act wait for what another transaction holds?"""
    holding, may_end = Event(), Event()

    def hold() -> None:
        with transaction.atomic():
            held()
            holding.set()
            may_end.wait(GIVE_UP)

    with ThreadPoolExecutor(2) as threads:
        threads.submit(_run, hold)
        holding.wait(GIVE_UP)
        other = threads.submit(_run, act)
        _until(lambda: other.done() or _somebody_waits())
        waited = not other.done()
        may_end.set()
        _outcome(other)
    return waited


def _run(act: Callable[[], Any]) -> Any:
    try:
        return act()
    finally:
        connection.close()


def _outcome(future: "Future[Any]") -> Any:
    error = future.exception(GIVE_UP)
    return error if error else future.result()


def _somebody_waits() -> bool:
    close_old_connections()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' LIMIT 1"
        )
        return cursor.fetchone() is not None


def _until(condition: Callable[[], bool]) -> None:
    last = time.monotonic() + GIVE_UP
    while not condition() and time.monotonic() < last:
        time.sleep(0.02)
