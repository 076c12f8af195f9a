"""What parent and children of a worker share: memory that is read while it is written, and signals around a fork."""

import errno
import os
import signal
from types import SimpleNamespace

import pytest

from outbox import forking, supervisor
from outbox.board import child_statuses


def test_a_number_is_read_whole_while_another_process_writes_it():
    [status] = child_statuses(1)
    status.extend_deadline(for_seconds=60)
    status.sign_on(2**40 + 1)

    def write() -> None:
        for _ in range(1_000_000):
            status.extend_deadline(for_seconds=60)
            status.sign_on(2**40 + 1)

    pid = forking.start(write)
    try:
        read = {(status.is_in_time, status.worker) for _ in range(200_000)}
    finally:
        forking.kill(pid)
        os.waitpid(pid, 0)
    assert read == {(True, 2**40 + 1)}


def test_a_fork_that_fails_leaves_the_worker_able_to_hear(monkeypatch):
    def refuse() -> int:
        raise BlockingIOError(errno.EAGAIN, "no process left")

    monkeypatch.setattr(os, "fork", refuse)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [])
    try:
        with pytest.raises(BlockingIOError):
            forking.start(lambda: None)
        assert signal.pthread_sigmask(signal.SIG_BLOCK, []) == before
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@pytest.mark.parametrize("has_signed_on", [False, True])
def test_a_child_that_ends_at_once_is_started_later_each_time_and_after_a_long_life_soon(monkeypatch, has_signed_on):
    clock = SimpleNamespace(monotonic=lambda: clock.now, now=1000.0)
    monkeypatch.setattr(supervisor, "time", clock)
    monkeypatch.setattr(forking, "start", lambda work: 1)
    [status] = child_statuses(1)
    child = supervisor.Child("house", status=status, run=lambda ended_workers: None)

    def pause_after(life: float) -> int:
        child.start()
        status.sign_on(int(has_signed_on))
        clock.now += life
        child.ended(how="exit 1")
        return round(child.start_at - clock.now)

    at_once = [pause_after(0.1) for _ in range(8)]
    assert at_once == ([1] * 8 if has_signed_on else [1, 2, 4, 8, 16, 32, 60, 60])
    assert pause_after(3600) == 1
    assert pause_after(0.1) == (1 if has_signed_on else 2)
