"""The step that looks for known holes: a hole fails it, silence is said aloud, a broken lock is no silence."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

ROOT = Path(__file__).resolve().parents[2]
HASH = "--hash=sha256:" + "0" * 64
HOLE = {
    "id": "PYSEC-2026-1",
    "summary": "Lets strangers in.",
    "affected": [
        {
            "package": {"name": "leaky", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.1"}]}],
        }
    ],
}
CLEAN = "Looked up: {} of {} packages; none has a hole that is known."
NOBODY = "http://127.0.0.1:9"  # nothing listens there


class Knowing(BaseHTTPRequestHandler):
    """OSV, as far as pip-audit asks it: of "leaky" 1.0 it knows a hole."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        leaks = (asked["package"]["name"], asked["version"]) == ("leaky", "1.0")
        answer = json.dumps({"vulns": [HOLE]} if leaks else {}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def osv() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Knowing)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1/query"
    server.shutdown()
    server.server_close()


def look(tmp_path: Path, *lines: str, osv: str) -> subprocess.CompletedProcess[str]:
    """Run the step on a lock of these lines, where PyPI cannot be reached."""
    lock = tmp_path / "some.lock"
    lock.write_text("".join(f"{line}\n" for line in lines))
    away = {"HTTPS_PROXY": NOBODY, "https_proxy": NOBODY, "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}
    command = [sys.executable, str(ROOT / ".ci/known_holes.py"), str(lock), f"--osv-url={osv}", "--timeout=5"]
    command += [f"--cache-dir={tmp_path / 'cache'}"]
    return subprocess.run(command, env=os.environ | away, capture_output=True, text=True)


def test_a_known_hole_fails_and_is_named_with_its_cure(tmp_path, osv):
    result = look(tmp_path, f"sound==2.0 {HASH}", f"leaky==1.0 {HASH}", osv=osv)
    assert result.returncode == 1, result.stderr
    assert "leaky 1.0: PYSEC-2026-1, cured by 1.1" in result.stdout


def test_packages_without_a_hole_pass(tmp_path, osv):
    elsewhere = f"leaky-for-others==1.0 ; sys_platform == 'no such system' {HASH}"
    result = look(tmp_path, f"sound[extra]==2.0 {HASH}", f"leaky==1.1 {HASH}", elsewhere, osv=osv)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.splitlines() == ["pypi: no answer", CLEAN.format(2, 2)]


def test_a_service_out_of_reach_is_said_and_fails_nothing(tmp_path):
    result = look(tmp_path, f"leaky==1.0 {HASH}", osv=NOBODY)
    assert (result.returncode, result.stderr) == (0, "")
    assert "NOT LOOKED UP, no service told of them: leaky" in result.stdout
    assert CLEAN.format(0, 1) in result.stdout


@pytest.mark.parametrize("line", ["leaky==1.0", f"leaky>=1.0 {HASH}", "no such line"])
def test_a_lock_without_pins_and_hashes_is_no_silence(tmp_path, osv, line):
    result = look(tmp_path, line, osv=osv)
    assert result.returncode == 1
    assert result.stdout.strip()
