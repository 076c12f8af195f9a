"""Kept pages: their throughput as a share of a view that does nothing, and of nginx with the same page as a file.

    .venv/bin/python -m tests.bench.kept --database postgres://…          # the application's own cache
    .venv/bin/python -m tests.bench.kept --base http://127.0.0.1:6081     # whatever stands in front

With `--base` the share of nginx's throughput counts; processes that are not ours are not looked into, unless `--pid`
names the front's first one.
"""

import argparse
import os
import statistics
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from tests.bench.lines import BARE, FILE, FRONT_SHARE, KEPT_SHARE, Result, table
from tests.bench.measuring import Figures, Target, measure
from tests.bench.servers import Server, granian, nginx, prepared, read


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", default=os.environ.get("BENCH_DATABASE_URL", ""))
    parser.add_argument("--base", default="", help="a front that runs already")
    parser.add_argument("--pid", type=int, default=0, help="the front's first process")
    parser.add_argument("--path", default="/", help="the page")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=5)
    options = parser.parse_args()
    if not (options.database or options.base):
        sys.exit("Say --database or --base.")
    with tempfile.TemporaryDirectory(prefix="bench-") as directory, ExitStack() as stack:
        print(table(_measure(options, place=Path(directory), stack=stack)))


def _measure(options: argparse.Namespace, *, place: Path, stack: ExitStack) -> list[Result]:
    if options.base:
        front, unit, goal = Server(options.base, options.pid), FILE, FRONT_SHARE
    else:
        environment = prepared(options.database, place=place, page_cache="pages")
        front = stack.enter_context(
            granian("thoidai.wsgi:application", environment=environment, log=place / "pages.log")
        )
        units = stack.enter_context(
            granian("tests.bench.yardsticks.wsgi:application", environment=environment, log=place / "units.log")
        )
        unit, goal = BARE, KEPT_SHARE
    status, page = read(front.base + options.path)
    if status != 200:
        raise RuntimeError(f"{options.path} answered {status}")
    targets = {"kept page": Target(front, [options.path])}
    targets[FILE] = Target(stack.enter_context(nginx(place=place / "nginx", page=page)), ["/page.html"])
    if unit == BARE:
        targets[BARE] = Target(units, ["/bare/"])
    figures = measure(targets, runs=options.runs, seconds=options.seconds)
    results = [_share(figures, unit, goal=goal, of="throughput")]
    if all(figures["kept page"].cpu):
        results.append(_share(figures, unit, goal=goal, of="CPU"))
    return results


def _share(figures: dict[str, Figures], unit: str, *, goal: float, of: str) -> Result:
    """How much of the yardstick's requests a second, or of a second of CPU, the page reaches; median of the runs."""
    page, yardstick = figures["kept page"], figures[unit]
    pairs = (
        zip(page.per_second, yardstick.per_second, strict=True)
        if of == "throughput"
        else zip(yardstick.cpu, page.cpu, strict=True)
    )
    ratio = statistics.median(one / other for one, other in pairs)
    milliseconds = statistics.median(page.cpu)
    return Result("kept page", unit, ratio, goal, at_least=True, milliseconds=milliseconds, note=of)


if __name__ == "__main__":
    main()
