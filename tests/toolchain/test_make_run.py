"""`make run`, as somebody who has just cloned the project types it."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.toolchain.processes import bare_environment, free_port, status, until

ROOT = Path(__file__).resolve().parents[2]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif("DATABASE_URL" in os.environ, reason="the demo runs on SQLite: tried in that run of the tests"),
    pytest.mark.skipif(sys.prefix == sys.base_prefix, reason="needs a virtual environment: make test"),
]


def make_run(port: int, var: Path, output: Path) -> subprocess.Popen:
    """In a session of its own, which stands for the terminal; the environment of the tests is installed already."""
    words = ["make", "run", f"PORT={port}", f"VENV={sys.prefix}"]
    with output.open("w") as file:
        return subprocess.Popen(
            words,
            cwd=ROOT,
            env=bare_environment() | {"VAR_DIR": str(var)},
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_as_in_a_terminal,
        )


def _as_in_a_terminal() -> None:
    """Whoever starts the tests in the background has them ignore Ctrl-C, and so would the shell of `make run`."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def press_ctrl_c(process: subprocess.Popen) -> None:
    os.killpg(process.pid, signal.SIGINT)
    process.wait(timeout=90)


def rows(var: Path, query: str) -> list[tuple]:
    with sqlite3.connect(var / "thoidai.sqlite3", timeout=20) as database:
        return database.execute(query).fetchall()


def read(url: str) -> str:
    with urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310
        return answer.read().decode()


@pytest.fixture
def var(tmp_path):
    return tmp_path / "var"


def test_site_desk_and_worker_start_and_stop_together(var, tmp_path):
    port, output = free_port(), tmp_path / "output"
    at = f"http://127.0.0.1:{port}"

    process = make_run(port, var, output)
    try:
        until(lambda: status(f"{at}/-/ready") == 200 or process.poll() is not None, seconds=180, what="make run")
        assert process.poll() is None, output.read_text()
        home = read(f"{at}/")
        assert "<h1" in home
        assert status(f"{at}/quan-tri/login/") == 200
        stylesheets = re.findall(r'href="(/static/[^"]+\.css)"', home)
        assert stylesheets
        assert all(re.search(r"\.[0-9a-f]{12}\.css$", sheet) and status(at + sheet) == 200 for sheet in stylesheets)
        until(lambda: rows(var, "SELECT 1 FROM outbox_worker"), what="the worker's beat")
        assert f"{at}/quan-tri/" in output.read_text()

        taken = subprocess.run(["make", "run", f"PORT={port}"], cwd=ROOT, capture_output=True, text=True)
        assert f"Port {port} is taken" in taken.stdout
    finally:
        press_ctrl_c(process)
    until(lambda: status(f"{at}/-/ready") is None, what="the end of the application")
    assert rows(var, "SELECT 1 FROM outbox_worker") == []

    again = make_run(port, var, output)
    try:
        until(lambda: status(f"{at}/-/ready") == 200, seconds=180, what="the second start")
        assert "Writing the demo magazine" not in output.read_text()
    finally:
        press_ctrl_c(again)
