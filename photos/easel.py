"""Pictures are decoded and drawn at the easel: in a child process with limits, few at a time on the whole machine.

A job is `{"keep": {"today": ISO day}}` (make the kept original of what was sent), `{"outputs": […]}` (draw a kept
original, see `photos/painter/drawing.py`), or both of one source.
"""

import fcntl
import json
import logging
import os
import signal
import subprocess  # nosec B404  # our own program, no shell
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from shutil import copyfileobj
from time import monotonic, sleep
from typing import IO, Any

from django.conf import settings

logger = logging.getLogger(__name__)
ASK_AGAIN = 0.05  # seconds between two looks at whether another process has finished
RESERVE = 180 * 1024 * 1024  # bytes of the child's memory for itself, the smaller picture and its file
OUT_OF_TIME = {-signal.SIGXCPU, -signal.SIGALRM}
GRACE = 5  # seconds after which a child is killed that its own alarm should have ended


class Busy(Exception):
    """So many pictures are being drawn that this one has no turn now; nothing has happened."""


class Failed(Exception):
    """The picture cannot be drawn; the argument is a code of `photos/refusals.py`."""


@dataclass(frozen=True, slots=True)
class Easel:
    """How many children of a kind a machine has at once, and what each may take."""

    name: str
    places: int
    waiting: int  # at most, in one process: the others are told at once to come again
    cpu_seconds: int
    seconds: int
    most_memory: int | None = None  # bytes, where the picture is known to need less than PICTURE_MEMORY

    @property
    def memory(self) -> int:
        """The child's address space, in bytes."""
        return min(settings.PICTURE_MEMORY, self.most_memory or settings.PICTURE_MEMORY)


# What somebody sent may be anything; what is kept is bounded already.
SENT = Easel("sent", places=1, waiting=6, cpu_seconds=40, seconds=90)
KEPT = Easel("kept", places=2, waiting=10, cpu_seconds=20, seconds=40, most_memory=448 * 1024 * 1024)
PROGRAM = ("-m", "photos.painter")
_places = {easel.name: threading.BoundedSemaphore(easel.places) for easel in (SENT, KEPT)}
_inside = {easel.name: threading.BoundedSemaphore(easel.places + easel.waiting) for easel in (SENT, KEPT)}


@dataclass(frozen=True, slots=True)
class Made:
    """One thing that the child made, and what it said of it."""

    about: dict[str, Any]
    data: bytes


@dataclass(frozen=True, slots=True)
class Place:
    """The right to have one child at work, until the block ends that asked for it."""

    easel: Easel
    lock: int | None  # the descriptor of its lock file; none if lock files cannot be made

    def paint(self, source: IO[bytes], job: dict[str, Any]) -> list[Made]:
        """Have a job done on a picture. Raises Failed, Busy, or OSError where the source cannot be read."""
        easel = self.easel
        limits = {"memory": easel.memory, "cpu_seconds": easel.cpu_seconds, "seconds": easel.seconds}
        if "keep" in job:
            job = job | {"keep": job["keep"] | {"memory": easel.memory - RESERVE}}
        with _as_file(source) as descriptor, _in_memory("painted") as answer:
            status = _run(job | limits, descriptor=descriptor, answer=answer.fileno(), place=self)
            answer.seek(0)
            return _read(answer, status=status)


@contextmanager
def place_at(easel: Easel, *, patience: float) -> Iterator[Place]:
    """A place among the machine's few. Raises Busy after `patience` seconds, or at once where many wait."""
    until = monotonic() + patience
    with ExitStack() as stack:
        if not _inside[easel.name].acquire(blocking=False):
            raise Busy
        stack.callback(_inside[easel.name].release)
        if not _places[easel.name].acquire(timeout=max(0.0, patience)):
            raise Busy
        stack.callback(_places[easel.name].release)
        yield Place(easel, stack.enter_context(_locked(easel, until=until)))


def _run(job: dict[str, Any], *, descriptor: int, answer: int, place: Place) -> int:
    """Start the child and wait for its end, which its own limits bring about; gives its exit status."""
    # Nothing of our environment, which holds secrets; one arena, since the address space is what is limited.
    environment = {"PATH": os.defpath, "LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        child = subprocess.Popen(  # noqa: S603  # nosec B603  # our own program, no shell
            [sys.executable, "-E", "-s", *PROGRAM, json.dumps(job)],
            stdin=descriptor,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            cwd=settings.BASE_DIR,
            env=environment,
            start_new_session=True,  # Ctrl-C at the terminal stops the server, which waits for its pictures
            pass_fds=[] if place.lock is None else [place.lock],  # a child that outlives its server keeps its place
        )
    except OSError as error:  # no memory, no processes left: so it is in a minute
        logger.exception("The process that draws pictures could not be started")
        raise Busy from error
    try:
        return child.wait(timeout=place.easel.seconds + GRACE)
    except BaseException as error:
        child.kill()
        child.wait()
        if isinstance(error, subprocess.TimeoutExpired):
            return child.returncode
        raise


def _read(answer: IO[bytes], *, status: int) -> list[Made]:
    made: list[Made] = []
    while line := answer.readline():
        try:
            about = json.loads(line)
        except ValueError:
            break  # ended while it wrote
        if code := about.get("refused"):
            logger.info("A picture was refused: %s %s", code, about.get("because", ""))
            raise Failed(code)
        if about.get("done"):
            return made
        made.append(Made(about, answer.read(about["bytes"])))
    logger.error("The process that draws pictures ended with %s before it had finished", status)
    raise Failed("slow" if status in OUT_OF_TIME else "crashed")


@contextmanager
def _locked(easel: Easel, *, until: float) -> Iterator[int | None]:
    try:
        files = [_lock_file(f"{easel.name}-{number}") for number in range(easel.places)]
    except OSError:  # no room, no right: then only this process counts
        logger.warning("No locks can be made below %s: each process draws by itself", settings.EASEL_ROOT)
        yield None
        return
    try:
        while True:
            for file in files:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    continue
                yield file
                return
            if monotonic() >= until:
                raise Busy
            sleep(ASK_AGAIN)
    finally:
        for file in files:
            os.close(file)


def _lock_file(name: str) -> int:
    folder = Path(settings.EASEL_ROOT)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return os.open(folder / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)


@contextmanager
def _as_file(source: IO[bytes]) -> Iterator[int]:
    """The source as a descriptor that the child can seek in: its own, or a copy in memory."""
    try:
        descriptor = None if isinstance(source, BytesIO) else source.fileno()
    except (OSError, AttributeError):
        descriptor = None
    if descriptor is not None:
        yield descriptor
        return
    source.seek(0)
    with _in_memory("picture") as copy:
        copyfileobj(source, copy)
        copy.flush()
        yield copy.fileno()


def _in_memory(name: str) -> IO[bytes]:
    try:
        return os.fdopen(os.memfd_create(name), "w+b")
    except OSError as error:  # too many open files
        raise Busy from error
