"""Processes as the kernel counts them: whose child they are, and the CPU time that they have used."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

PROC = Path("/proc")
TICK = 1 / os.sysconf("SC_CLK_TCK")


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


def cpu_seconds(pids: Iterable[int], *, proc: Path = PROC) -> float:
    """User and system time of these processes and of their threads; one that has ended counts nothing."""
    spent = 0
    for pid in pids:
        fields = _fields(pid, proc=proc)
        if fields:
            spent += int(fields[11]) + int(fields[12])
    return spent * TICK


def backends(database: str, *, proc: Path = PROC) -> set[int]:
    """PostgreSQL's processes that serve connections to a database of this machine."""
    return {pid for pid in _pids(proc) if _serves(_command(pid, proc=proc), database)}


def _serves(command: str, database: str) -> bool:
    """“postgres: 15/main: user database 127.0.0.1(4711) idle”."""
    return command.startswith("postgres: ") and f" {database} " in command


def _pids(proc: Path) -> Iterator[int]:
    return (int(entry.name) for entry in proc.iterdir() if entry.name.isdigit())


def _fields(pid: int, *, proc: Path) -> list[str]:
    """What /proc/<pid>/stat says after the name, which may hold spaces and brackets; empty when it has ended."""
    try:
        return (proc / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _command(pid: int, *, proc: Path) -> str:
    try:
        return (proc / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""
