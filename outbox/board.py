"""What parent and children of a worker tell each other: a few numbers a child, in memory that they share.

Each number is written whole by one process and read by others, so nobody waits for anybody: a child that hangs, or
dies in the middle of a word, keeps neither its parent nor its sisters waiting.
"""

import mmap
import time

_LINE = 64  # bytes: one cache line of the processor
BETWEEN_SECONDS = 150.0  # between deliveries nothing takes so long: five waits for a locked SQLite, 30 s each
_DEADLINE, _WORKER = 0, 1  # which of a child's numbers, of 8 bytes each


class ChildStatus:
    """One child: until when it must be heard of again, and under which number it is signed on."""

    def __init__(self, memory: mmap.mmap, *, start: int) -> None:
        # Not struct.pack_into, which writes zeros first: whoever reads in between would take a child for dead.
        numbers = memoryview(memory)[start : start + _LINE]
        self._moments, self._numbers = numbers.cast("d"), numbers.cast("q")

    @property
    def deadline(self) -> float:
        """A moment of `time.monotonic()`, which is the same clock in all processes of a machine."""
        return self._moments[_DEADLINE]

    @property
    def worker(self) -> int:
        """The number of the child's row in the database, 0 while it has none."""
        return self._numbers[_WORKER]

    @property
    def is_in_time(self) -> bool:
        return time.monotonic() < self.deadline

    def extend_deadline(self, *, for_seconds: float = BETWEEN_SECONDS) -> None:
        """A sign of life, which is good for so many seconds."""
        self._moments[_DEADLINE] = time.monotonic() + for_seconds

    def sign_on(self, worker: int) -> None:
        self._numbers[_WORKER] = worker

    def sign_off(self) -> None:
        self.sign_on(0)


def child_statuses(count: int) -> list[ChildStatus]:
    """Those of so many children made by fork, which share them with this process."""
    memory = mmap.mmap(-1, count * _LINE)
    return [ChildStatus(memory, start=place * _LINE) for place in range(count)]
