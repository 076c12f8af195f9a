"""Counting: in a file for all processes of a machine, in Redis for all machines."""

import errno
import multiprocessing
import time
import uuid

import pytest
import redis
from django.conf import settings as django_settings

from throttle.counters import ROW, FileCounters, RedisCounters, hashed


def hits(counters, name: str = "a", *, times: int = 1, stretch: int = 1) -> int:
    for _each in range(times):
        number = counters.hit(hashed(name), stretch=stretch, seconds=60)
    return number


def test_names_are_counted_apart_and_each_stretch_anew(tmp_path) -> None:
    counters = FileCounters(tmp_path / "x")
    assert hits(counters, "a", times=3) == 3
    assert hits(counters, "b") == 1
    assert hits(counters, "a") == 4
    assert hits(counters, "a", stretch=2) == 1


def test_many_names_hardly_disturb_each_other_and_the_file_does_not_grow(tmp_path) -> None:
    counters = FileCounters(tmp_path / "x")
    found = [hits(counters, f"10.{number // 250}.{number % 250}") for number in range(5000)]
    assert sum(number > 1 for number in found) < 100  # two cells shared by chance: below one in a hundred
    assert (tmp_path / "x").stat().st_size == 2 * ROW


def _count_in_a_process(path) -> None:
    hits(FileCounters(path), times=200)


def test_processes_count_together(tmp_path) -> None:
    context = multiprocessing.get_context("spawn")
    for _each in range(2):
        process = context.Process(target=_count_in_a_process, args=(tmp_path / "x",))
        process.start()
        process.join()
    assert hits(FileCounters(tmp_path / "x")) == 401


def test_the_disk_gives_the_room_at_once_or_the_process_counts_for_itself(tmp_path, caplog, monkeypatch) -> None:
    """On a full disk a hole in the file would end the process at the first count (SIGBUS)."""
    FileCounters(tmp_path / "x")
    assert (tmp_path / "x").stat().st_blocks * 512 >= 2 * ROW

    def full(*args) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("throttle.counters.os.posix_fallocate", full)
    assert hits(FileCounters(tmp_path / "y"), times=2) == 2
    assert "No space left" in caplog.text


def test_where_no_file_can_be_written_the_process_counts_for_itself(tmp_path, caplog) -> None:
    (tmp_path / "file").write_text("")
    counters = FileCounters(tmp_path / "file" / "x")
    assert hits(counters, times=2) == 2
    assert "by each process for itself" in caplog.text


@pytest.mark.parametrize("name", ["", "\0", "\ud800", "a" * 100_000])
def test_any_name_has_a_digest(name: str) -> None:
    assert len(hashed(name)) == 8


@pytest.mark.skipif(not django_settings.REDIS_URL, reason="needs Redis: make test TEST_REDIS_URL=redis://host:6379/15")
def test_redis_counts_for_all_and_forgets(tmp_path) -> None:
    name = uuid.uuid4().hex
    here, there = (RedisCounters(django_settings.REDIS_URL, otherwise=FileCounters(tmp_path / x)) for x in "ab")
    assert hits(here, name, times=3) == 3
    assert hits(there, name) == 4
    kept = redis.Redis.from_url(django_settings.REDIS_URL).ttl(f"throttle:{hashed(name).hex()}:1")
    assert 0 < kept <= 60


def test_without_redis_the_machine_counts_and_nobody_waits_for_it(tmp_path, caplog) -> None:
    counters = RedisCounters("redis://127.0.0.1:1/0", otherwise=FileCounters(tmp_path / "x"))
    assert hits(counters, times=3) == 3
    assert caplog.text.count("does not count") == 1  # not asked again at once
    assert counters._ask_again_at > time.monotonic()
