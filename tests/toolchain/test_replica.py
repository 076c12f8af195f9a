"""A magazine that reads from a real streaming replica, on the readers' role."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from tests.toolchain.processes import bare_environment, free_port, status, until

ROOT = Path(__file__).resolve().parents[2]
BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_basebackup"))
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not BINARIES, reason="no PostgreSQL here; bring it with: sudo apt-get install postgresql"),
]


class Cluster:
    """Two servers of our own below one directory: a primary and its replica."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.ports = {"primary": free_port(), "replica": free_port()}
        self.as_postgres = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []

    def run(self, program: str, *words: str | Path) -> None:
        path = BINARIES[-1].with_name(program)
        subprocess.run([*self.as_postgres, path, *words], check=True, cwd=self.home, capture_output=True, timeout=120)

    def start(self, name: str) -> None:
        options = f"-h 127.0.0.1 -p {self.ports[name]} -k '' -c fsync=off"
        log = self.home / f"{name}.log"
        self.run("pg_ctl", "start", "--wait", "--pgdata", self.home / name, "--log", log, "--options", options)

    def stop(self, name: str) -> None:
        if (self.home / name / "postmaster.pid").exists():
            self.run("pg_ctl", "stop", "--pgdata", self.home / name, "--mode", "immediate", "--silent")

    def url(self, name: str, user: str) -> str:
        return f"postgres://{user}:lock@127.0.0.1:{self.ports[name]}/postgres"

    def ask(self, name: str, statement: str) -> str:
        words = ["psql", "-XAt", self.url(name, "owner"), "-c", statement]
        return subprocess.run(words, check=True, capture_output=True, text=True, timeout=60).stdout.strip()


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    home = Path(tempfile.mkdtemp(prefix="thoidai-pg-"))
    home.chmod(0o755)
    if os.getuid() == 0:
        shutil.chown(home, "postgres")
    made = Cluster(home)
    try:
        made.run("initdb", "--pgdata", home / "primary", "--auth", "trust", "--username", "owner", "--encoding", "UTF8")
        made.start("primary")
        at = ("--host", "127.0.0.1", "--port", str(made.ports["primary"]), "--username", "owner")
        made.run("pg_basebackup", "--pgdata", home / "replica", *at, "--write-recovery-conf", "--checkpoint", "fast")
        made.start("replica")
        yield made
    finally:
        for name in made.ports:
            made.stop(name)
        shutil.rmtree(home)


def post(url: str, body: str) -> None:
    headers = {"User-Agent": "Mozilla/5.0", "Content-Type": "text/plain", "Sec-Fetch-Site": "same-origin"}
    with urlopen(Request(url, data=body.encode(), headers=headers), timeout=30) as answer:  # noqa: S310
        assert answer.status == 204


def test_pages_come_from_the_replica_and_readings_go_to_the_primary(cluster, tmp_path):
    own = {"DEMO": "1", "VAR_DIR": str(tmp_path / "desk"), "STATIC_ROOT": str(tmp_path / "static")}
    common = bare_environment() | own
    desk = common | {"DATABASE_URL": cluster.url("primary", "owner"), "READER_PASSWORD": "lock"}
    story = ["shell", "--no-imports", "-c", "from tests.factories import make_article; make_article(number=1000001)"]
    for words in (["migrate", "-v0"], ["create_roles"], ["collectstatic", "--no-input", "-v0"], story):
        subprocess.run(["python", "manage.py", *words], cwd=ROOT, env=desk, check=True, timeout=300)
    until(lambda: cluster.ask("replica", "SELECT 1 FROM pg_roles WHERE rolname = 'thoidai_reader'"), what="the replica")
    magazine = common | {
        "WING": "magazine",
        "VAR_DIR": str(tmp_path / "magazine"),
        "DATABASE_URL": cluster.url("primary", "thoidai_reader"),
        "REPLICA_URL": cluster.url("replica", "thoidai_reader"),
    }
    port = free_port()
    at = f"http://127.0.0.1:{port}"
    server = [
        "granian",
        "--interface",
        "wsgi",
        "--port",
        str(port),
        "--blocking-threads",
        "2",
        "thoidai.wsgi:application",
    ]
    process = subprocess.Popen(server, cwd=ROOT, env=magazine, start_new_session=True)
    try:
        until(lambda: status(f"{at}/-/ready") == 200, what="the magazine")
        section = "INSERT INTO articles_section (name, slug, path, position, description, colour, in_menu,"
        section += " is_beside_stories, name_folded) VALUES ('Mới', 'moi', 'moi', 0, '', 0, true, false, 'moi')"
        touched = "UPDATE pagecache_clock SET number = number + 1;"  # made with the story
        touched += " INSERT INTO pagecache_change (number, key, due_at, is_withdrawal)"
        touched += " SELECT number, 'section', now(), false FROM pagecache_clock"
        assert status(f"{at}/moi") == 404
        cluster.ask("primary", section)
        cluster.ask("primary", touched)
        cached_for = 30  # seconds at most, wherever an answer "not there" was kept
        until(lambda: status(f"{at}/moi?lan=2") == 200, seconds=cached_for, what="the section by way of the replica")
        post(f"{at}/-/reading", "1000001")
        assert cluster.ask("primary", "SELECT number FROM readership_reading") == "1000001"
        cluster.stop("primary")  # readers notice nothing but a reading that is not counted
        assert status(f"{at}/-/ready") == 200
        assert status(f"{at}/moi?lan=3") == status(f"{at}/") == 200
        post(f"{at}/-/reading", "1000001")
        assert status(f"{at}/quan-tri/login/") == 404
    finally:
        process.terminate()
        process.wait(timeout=20)
