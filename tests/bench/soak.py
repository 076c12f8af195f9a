"""Bursts of readers with pauses, for minutes: whether a worker dies, a connection is refused, or something grows.

    .venv/bin/python -m tests.bench.soak --minutes 12                       # the demo on SQLite
    .venv/bin/python -m tests.bench.soak --minutes 12 --database postgres://user@host/soak --redis redis://host/15

The server lets a thread go that was idle for 30 seconds, so the pauses are longer than that: each ends the threads of
the burst before it. The demo is written into the database when it is empty. Ends with 1 if anything went wrong.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from tests.bench.processes import backends, family
from tests.deploy.magazine import ROOT, application, worker

AT_ONCE = 16
IN_A_BURST = 96
PAUSE = 35.0  # seconds
PAGES = (
    "/",
    "/tim-kiem/?q=huu+nghi+{}",
    "/tinh-thanh/",
    "/su-kien/",
    "/quan-tri/login/",
    "/-/ready",
    "/khong-co-{}.html",
)


@dataclass
class Story:
    """What happened to the server."""

    port: int
    pid: int
    database: str  # its name, if PostgreSQL
    workers: set[int] = field(default_factory=set)
    deaths: int = 0
    answers: Counter = field(default_factory=Counter)

    def look(self) -> None:
        """Count the workers that are no longer there."""
        now = workers_of(self.pid)
        self.deaths += len(self.workers - now)
        self.workers = now

    def burst(self, numbers: range) -> None:
        with ThreadPoolExecutor(AT_ONCE) as pool:
            self.answers.update(pool.map(self._ask, numbers))

    def _ask(self, number: int) -> int | str:
        url = f"http://127.0.0.1:{self.port}{PAGES[number % len(PAGES)].format(number)}"
        try:
            with urllib.request.urlopen(url, timeout=30) as answer:
                answer.read()
                return int(answer.status)
        except urllib.error.HTTPError as error:
            with error:
                return error.code
        except OSError as error:
            return f"no answer: {type(getattr(error, 'reason', error)).__name__}"

    def __str__(self) -> str:
        memory = " + ".join(f"{resident(pid):.0f}" for pid in sorted(self.workers))
        held = f", {len(backends(self.database))} connections of PostgreSQL" if self.database else ""
        return f"deaths {self.deaths}, answers {dict(sorted(self.answers.items(), key=str))}, {memory} MB{held}"

    @property
    def is_well(self) -> bool:
        """Pages, not found ones, and nothing else; 503, which a crowd is told that is too large, for one in twenty."""
        refused = self.answers[503] / max(self.answers.total(), 1)
        return not self.deaths and set(self.answers) <= {200, 404, 503} and self.answers[200] > 0 and refused <= 0.05


def workers_of(pid: int) -> set[int]:
    """The worker processes of a server: its descendants that answer requests."""
    return {each for each in family(pid) - {pid} if b"granian" in (Path("/proc") / str(each) / "cmdline").read_bytes()}


def resident(pid: int) -> float:
    """Megabytes."""
    pages = int((Path("/proc") / str(pid) / "statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=12)
    parser.add_argument("--database", default="", help="SQLite when empty")
    parser.add_argument("--redis", default="")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="soak-") as directory:
        place = Path(directory)
        environment = {
            "DEMO": "1",
            "LOG_LEVEL": "ERROR",
            "LIMIT_SEARCH": "0",
            "VAR_DIR": directory,
            "REDIS_URL": options.redis,
            "DATABASE_URL": options.database or f"sqlite:///{place / 'soak.sqlite3'}",
        }
        sys.exit(not soak(environment, place=place, minutes=options.minutes))


def soak(environment: dict[str, str], *, place: Path, minutes: float) -> bool:
    """Whether all went well."""
    for step in (["migrate", "-v0"], ["sync_roles"], ["seed_demo"]):
        subprocess.run(
            [sys.executable, "manage.py", *step],
            cwd=ROOT,
            env=os.environ | environment,
            check=step != ["seed_demo"],  # it refuses where there are stories
            stdout=subprocess.DEVNULL,
        )
    url = environment["DATABASE_URL"]
    database = url.partition("?")[0].rpartition("/")[2] if url.startswith("postgres") else ""
    log = place / "log"
    with (
        application(environment=environment, log=log) as (port, process),
        worker(environment=environment, log=place / "worker.log"),
    ):
        story = Story(port, process.pid, database, workers_of(process.pid))
        end = time.monotonic() + 60 * minutes
        for number in count():
            story.burst(range(number * IN_A_BURST, (number + 1) * IN_A_BURST))
            story.look()
            print(f"after burst {number + 1}: {story}", flush=True)
            if time.monotonic() >= end:
                break
            time.sleep(PAUSE)
            story.look()
        print(f"at the end: {story}")
    if not story.is_well:
        print(log.read_text()[-3000:])
    return story.is_well


if __name__ == "__main__":
    main()
