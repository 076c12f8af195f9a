"""More readers than can be served: as many as before must be served, the others be told so at once.

    .venv/bin/python -m tests.bench.overload --database postgres://…

Every request asks for another story or another part of a section's list, so that each must be drawn. First as many
readers as there are places, each asking again when it has its answer: that is what the server can serve. Then once,
twice and four times so many requests a second, whatever becomes of them; last, eight times the readers, who ask again
at once even when they were refused. Meanwhile one reader asks for the front page, which is kept. The database must
hold an archive (`tests.bench.magazine`).
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from pagecache.turnstile import DRAWING
from tests.bench.crowd import Answer, Crowd, spread
from tests.bench.servers import ROOT, WORKERS, Server, granian, prepared

PLACES = DRAWING * WORKERS
READERS = 240  # enough to keep to a rate while some of them wait
KEPT, KEPT_RATE = "/", 20
FIRST = 3  # seconds that do not count: connections are made, threads begin


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", default=os.environ.get("BENCH_DATABASE_URL", ""))
    parser.add_argument("--seconds", type=int, default=10, help="of each load")
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()
    if not options.database:
        sys.exit("Say --database.")
    for _round in range(options.rounds):
        with tempfile.TemporaryDirectory(prefix="bench-") as directory:  # nothing is kept at first
            place = Path(directory)
            environment = prepared(options.database, place=place, page_cache="pages")
            addresses = iter(to_draw(environment))
            application = granian("thoidai.wsgi:application", environment=environment, log=place / "pages.log")
            with application as server:
                _loads(server, addresses, seconds=options.seconds, place=place)


@dataclass(frozen=True, slots=True)
class Load:
    """What was answered after the first moments: to who wants what must be drawn, and to the front page's reader."""

    answers: list[Answer]
    kept: list[Answer]
    seconds: float
    cpu: float  # seconds of all server processes and the database's backends, the first moments included
    drawn: int  # in these

    @property
    def served(self) -> list[Answer]:
        return [each for each in self.answers if each.status == 200]

    @property
    def per_second(self) -> float:
        return len(self.served) / self.seconds

    @property
    def per_cpu_second(self) -> float:
        return self.drawn / self.cpu


def _loads(server: Server, addresses: Iterator[str], *, seconds: int, place: Path) -> None:
    def load(readers: int, *, rate: float = 0, most: float = 0) -> Load:
        lines = list(islice(addresses, round((rate or most) * (seconds + FIRST))))
        return _load(server, lines, readers=readers, rate=rate, seconds=seconds, place=place)

    load(2 * PLACES, most=100)
    can = load(PLACES, most=400)
    print(f"can serve {can.per_second:.0f} a second, after {spread(can.served)}", flush=True)
    for times in (1, 2, 4):
        _say(f"{times} × the load", load(READERS, rate=times * can.per_second), can=can)
    _say("8 × the readers, who ask again at once", load(8 * PLACES, most=1_000), can=can)
    again = load(PLACES, most=400)
    print(f"can serve now {again.per_second:.0f} a second, {again.per_cpu_second / can.per_cpu_second:.2f} for the CPU")


def _load(server: Server, lines: list[str], *, readers: int, seconds: int, place: Path, rate: float = 0) -> Load:
    last = seconds + FIRST
    front = [KEPT] * KEPT_RATE * last
    with server.watched() as (own, of_database):
        crowd = Crowd(server.base, lines, readers=readers, seconds=last, rate=rate, place=place)
        reader = Crowd(server.base, front, readers=1, seconds=last, rate=KEPT_RATE, place=place)
        answers, kept = crowd.answers(), reader.answers()
    began = answers[0].asked + FIRST
    return Load(
        [each for each in answers if began <= each.asked + each.seconds < began + seconds],
        [each for each in kept if each.asked >= began],
        seconds,
        cpu=own.seconds + of_database.seconds,
        drawn=sum(each.status == 200 for each in answers),
    )


def _say(words: str, load: Load, *, can: Load) -> None:
    refused = [each for each in load.answers if each.status == 503]
    others = Counter(each.status for each in [*load.answers, *load.kept] if each.status not in {200, 503})
    by_second = Counter(int(each.asked + each.seconds - load.answers[0].asked) for each in load.served)
    print(f"{words}: {len(load.answers) / load.seconds:.0f} answers a second")
    print(
        f"  served {load.per_second:.0f} a second, {load.per_second / can.per_second:.2f} × of what it can;"
        f" for a second of CPU {load.per_cpu_second / can.per_cpu_second:.2f} ×"
    )
    print(f"  in each second {[by_second[each] for each in range(round(load.seconds))]}, after {spread(load.served)}")
    print(f"  {len(refused) / len(load.answers):.0%} refused, after {spread(refused)}")
    print(f"  the front page after {spread(load.kept)}; {sum(each.status != 200 for each in load.kept)} times not")
    if others:
        print(f"  other answers: {dict(others)}")
    sys.stdout.flush()


ADDRESSES = """
from random import Random
from articles.models import Article
from django.utils import timezone
from pages.paging import PARAMETER, Cursor
now, found = timezone.now(), []
for story in Article.objects.live(at=now).current(at=now).only("slug", "published_at", "section__path"):
    found.append(f"/{story.slug}-{story.pk}.html")
    found.append(f"/{story.section.path}?{PARAMETER}={Cursor(story.published_at, story.pk)}")
Random(1).shuffle(found)
print("\\n".join(found))
"""


def to_draw(environment: dict[str, str]) -> list[str]:
    """Of every story, and of every page of a section that begins after a story; mixed."""
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", ADDRESSES]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | environment, check=True, capture_output=True, text=True)
    return done.stdout.split()


if __name__ == "__main__":
    main()
