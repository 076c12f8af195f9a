"""Workers as processes of their own: killed, stopped, several at once."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection

from outbox.models import Message, Worker
from outbox.queue import enqueue

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

PROGRAM = Path(__file__).with_name("worker_process.py")


def until(condition: Callable[[], bool], *, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


@pytest.fixture
def log(tmp_path) -> Path:
    path = tmp_path / "log"
    path.touch()
    return path


@pytest.fixture
def start(log) -> Iterator[Callable[[], subprocess.Popen]]:
    started: list[subprocess.Popen] = []

    def start() -> subprocess.Popen:
        env = os.environ | {
            "TEST_DATABASE_NAME": str(connection.settings_dict["NAME"]),
            "LOG": str(log),
            "LOG_LEVEL": "ERROR",
        }
        started.append(subprocess.Popen([sys.executable, str(PROGRAM)], env=env))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def delivered() -> int:
    return Message.objects.filter(state="done", kind="test.slow").count()


def test_a_worker_killed_in_the_middle_is_succeeded_and_nothing_is_lost(start, log):
    enqueue("test.slow", {"n": 1, "pause": 3}, key="one")
    first = start()
    until(lambda: "begin 1" in log.read_text())
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert Message.objects.running().of("test.slow", key="one").exists()

    start()
    until(lambda: delivered() == 1)
    assert log.read_text().splitlines() == ["begin 1", "begin 1", "end 1"]
    assert Message.objects.get(kind="test.slow").attempts == 2


def test_a_worker_asked_to_stop_finishes_what_it_holds_and_signs_off(start, log):
    enqueue("test.slow", {"n": 1, "pause": 1})
    enqueue("test.slow", {"n": 2, "pause": 1})
    process = start()
    until(lambda: "begin 1" in log.read_text())
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=20) == 0
    assert log.read_text().splitlines() == ["begin 1", "end 1"]
    assert Message.objects.filter(kind="test.slow", state="pending").count() == 1
    assert not Worker.objects.exists()


def test_a_long_delivery_is_not_taken_for_death_and_three_workers_share_without_repeating(start, log):
    for n in range(12):
        enqueue("test.slow", {"n": n, "pause": 3 if n == 0 else 0.1})
    for _ in range(3):
        start()
    until(lambda: delivered() == 12)
    lines = log.read_text().splitlines()
    assert sorted(lines) == sorted([f"begin {n}" for n in range(12)] + [f"end {n}" for n in range(12)])
    assert Worker.objects.last_beat() is not None
