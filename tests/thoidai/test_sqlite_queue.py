"""Whoever writes on SQLite comes to the lock in the order of coming, and is told so when it does not come."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from django.db import DatabaseError, OperationalError, connection, connections, transaction

from outbox.models import Worker
from tests.factories import LONG_AGO
from tests.toolchain.processes import until

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="the queue is SQLite's"),
]


def write(name: str) -> None:
    with transaction.atomic():
        Worker.objects.create(name=name, started_at=LONG_AGO, beat_at=LONG_AGO)


def write_alone(name: str) -> None:
    Worker.objects.bulk_create([Worker(name=name, started_at=LONG_AGO, beat_at=LONG_AGO)])


def in_thread(act: Callable[[], object]) -> threading.Thread:
    def run() -> None:
        try:
            act()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def waiting() -> int:
    """How many stand in the queue or look for the lock, as the kernel tells."""
    place = Path(f"{connection.settings_dict['NAME']}-next")
    inode = f":{place.stat().st_ino} "
    return sum(inode in line for line in Path("/proc/locks").read_text().splitlines())


@pytest.mark.parametrize("act", [write, write_alone])
def test_writers_come_in_the_order_in_which_they_asked(act: Callable[[str], None]) -> None:
    threads = []
    with transaction.atomic():
        for number in range(6):
            threads.append(in_thread(lambda name=str(number): act(name)))
            until(lambda: waiting() == len(threads), what="the next in the queue")
    for thread in threads:
        thread.join()
    assert list(Worker.objects.order_by("pk").values_list("name", flat=True)) == list("012345")


def test_whoever_has_just_written_waits_behind_the_others() -> None:
    """Otherwise one who saves again and again keeps all others out."""
    stop = threading.Event()

    def again_and_again() -> None:
        while not stop.is_set():
            with transaction.atomic():
                write("busy")
                time.sleep(0.02)

    busy = in_thread(again_and_again)
    until(lambda: Worker.objects.filter(name="busy").exists(), what="the busy one")
    before = Worker.objects.filter(name="busy").count()
    for number in range(10):
        write(f"patient {number}")
    written = Worker.objects.filter(name="busy").count() - before
    stop.set()
    busy.join()
    assert written <= 20  # two for each of ours, and not hundreds


def test_a_lock_that_does_not_come_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    refused: list[str] = []

    def try_to_write() -> None:
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.05)
        try:
            write("late")
        except OperationalError as error:
            refused.append(str(error))

    with transaction.atomic():
        threads = [in_thread(try_to_write) for _ in range(3)]
        for thread in threads:
            thread.join()  # behind one who gives up, all give up
    assert refused == ["database is locked"] * 3
    write("after")
    assert Worker.objects.get().name == "after"


def test_a_failed_statement_leaves_the_place_free() -> None:
    write_alone("first")
    with pytest.raises(OperationalError), connection.cursor() as cursor:
        cursor.execute("INSERT INTO nowhere VALUES (1)")
    thread = in_thread(lambda: write("second"))
    thread.join(20)
    assert Worker.objects.count() == 2


def test_a_closed_connection_leaves_the_place_free() -> None:
    def breaks_off() -> None:
        with suppress(DatabaseError), transaction.atomic():
            write("half")
            connection.close()

    in_thread(breaks_off).join()
    write("whole")
    assert Worker.objects.get().name == "whole"


@pytest.fixture
def queue_file() -> Iterator[Path]:
    """The file beside the database, which nobody has made yet."""
    path = Path(f"{connection.settings_dict['NAME']}-next")
    connection.close()
    path.unlink(missing_ok=True)
    yield path
    connection.close()
    if path.is_dir():
        path.rmdir()


def test_whoever_only_reads_makes_no_queue(queue_file: Path) -> None:
    assert not Worker.objects.exists()
    assert not queue_file.exists()


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o660])
def test_the_queue_is_open_to_whom_the_database_is(
    queue_file: Path, mode: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever comes first: the service, or root with `migrate`."""
    database = Path(connection.settings_dict["NAME"])
    before = database.stat()
    given: list[tuple[int, int]] = []
    fchown = os.fchown
    monkeypatch.setattr(
        os, "fchown", lambda file, user, group: (given.append((user, group)), fchown(file, user, group))
    )
    database.chmod(mode)
    try:
        write("first")
    finally:
        database.chmod(before.st_mode & 0o777)
    assert queue_file.stat().st_mode & 0o777 == mode
    assert given == [(before.st_uid, before.st_gid)]


def test_a_queue_that_may_not_be_opened_is_a_database_that_cannot_be_written(queue_file: Path) -> None:
    queue_file.mkdir()
    with pytest.raises(OperationalError, match="-next cannot be opened"):
        write("late")
