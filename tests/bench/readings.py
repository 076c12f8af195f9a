"""Readings at a constant rate beside page requests: none may be lost, and pages must not become slower.

    .venv/bin/python -m tests.bench.readings --database postgres://… --rate 500 --seconds 10

The readings come from many addresses over many connections, each at its time. All the while one reader asks for the
front page, which is kept, and another for what must be drawn; stretches without readings and with them take turns.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from tests.bench.crowd import Answer, Crowd, spread
from tests.bench.overload import KEPT, KEPT_RATE, to_draw
from tests.bench.servers import ROOT, Server, granian, prepared

CONNECTIONS = 100
DRAWN_RATE = 8
LATE = 5  # seconds more for the last to be answered


@dataclass(frozen=True, slots=True)
class Stretch:
    kept: list[Answer]
    drawn: list[Answer]
    readings: list[Answer]
    cpu: float  # seconds of all server processes and the database's backends


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", default=os.environ.get("BENCH_DATABASE_URL", ""), required=False)
    parser.add_argument("--rate", type=int, default=500, help="readings a second")
    parser.add_argument("--seconds", type=int, default=10, help="of each stretch")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    if not options.database:
        sys.exit("Say --database.")
    with tempfile.TemporaryDirectory(prefix="bench-") as directory:
        place = Path(directory)
        environment = prepared(options.database, place=place, page_cache="pages")
        addresses = to_draw(environment)
        stories = [path.rpartition("-")[2].removesuffix(".html") for path in addresses if path.endswith(".html")]
        readings = [f"/-/reading {stories[number % 300]}" for number in range(options.rate * options.seconds)]
        drawn, before = iter(addresses), _rows(environment)
        application = granian("thoidai.wsgi:application", environment=environment, log=place / "pages.log")
        with application as server:

            def stretch(lines: Sequence[str]) -> Stretch:
                return _stretch(server, drawn, lines, rate=options.rate, seconds=options.seconds, place=place)

            warm = stretch(readings)
            pairs = [(stretch([]), stretch(readings)) for _ in range(options.rounds)]
        counted = _rows(environment) - before
    sys.exit(_say(warm, pairs, offered=len(readings), counted=counted, rate=options.rate))


def _stretch(
    server: Server, drawn: Iterator[str], readings: Sequence[str], *, rate: int, seconds: int, place: Path
) -> Stretch:
    def crowd(lines: Sequence[str], *, readers: int, rate: float, late: float = 0) -> Crowd:
        return Crowd(server.base, lines, readers=readers, rate=rate, seconds=seconds + late, place=place)

    with server.watched() as (own, of_database):
        crowds = [
            crowd([KEPT] * KEPT_RATE * seconds, readers=1, rate=KEPT_RATE),
            crowd(list(islice(drawn, DRAWN_RATE * seconds)), readers=1, rate=DRAWN_RATE),
        ]
        if readings:
            crowds.append(crowd(readings, readers=CONNECTIONS, rate=rate, late=LATE))
        answers = [each.answers() for each in crowds]
    return Stretch(*answers[:2], readings=answers[2] if readings else [], cpu=own.seconds + of_database.seconds)


def _say(warm: Stretch, pairs: list[tuple[Stretch, Stretch]], *, offered: int, counted: int, rate: int) -> int:
    """Whether something was lost."""
    sent = [warm.readings, *(beside.readings for _alone, beside in pairs)]
    taken = sum(answer.status == 204 for readings in sent for answer in readings)
    asked = sum(map(len, sent))
    print(f"{offered * len(sent)} readings, {asked} answered in time, {taken} taken, {counted} counted")
    print(
        f"{max(0, taken - counted)} lost of those taken; counted without an answer in time: {max(0, counted - taken)}"
    )
    for readings in sent[1:]:
        wall = max(each.asked for each in readings) - readings[0].asked
        print(f"  asked for in {wall:.1f} s, {len(readings) / wall:.0f} a second; answered after {spread(readings)}")
    more = [1000 * (beside.cpu - alone.cpu) / len(beside.readings) for alone, beside in pairs]
    print(f"one reading costs {statistics.median(more):.2f} ms of CPU, PostgreSQL's in it")
    for kind in ("kept", "drawn"):
        for alone, beside in pairs:
            one, other = (
                [each.seconds for each in getattr(stretch, kind) if each.status == 200] for stretch in (alone, beside)
            )
            ratio = statistics.median(other) / statistics.median(one)
            print(f"a {kind} page: {ratio:.2f} × in the middle")
            print(f"  alone after {spread(getattr(alone, kind))}")
            print(f"  beside {rate} readings a second after {spread(getattr(beside, kind))}")
    return int(counted < taken or taken < asked)


def _rows(environment: dict[str, str]) -> int:
    code = "from readership.models import Reading; print(Reading.objects.count())"
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | environment, check=True, capture_output=True, text=True)
    return int(done.stdout)


if __name__ == "__main__":
    main()
