"""Browsers keep their connections open for a while: those who do nothing keep nobody out.

granian's `--backpressure` counts connections, not requests (its own words say otherwise): with 64 and two workers, a
hundred and twenty-eight idle browsers closed the house for everybody else.
"""

import re
import socket
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.deploy.magazine import ROOT, application
from tests.toolchain.processes import database_url

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
IDLE = 200
STARTED_IN = ("Makefile", "Dockerfile", "docker-compose.yml", "docs/operations.md", "tests/deploy/magazine.py")
ASKED = b"GET /-/ready HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


def test_two_hundred_idle_connections_keep_nobody_out(tmp_path) -> None:
    environment = {"DATABASE_URL": database_url(), "VAR_DIR": str(tmp_path / "var"), "DEMO": "1"}
    with application(environment=environment, log=tmp_path / "log") as (port, _process), ExitStack() as stack:
        for _ in range(IDLE + 1):
            connection = stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=20))
            connection.sendall(ASKED)
            assert connection.recv(1000).startswith(b"HTTP/1.1 200")


def test_it_is_started_alike_everywhere() -> None:
    found = {file: _options(ROOT / file) for file in STARTED_IN}
    # Connections of two workers each: below the 1,024 files that a shell allows. Threads: docs/adr/0023.
    wanted = {"backpressure": "512", "blocking-threads": "32", "http": "1", "workers": "2"}
    assert found == dict.fromkeys(STARTED_IN, wanted)


def _options(file: Path) -> dict[str, str]:
    """Of the server, wherever it is started in that file."""
    found = re.findall(r'--(backpressure|blocking-threads|http|workers)"?,? "?(\d+)', file.read_text())
    assert len(set(found)) == len({name for name, _value in found}), "started in two ways"
    return dict(found)
