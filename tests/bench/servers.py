"""Real servers for a time: granian as production runs it, and nginx with one plain file."""

import gzip
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.processes import Watch, backends, family

ROOT = Path(__file__).resolve().parents[2]
WORKERS = 2
COMMON = {"DEMO": "1", "TRUSTED_PROXIES": "1", "LOG_LEVEL": "ERROR", "CONN_MAX_AGE": "3600"}
NGINX = """
worker_processes 2; pid {place}/nginx.pid; error_log {place}/error.log; daemon off;
events {{ worker_connections 256; }}
http {{
    access_log off; gzip_static on; default_type text/html; open_file_cache max=100; keepalive_requests 1000000;
    client_body_temp_path {place}/body; proxy_temp_path {place}/proxy; fastcgi_temp_path {place}/fastcgi;
    uwsgi_temp_path {place}/uwsgi; scgi_temp_path {place}/scgi;
    server {{ listen 127.0.0.1:{port}; root {place}/files; }}
}}
"""


def prepared(database: str, *, place: Path, page_cache: str) -> dict[str, str]:
    """The environment of servers on a database (SQLite in `place` when empty), which is migrated, with static files."""
    place.mkdir(exist_ok=True)
    url = database or f"sqlite:///{place / 'bench.sqlite3'}"
    environment = COMMON | {"VAR_DIR": str(place), "DATABASE_URL": url, "PAGE_CACHE": page_cache}
    for step in (["migrate", "-v0"], ["collectstatic", "--no-input", "-v0"]):
        subprocess.run([sys.executable, "manage.py", *step], cwd=ROOT, env=os.environ | environment, check=True)
    return environment


@dataclass(frozen=True, slots=True)
class Server:
    """A server that is running. `database` is the name of the one whose backends work for it, if PostgreSQL."""

    base: str
    pid: int = 0  # 0: not ours to count
    database: str = ""

    @contextmanager
    def watched(self) -> Iterator[tuple[Watch, Watch]]:
        """What all its processes use meanwhile, and what its database's backends do."""
        with Watch(self._processes) as own, Watch(self._backends) as of_database:
            yield own, of_database

    def _processes(self) -> set[int]:
        return family(self.pid) if self.pid else set()

    def _backends(self) -> set[int]:
        return backends(self.database) if self.database else set()


@contextmanager
def granian(application: str, *, environment: dict[str, str], log: Path) -> Iterator[Server]:
    """`application` ("module:name") under granian with two workers, as `make run` and the container start it."""
    port = free_port()
    command = [
        *(str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--host", "127.0.0.1"),
        *("--port", str(port), "--workers", str(WORKERS), "--blocking-threads", "32", "--backpressure", "512"),
        *("--http", "1", "--no-ws", "--log-level", "warning", application),
    ]
    url = environment.get("DATABASE_URL", "")
    database = url.partition("?")[0].rpartition("/")[2] if url.startswith("postgres") else ""
    with _running(command, environment=environment, log=log, port=port) as pid:
        yield Server(f"http://127.0.0.1:{port}", pid, database)


@contextmanager
def nginx(*, place: Path, page: bytes) -> Iterator[Server]:
    """One page as a plain file, gzipped beforehand."""
    port = free_port()
    files = place / "files"
    files.mkdir(parents=True, exist_ok=True)
    (files / "page.html").write_bytes(page)
    (files / "page.html.gz").write_bytes(gzip.compress(page, 6))
    config = place / "nginx.conf"
    config.write_text(NGINX.format(place=place, port=port))
    for directory in (place.parent, place):  # nginx reads as another user when root starts it
        directory.chmod(0o755)
    command = [shutil.which("nginx") or "/usr/sbin/nginx", "-p", str(place), "-c", str(config)]
    with _running(command, environment={}, log=place / "nginx.log", port=port) as pid:
        yield Server(f"http://127.0.0.1:{port}", pid)


def read(address: str, **headers: str) -> tuple[int, bytes]:
    """Status and body of one answer."""
    request = urllib.request.Request(address, headers={"User-Agent": "Mozilla/5.0"} | headers)  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextmanager
def _running(command: list[str], *, environment: dict[str, str], log: Path, port: int) -> Iterator[int]:
    with log.open("wb") as written:
        process = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | environment, stdout=written, stderr=subprocess.STDOUT
        )
    try:
        _wait(port, process=process, log=log)
        yield process.pid
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            for pid in family(process.pid):
                os.kill(pid, 9)
            process.wait()


def _wait(port: int, *, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"{process.args!r} did not start: {log.read_text(errors='replace')[-2000:]}")
