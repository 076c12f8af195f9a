"""Import a generated archive undisturbed and again with SIGKILLs: time, memory, and whether both end the same.

    .venv/bin/python -m tests.bench.import_archive --count 20000 --kills 20

Each run has an SQLite file and a media directory of its own below a temporary directory.
"""

import argparse
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from tests.bench.archive import write_archive

ROOT = Path(__file__).resolve().parents[2]


class Run:
    """A place to import into, with the command that does it."""

    def __init__(self, directory: Path, *, archive: Path, media: Path) -> None:
        self.env = os.environ | {"DEMO": "1", "VAR_DIR": str(directory)}
        for name in ("DATABASE_URL", "ORIGINALS_ROOT", "MEDIA_ROOT"):
            self.env.pop(name, None)
        self.command = [sys.executable, "manage.py", "import_articles", str(archive), "--media", str(media), "-v0"]
        self.manage("migrate", "-v0")

    def manage(self, *arguments: str) -> None:
        subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=self.env, check=True)

    def start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(self.command, cwd=ROOT, env=self.env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

    def digest(self) -> str:
        code = "from tests.bench.digest import digest_of_import; print(digest_of_import())"
        command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
        done = subprocess.run(command, cwd=ROOT, env=self.env, check=True, capture_output=True, text=True)
        return done.stdout.strip()


def undisturbed(run: Run) -> tuple[float, float, str]:
    """Seconds of CPU, peak memory in MB, and the report."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    process = run.start()
    report, _ = process.communicate()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, after.ru_maxrss / 1024, report.decode()


def disturbed(run: Run, *, kills: int, whole: float, seed: int) -> str:
    """Kill it `kills` times at random points of what is left, then let it finish. Returns the last report."""
    random = Random(seed)
    done = 0
    while done < kills:
        process = run.start()
        try:
            process.wait(timeout=random.uniform(0.05, 1.0) * whole / kills + 1.0)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.communicate()
            done += 1
        else:
            process.communicate()
            break  # it finished before this kill
    report, _ = run.start().communicate()
    return f"killed {done} times\n{report.decode()}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--words", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        place = Path(directory)
        archive, media = write_archive(place, count=options.count, words=options.words)
        print(f"{options.count} lines, {archive.stat().st_size / 1e6:.0f} MB")
        one = Run(place / "whole", archive=archive, media=media)
        began = time.monotonic()
        seconds, memory, report = undisturbed(one)
        wall = time.monotonic() - began
        print(
            f"undisturbed: {seconds:.0f} s of CPU, {seconds / options.count * 1000:.1f} ms a line, peak {memory:.0f} MB"
        )
        print(report)
        other = Run(place / "killed", archive=archive, media=media)
        print(disturbed(other, kills=options.kills, whole=wall, seed=options.seed))
        same = one.digest() == other.digest()
        print("the same rows and files" if same else "DIFFERENT")
        sys.exit(0 if same else 1)


if __name__ == "__main__":
    main()
