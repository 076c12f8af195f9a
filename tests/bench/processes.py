"""Processes as the kernel counts them: whose child they are, and the CPU time that they use."""

import os
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

PROC = Path("/proc")
TICK = 1 / os.sysconf("SC_CLK_TCK")
LOOK = 0.2  # seconds between two looks at processes that may end: what one used after the last look is lost with it
# “postgres: 15/main: user database 127.0.0.1(4711) idle”; PostgreSQL's own doings, as vacuuming, serve nobody.
_SERVING = re.compile(r"postgres: (?:\S+: )?\S+ (\S+) (?:\S+\(\d+\)|\[local\]) ")
_HELPING = re.compile(r"postgres: (?:\S+: )?parallel worker for PID (\d+) ")


class Watch:
    """The CPU time that some processes use while it lasts, of those too that begin or end meanwhile.

    Reading before and after would not do: granian lets threads go that were idle for half a minute, and
    the next request closes their connections. What those backends had used before would be subtracted.
    """

    def __init__(self, find: Callable[[], set[int]], *, proc: Path = PROC) -> None:
        self._find, self._proc = find, proc
        self._ticks: dict[tuple[int, str], int] = {}  # at the last look, by number and moment of its beginning
        self._before: dict[tuple[int, str], int] = {}
        self._over = threading.Event()
        self._looking = threading.Thread(target=self._look_again_and_again, daemon=True)

    def __enter__(self) -> "Watch":
        self.look()
        self._before = dict(self._ticks)
        self._looking.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self._looking.join()
        self.look()

    @property
    def seconds(self) -> float:
        """User and system time since it began."""
        return sum(ticks - self._before.get(each, 0) for each, ticks in self._ticks.items()) * TICK

    def look(self) -> None:
        for pid in self._find():
            fields = _fields(pid, proc=self._proc)
            if fields:
                self._ticks[pid, fields[19]] = _spent(fields)

    def _look_again_and_again(self) -> None:
        while not self._over.wait(LOOK):
            self.look()


def family(pid: int, *, proc: Path = PROC) -> set[int]:
    """A process with all its descendants."""
    children: dict[int, list[int]] = {}
    for each in _pids(proc):
        fields = _fields(each, proc=proc)
        if fields:
            children.setdefault(int(fields[1]), []).append(each)
    found, waiting = set(), [pid]
    while waiting:
        each = waiting.pop()
        found.add(each)
        waiting += children.get(each, [])
    return found


def backends(database: str, *, proc: Path = PROC) -> set[int]:
    """PostgreSQL's processes that serve connections to a database of this machine, with those that help them."""
    commands = {pid: _command(pid, proc=proc) for pid in _pids(proc)}
    serving = {pid for pid, command in commands.items() if (found := _SERVING.match(command)) and found[1] == database}
    helping = {
        pid for pid, command in commands.items() if (found := _HELPING.match(command)) and int(found[1]) in serving
    }
    return serving | helping


def _pids(proc: Path) -> Iterator[int]:
    return (int(entry.name) for entry in proc.iterdir() if entry.name.isdigit())


def _fields(pid: int, *, proc: Path) -> list[str]:
    """What /proc/<pid>/stat says after the name, which may hold spaces and brackets; empty when it has ended."""
    try:
        return (proc / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _spent(fields: list[str]) -> int:
    """Ticks of user and system time, those of threads that have ended included."""
    return int(fields[11]) + int(fields[12])


def _command(pid: int, *, proc: Path) -> str:
    try:
        return (proc / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""
