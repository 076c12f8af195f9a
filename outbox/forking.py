"""Children of this process: started by fork, ended with it whatever happens, waited for without hanging."""

import ctypes
import logging
import os
import select
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

log = logging.getLogger(__name__)

STOPPING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
_HEARD = (*STOPPING, signal.SIGCHLD)
_PR_SET_PDEATHSIG = 1  # linux/prctl.h


def start(work: Callable[[], None]) -> int:
    """Do some work in a child, and nothing after it. The child's number is returned.

    The child leads a group of its own, so that Ctrl-C reaches the parent alone and what the child starts ends with it.
    It dies with its parent, also when that is killed and the child hangs in C: Linux sees to it. Raises OSError when
    the machine has no memory or no process left.
    """
    parent = os.getpid()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _HEARD)  # none may be taken for the parent's in between
    try:
        pid = os.fork()
        if not pid:
            _be_a_child(work, parent=parent, mask=before)
        with suppress(OSError):  # it may have done so itself, or be gone
            os.setpgid(pid, pid)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return pid


def _be_a_child(work: Callable[[], None], *, parent: int, mask: set[int | signal.Signals]) -> None:
    code = 1
    try:
        with suppress(OSError):
            os.setpgid(0, 0)
        _die_with_parent()
        signal.set_wakeup_fd(-1)
        for number in _HEARD:  # the work says itself what it hears; until then it has nothing to lose
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        if os.getppid() == parent:
            work()
            code = 0
    except BaseException:
        log.exception("Outbox: a child ends.")
    finally:
        os._exit(code)  # nothing of the parent's is tidied up here


def _die_with_parent() -> None:
    with suppress(OSError, AttributeError):  # elsewhere than on Linux children look for their parent between deliveries
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def ask(pid: int) -> None:
    """Ask a child to end when it has finished what it is at."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGTERM)


def kill(pid: int) -> None:
    """End a child, and what it has started, at once."""
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def ended() -> Iterator[tuple[int, str]]:
    """The children that have ended, and how."""
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not pid:
            return
        code = os.waitstatus_to_exitcode(status)
        yield pid, f"signal {-code}" if code < 0 else f"exit {code}"


@contextmanager
def waking(heard: Callable[[int], None]) -> Iterator[Callable[[float], None]]:
    """A way to wait that ends early when a child ends or somebody asks us to stop; `heard` is told which signal."""
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    os.set_blocking(writing, False)

    def wait(seconds: float) -> None:
        select.select([reading], [], [], seconds)
        with suppress(BlockingIOError):
            os.read(reading, 512)

    before = {number: signal.signal(number, lambda number, frame: heard(number)) for number in _HEARD}
    wakeup = signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    try:
        yield wait
    finally:
        signal.set_wakeup_fd(wakeup)
        for number, handler in before.items():
            signal.signal(number, handler)
        os.close(reading)
        os.close(writing)
