"""`python -m photos.painter JOB`: reads a picture from standard input, which is a file, and writes what is asked of it.

`photos/easel.py` starts it and says what a job holds. Standard library alone, until the process is bound.
"""

import json
import os
import resource
import signal
import sys
from contextlib import suppress
from pathlib import Path

MOST_BYTES_WRITTEN = 192 * 1024 * 1024


def main() -> None:
    job = json.loads(sys.argv[1])
    _bind(memory=job["memory"], cpu_seconds=job["cpu_seconds"], seconds=job["seconds"])
    from photos.painter.work import carry_out

    # A copy of the descriptor: TIFF's reader takes the number 0 for "there is no file".
    with os.fdopen(os.dup(0), "rb") as source, os.fdopen(os.dup(1), "wb") as answer:
        source.seek(0)
        carry_out(job, source=source, answer=answer)


def _bind(*, memory: int, cpu_seconds: int, seconds: int) -> None:
    """Whatever happens from here on stays in this process, and ends."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 2))  # told, then killed
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_BYTES_WRITTEN, MOST_BYTES_WRITTEN))
    # The kernel ends the process by itself, also inside a decoder and when nobody waits for it any more.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    signal.alarm(seconds)
    os.nice(5)  # pages go first
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")  # a machine without memory ends this, not the server


main()
