"""A magazine to measure: the demo's sections, bodies, events, people and pictures, and an archive of any size.

    DATABASE_URL=… .venv/bin/python -m tests.bench.magazine --count 20000

The database must have been migrated. A load that was broken off is continued.
"""

import argparse
import multiprocessing
import os
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

import django

BATCH = 250
INDEX_ANEW = 5_000  # so many stories or more make it worth while to build the search index anew
TAGS, AUTHORS = 600, 60
READ, HOURS = 300, 24  # so many of the newest stories were read in each of the last hours
RELATED = 400  # of so many of the newest stories the related ones are worked out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=20_000, help="stories in the archive")
    parser.add_argument("--processes", type=int, default=1, help="that write at once; SQLite has one writer only")
    options = parser.parse_args()
    _set_up()
    load(count=options.count, processes=options.processes)


def load(*, count: int, processes: int = 1) -> None:
    """Bring the database to `count` stories of the archive, whatever it has of them; readings are those of now."""
    from search import index

    make_world()
    places = missing_places(count)
    if places:
        began = time.monotonic()
        shares = [places[offset::processes] for offset in range(processes)]
        if len(places) < INDEX_ANEW:
            _write_all(shares)
        else:
            with index.bulk_load():
                _write_all(shares)
        print(f"{len(places)} stories written in {time.monotonic() - began:.0f} s")
        work_out_related()
        tidy()
    read_newest()


def make_world() -> None:
    """The demo, if the database is empty, and more tags and authors than it has."""
    from django.core.management import call_command

    from articles.models import Author, Tag
    from tests.bench.stories import sentence
    from tests.factories import make_author

    call_command("seed_demo", verbosity=0)
    random = Random("world")
    for number in range(TAGS):
        Tag.objects.get_or_create(slug=f"the-{number}", defaults={"name": f"{sentence(random, 2).lower()} {number}"})
    for number in range(AUTHORS - Author.objects.filter(slug__startswith="but-danh-").count()):
        make_author(name=f"{sentence(random, 1)} {number}", slug=f"but-danh-{number}")


def world():
    """The keys of what stories are filed under."""
    from articles.models import Author, Section, Tag, Topic
    from organizations.models import Event, Organization
    from photos.models import Photo
    from tests.bench.stories import Picture, World

    def pictures(kind: str) -> list[Picture]:
        rows = Photo.objects.filter(kind=kind).order_by("pk")
        return [Picture(photo.pk, photo.content_hash, photo.alt, photo.credit_line) for photo in rows]

    tags = list(Tag.objects.order_by("pk").values_list("pk", flat=True))
    return World(
        sections=[(section.pk, section.parent_id or section.pk) for section in Section.objects.order_by("pk")],
        tags=tags,
        topics=list(Topic.objects.order_by("pk").values_list("pk", flat=True)),
        bodies=list(Organization.objects.public().order_by("pk").values_list("pk", flat=True)),
        events=list(Event.objects.public().order_by("pk").values_list("pk", flat=True)),
        authors=list(Author.objects.order_by("pk")),
        photos=pictures(Photo.Kind.PHOTO),
        charts=pictures(Photo.Kind.INFOGRAPHIC),
    )


def newest_at() -> datetime:
    """When the archive's newest story came out: an hour before the demo's newest."""
    from articles.models import Article
    from newsroom.demo.magazine import COUNT, FIRST_NUMBER

    return Article.objects.get(pk=FIRST_NUMBER + COUNT - 1).published_at - timedelta(hours=1)


def missing_places(count: int) -> list[int]:
    """The places that are still to be written, the newest first: whatever is there is a whole archive of its size."""
    from articles.models import Article
    from tests.bench.stories import LAST_NUMBER, number_at

    numbers = Article.objects.filter(pk__gt=LAST_NUMBER - count, pk__lte=LAST_NUMBER)
    there = set(numbers.values_list("pk", flat=True))
    return [place for place in range(count) if number_at(place) not in there]


def write(places: Sequence[int]) -> None:
    """Put the stories at these places through the door, a batch at a time."""
    from django.utils import timezone

    from newsroom.publishing import publish_many
    from tests.bench.stories import story

    around, newest, now = world(), newest_at(), timezone.now()
    for start in range(0, len(places), BATCH):
        batch = [story(place, world=around, newest=newest) for place in places[start : start + BATCH]]
        publish_many(batch, now=now)


def work_out_related() -> None:
    """What the worker would have computed for the newest stories."""
    from django.utils import timezone

    from articles import related
    from tests.bench.stories import number_at

    for place in range(RELATED):
        related.refresh(number_at(place), at=timezone.now())


def read_newest() -> None:
    """Readings of the last day, anew."""
    from django.utils import timezone

    from articles.models import Article
    from readership.models import HourlyCount

    random, now = Random("readings"), timezone.now()
    hour = now.replace(minute=0, second=0, microsecond=0)
    numbers = Article.objects.live(at=now).newest_first().values_list("pk", flat=True)[:READ]
    HourlyCount.objects.all().delete()
    HourlyCount.objects.bulk_create(
        HourlyCount(number=number, hour=hour - timedelta(hours=back), readings=random.randint(1, 400))
        for number in numbers
        for back in range(HOURS)
    )


def tidy() -> None:
    """Let the database take stock, as it does by itself over night."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _write_all(shares: list[list[int]]) -> None:
    if len(shares) == 1:
        write(shares[0])
        return
    with multiprocessing.get_context("spawn").Pool(len(shares), initializer=_set_up) as pool:
        pool.map(write, shares, chunksize=1)


def _set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thoidai.settings")
    django.setup()


if __name__ == "__main__":
    main()
