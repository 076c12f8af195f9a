"""Workers as processes of their own: killed, stopped, several at once; deliveries that hang or kill."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection

from outbox.delivery import MAX_ATTEMPTS
from outbox.models import Lane, Message, Worker
from outbox.queue import enqueue

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

PROGRAM = Path(__file__).with_name("worker_process.py")


def until(condition: Callable[[], object], *, seconds: float = 90) -> None:
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
def start(log) -> Iterator[Callable[..., subprocess.Popen]]:
    started: list[subprocess.Popen] = []

    def start(*, grace: float = 2) -> subprocess.Popen:
        env = os.environ | {
            "GRACE": str(grace),
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


def children(process: subprocess.Popen) -> list[int]:
    try:
        return [int(pid) for pid in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]
    except OSError:
        return []


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


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


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_worker_asked_to_stop_finishes_what_it_holds_and_signs_off(start, log, number):
    enqueue("test.slow", {"n": 1, "pause": 1})
    enqueue("test.slow", {"n": 2, "pause": 1})
    process = start()
    until(lambda: "begin 1" in log.read_text())
    process.send_signal(number)
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


def test_a_call_that_hangs_in_c_is_ended_at_its_deadline_and_the_other_lanes_go_on(start, log):
    enqueue("test.hang", {}, key="hangs")
    process = start()
    until(lambda: "hang" in log.read_text())
    hanging = int(log.read_text().split()[1])
    assert hanging in children(process)
    enqueue("test.quick", {"n": 1})
    enqueue("test.slow", {"n": 1, "pause": 0})
    until(lambda: {"quick 1", "end 1"} <= set(log.read_text().splitlines()))
    until(lambda: Message.objects.pending().of("test.hang", key="hangs").exists())
    message = Message.objects.get(kind="test.hang")
    assert (message.attempts, message.last_error) == (1, "Took longer than 2 s.")
    assert message.failing_since is not None
    assert message.due_at > message.failing_since
    assert not is_running(hanging)
    enqueue("test.mail", {"n": 2})
    until(lambda: "mail 2" in log.read_text())
    assert process.poll() is None


def test_a_lane_that_hangs_beats_no_longer_than_its_deadline(start, log):
    """Nobody ends it here: its parent is stopped."""
    enqueue("test.hang", {})
    process = start()
    until(lambda: Worker.objects.filter(lane=Lane.MAIL).exists())
    until(lambda: "hang" in log.read_text())
    process.send_signal(signal.SIGSTOP)
    until(lambda: not Worker.objects.filter(lane=Lane.MAIL).exists())  # taken for dead
    assert set(Worker.objects.values_list("lane", flat=True)) == {Lane.SCHEDULES, Lane.REST}
    assert Message.objects.pending().of("test.hang", key="").exists()
    process.send_signal(signal.SIGCONT)


def test_asked_to_stop_while_something_hangs_a_worker_ends_soon_and_puts_it_back_at_once(start, log):
    enqueue("test.hang.long", {})
    process = start()
    until(lambda: "hang" in log.read_text())
    family = children(process)
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=60) == 0
    assert not any(is_running(pid) for pid in family)
    message = Message.objects.get(kind="test.hang.long")
    assert (message.state, message.attempts, message.failing_since) == ("pending", 0, None)
    assert not Worker.objects.exists()


def test_asked_twice_a_worker_ends_without_waiting(start, log):
    enqueue("test.slow", {"n": 1, "pause": 600})
    process = start(grace=600)
    until(lambda: "begin 1" in log.read_text())
    process.send_signal(signal.SIGTERM)
    time.sleep(0.2)
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=60) == 0
    message = Message.objects.get(kind="test.slow")
    assert (message.state, message.attempts) == ("pending", 0)
    assert "end" not in log.read_text()


def test_a_parent_that_is_killed_takes_its_children_with_it_and_is_succeeded(start, log):
    enqueue("test.hang.long", {}, key="hangs")
    first = start()
    until(lambda: "hang" in log.read_text())
    family = children(first)
    assert len(family) == len(Lane) + 1
    first.send_signal(signal.SIGKILL)
    first.wait()
    until(lambda: not any(is_running(pid) for pid in family))
    assert Message.objects.running().of("test.hang.long", key="hangs").exists()
    start()
    until(lambda: log.read_text().count("hang") == 2)


def test_a_child_that_is_killed_is_started_again(start, log):
    process = start()
    until(lambda: Worker.objects.count() == len(Lane))
    family = children(process)
    for pid in family:
        os.kill(pid, signal.SIGKILL)
    until(lambda: len(set(children(process)) - set(family)) == len(family))
    enqueue("test.slow", {"n": 1, "pause": 0})
    until(lambda: delivered() == 1)
    assert process.poll() is None


def test_a_message_that_kills_its_process_every_time_is_given_up_and_the_others_go_on(start, log):
    enqueue("test.die", {}, key="kills")
    enqueue("test.slow", {"n": 1, "pause": 0})
    start()
    until(lambda: delivered() == 1)
    until(lambda: Message.objects.pending().of("test.die", key="kills").exists())
    message = Message.objects.get(kind="test.die")
    assert (message.attempts, message.last_error) == (1, "The worker died while delivering (signal 11).")
    Message.objects.filter(pk=message.pk).update(attempts=MAX_ATTEMPTS - 1, due_at=message.created_at)
    until(lambda: Message.objects.failed().of("test.die", key="kills").exists())
    assert log.read_text().count("die") == 2
