"""`make bench`: what pages cost, as multiples of what the framework and the server cost by themselves.

    .venv/bin/python -m tests.bench --help

Starts real servers on this machine and drives them with wrk. The main figure is the CPU time, user and system, of all
server processes and the database's backends for a request; ratios are taken within each run.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from tests.bench.lines import BARE, DRAWN, FILE, GROWING, GROWTH, LIST, ONE, WITHOUT_GOAL, Result, as_json, table
from tests.bench.measuring import Figures, Target, measure, ratio
from tests.bench.servers import ROOT, Server, granian, nginx, prepared, read


def main() -> None:
    options = _options()
    _need_programs()
    with tempfile.TemporaryDirectory(prefix="bench-") as directory, ExitStack() as stack:
        place = Path(directory)
        small = _database(options.database, count=options.count, place=place / "small")
        large = _database(options.large, count=options.large_count, place=place / "large") if options.large else None
        results = _measure(options, small, large, place=place, stack=stack)
    print(table(results))
    about = {"count": options.count, "database": small["DATABASE_URL"].partition(":")[0], "runs": options.runs}
    if options.json:
        options.json.write_text(json.dumps(as_json(results, about=about), ensure_ascii=False, indent=2) + "\n")
    sys.exit(any(result.verdict == "missed" for result in results) and options.strict)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="*", default=[], help="pages to measure, by name; all when empty")
    parser.add_argument("--count", type=int, default=20_000, help="stories in the archive")
    parser.add_argument("--database", default=os.environ.get("BENCH_DATABASE_URL", ""), help="SQLite when empty")
    parser.add_argument("--large", default=os.environ.get("BENCH_LARGE_DATABASE_URL", ""), help="a second database")
    parser.add_argument("--large-count", type=int, default=0, help="stories in its archive; 0: whatever it has")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=5, help="of each page in each run")
    parser.add_argument("--json", type=Path, help="write the figures to this file too")
    parser.add_argument("--strict", action="store_true", help="end with 1 when a line is missed")
    return parser.parse_args()


def _need_programs() -> None:
    missing = [name for name in ("wrk", "nginx") if not (shutil.which(name) or Path(f"/usr/sbin/{name}").exists())]
    if missing:
        sys.exit(f"{' and '.join(missing)} missing here: sudo apt-get install {' '.join(missing)}")


def _database(url: str, *, count: int, place: Path) -> dict[str, str]:
    """The environment of servers on a database that holds the archive, brought to its size first."""
    environment = prepared(url, place=place, page_cache="fragments")
    if count:
        command = [sys.executable, "-m", "tests.bench.magazine", "--count", str(count)]
        subprocess.run(command, cwd=ROOT, env=os.environ | environment, check=True)
    return environment


def _addresses(environment: dict[str, str]) -> dict[str, list[str]]:
    code = "import json; from tests.bench.addresses import addresses; print(json.dumps(addresses()))"
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | environment, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def _measure(
    options: argparse.Namespace,
    small: dict[str, str],
    large: dict[str, str] | None,
    *,
    place: Path,
    stack: ExitStack,
) -> list[Result]:
    pages = stack.enter_context(granian("thoidai.wsgi:application", environment=small, log=place / "pages.log"))
    units = stack.enter_context(
        granian("tests.bench.yardsticks.wsgi:application", environment=small, log=place / "units.log")
    )
    paths = _addresses(small)
    targets = _yardsticks(units, paths["article"], place=place, stack=stack)
    wanted = [line for line in (*DRAWN, *WITHOUT_GOAL) if not options.only or line.page in options.only]
    targets |= {line.page: Target(pages, paths[line.page]) for line in wanted}
    if large:
        more = stack.enter_context(granian("thoidai.wsgi:application", environment=large, log=place / "large.log"))
        of_large = _addresses(large)
        targets |= {f"{line.page}, large": Target(more, of_large[line.page]) for line in wanted}
    figures = measure(targets, runs=options.runs, seconds=options.seconds)
    results = [_yardstick(name, figures) for name in (FILE, BARE, ONE, LIST)]
    results += [_result(line.page, line.unit, line.goal, figures, line.page, line.unit) for line in wanted]
    if large:
        for line in wanted:
            goal = GROWTH if line.page in GROWING else 0
            results.append(_result(f"{line.page}, large", "small", goal, figures, f"{line.page}, large", line.page))
    return results


def _yardsticks(units: Server, stories: Sequence[str], *, place: Path, stack: ExitStack) -> dict[str, Target]:
    numbers = [path.rpartition("-")[2].removesuffix(".html") for path in stories]
    status, page = read(f"{units.base}/list/")
    if status != 200:
        raise RuntimeError(page.decode(errors="replace")[-1000:])
    file = stack.enter_context(nginx(place=place / "nginx", page=page))
    return {
        FILE: Target(file, ["/page.html"]),
        BARE: Target(units, ["/bare/"]),
        ONE: Target(units, [f"/one/{number}/" for number in numbers]),
        LIST: Target(units, ["/list/"]),
    }


def _yardstick(name: str, figures: dict[str, Figures]) -> Result:
    """A yardstick's own figures, and how it stands to the bare view."""
    return _result(name, BARE, 0, figures, name, BARE)


def _result(page: str, unit: str, goal: float, figures: dict[str, Figures], one: str, other: str) -> Result:
    mine = figures[one]
    middle = sorted(mine.cpu)[len(mine.cpu) // 2]
    of_database = sorted(mine.of_database)[len(mine.of_database) // 2]
    return Result(page, unit, ratio(mine.cpu, figures[other].cpu), goal, milliseconds=middle, of_database=of_database)


if __name__ == "__main__":
    main()
