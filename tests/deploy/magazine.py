"""The application under granian and its worker, as real processes on the test's database."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.toolchain.processes import free_port, status, until

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def running(words: list[str], *, environment: Mapping[str, str], log: Path) -> Iterator[subprocess.Popen]:
    with log.open("wb") as output:
        process = subprocess.Popen(
            words,
            cwd=ROOT,
            env=os.environ | environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                pull_the_plug(process)


def pull_the_plug(process: subprocess.Popen) -> None:
    """End it with all its children, without a word."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@contextmanager
def application(
    *, environment: Mapping[str, str], log: Path, more: Sequence[str] = ()
) -> Iterator[tuple[int, subprocess.Popen]]:
    """Its port and its process, with `more` options of the server."""
    collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "-v0"]
    subprocess.run(collect, cwd=ROOT, env=os.environ | environment, check=True, timeout=120)
    port = free_port()
    words = [
        *(str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--host", "127.0.0.1"),
        *("--port", str(port), "--workers", "2", "--blocking-threads", "32", "--backpressure", "512", "--http", "1"),
        *("--no-ws", "--respawn-failed-workers", "--workers-kill-timeout", "5", *more, "thoidai.wsgi:application"),
    ]
    with running(words, environment=environment, log=log) as process:
        until(lambda: status(f"http://127.0.0.1:{port}/-/ready") == 200, seconds=60, what="the application")
        yield port, process


@contextmanager
def worker(*, environment: Mapping[str, str], log: Path) -> Iterator[subprocess.Popen]:
    with running([sys.executable, "manage.py", "run_worker"], environment=environment, log=log) as process:
        yield process
