"""What parent and children of a worker share: memory that is read while it is written, and signals around a fork."""

import errno
import os
import signal

import pytest

from outbox import forking
from outbox.board import lines


def test_a_number_is_read_whole_while_another_process_writes_it():
    [line] = lines(1)
    line.heard(for_seconds=60)
    line.sign_on(2**40 + 1)

    def write() -> None:
        for _ in range(1_000_000):
            line.heard(for_seconds=60)
            line.sign_on(2**40 + 1)

    pid = forking.start(write)
    try:
        read = {(line.is_in_time, line.worker) for _ in range(200_000)}
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
