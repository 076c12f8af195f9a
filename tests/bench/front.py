"""The cache in front: its share of nginx's throughput, and how soon what was published is seen through it.

    .venv/bin/python -m tests.bench.front --database postgres://…

Starts the application, a worker and Varnish with the rules and parameters that ship, then runs `tests.bench.kept` and
`tests.bench.visible` through it. The database must hold an archive (`tests.bench.magazine`); stories are added to it.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from tests.bench.servers import ROOT, Server, granian, prepared
from tests.deploy.varnish import VARNISHD, varnish


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", default=os.environ.get("BENCH_DATABASE_URL", ""))
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--times", type=int, default=20, help="stories to publish")
    options = parser.parse_args()
    if not (options.database and VARNISHD):
        sys.exit("Say --database; bring Varnish with: sudo apt-get install varnish")
    with tempfile.TemporaryDirectory(prefix="bench-") as directory, shipped(options.database, Path(directory)) as front:
        told, place = os.environ | {"FRONT_CACHES": front.base}, ("--place", directory)
        for words in (
            ["kept", "--base", front.base, "--pid", front.pid, "--runs", options.runs, "--seconds", options.seconds],
            [*("visible", "--database", options.database, "--base", front.base), *place, "--times", options.times],
        ):
            program = [sys.executable, "-m", f"tests.bench.{words[0]}", *map(str, words[1:])]
            subprocess.run(program, cwd=ROOT, env=told, check=True)


@contextmanager
def shipped(database: str, place: Path) -> Iterator[Server]:
    """Varnish before the application, and a worker that tells it."""
    environment = prepared(database, place=place, page_cache="pages")
    with ExitStack() as stack:
        application = granian("thoidai.wsgi:application", environment=environment, log=place / "pages.log")
        port = urlsplit(stack.enter_context(application).base).port
        front = stack.enter_context(varnish(port or 0, place=place))
        told = os.environ | environment | {"FRONT_CACHES": front.address}
        worker = subprocess.Popen([sys.executable, "manage.py", "run_worker"], cwd=ROOT, env=told)
        stack.callback(worker.wait)
        stack.callback(worker.terminate)
        yield Server(front.address, front.pid)


if __name__ == "__main__":
    main()
