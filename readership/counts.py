"""Readings go in one by one, are added up by the hour, and come out as the most read stories."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from heapq import nlargest
from math import log
from typing import Any

from django.db import (
    DataError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    connections,
    models,
    router,
    transaction,
)
from django.db.backends.base.base import BaseDatabaseWrapper

from pagecache import until
from readership.models import HourlyCount, Reading
from readership.querysets import HOUR, QUICK_REPEAT, ReadingQuerySet
from readership.visitors import Visitor

REFRESH = timedelta(minutes=5)  # how long a page may show a ranking; it is added up as often
KEEP_COUNTS = timedelta(days=90)
WHOLE = 5  # readings of one network, story and hour that count whole
MOST_STORIES = 2_000  # that an hour keeps a count of: those that were read most


def record(number: int, *, visitor: Visitor, at: datetime, only_if: tuple[str, Sequence[Any]]) -> None:
    """Write one reading down if a query (its SQL and parameters) finds anything; else nothing happens.

    The readers' database role may insert here and may not even look. One statement by itself, and no asking first
    whether the connection still lives: on one that does not it is written again on a new one. Should it then stand
    there twice, it is a quick repeat, which is not counted.
    """
    connection = connections[router.db_for_write(Reading)]
    found, params = only_if
    statement = (
        "INSERT INTO readership_reading (number, visitor, network, read_at)"
        f" SELECT %s, %s, %s, %s WHERE EXISTS ({found})"  # Django's own SQL
    )
    row = [number, visitor.digest, visitor.network, connection.ops.adapt_datetimefield_value(at), *params]
    connection.health_check_done = True  # type: ignore[attr-defined]
    try:
        _execute(statement, row, connection=connection)
    except (InterfaceError, OperationalError):
        if connection.in_atomic_block:
            raise
        connection.close()
        _execute(statement, row, connection=connection)


def _execute(statement: str, params: list[Any], *, connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


def most_read(*, at: datetime, hours: int, limit: int, among: models.QuerySet) -> list[int]:
    """Keys of those of these rows that were read most in the last so many hours, most read first."""
    until(at + REFRESH, at=at)
    ranking = HourlyCount.objects.within(at=at, hours=hours).of(among).most_read_first()
    return [number for number, total in ranking[:limit]]


def worth(readings: int) -> float:
    """What so many readings of one story from one network in one hour count: the first few whole, then ever less.

    The k-th adds about WHOLE/k, so that ten times as many add the same each time, and more always count more.
    """
    return readings if readings <= WHOLE else WHOLE * (1 + log(readings / WHOLE))


def add_up(*, at: datetime) -> None:
    """Bring the hourly counts up to date, then throw away readings that are no longer needed.

    Each hour is counted anew from its readings in a transaction of its own, beginning with the hour before
    the last one counted: killed and repeated, it comes to the same counts. An hour that cannot be counted keeps
    neither the next ones nor the throwing away back; what went wrong is raised at the end.
    """
    hour, errors = _first_hour_to_count(), []
    while hour is not None and hour <= at:
        try:
            _count(hour)
        except (DataError, IntegrityError, ValueError) as error:
            errors.append(error)
        hour = _next_hour_with_readings(after=hour)
    _throw_away(at=at)
    if errors:
        raise errors[0]


def _count(hour: datetime) -> None:
    found: defaultdict[int, float] = defaultdict(float)
    with transaction.atomic():
        # In one order, so that counting anew rounds as before.
        for number, readings, networks in sorted(Reading.objects.in_hour(hour).without_quick_repeats().by_network()):
            found[number] += networks * worth(readings)
        most = nlargest(MOST_STORIES, ((round(total), number) for number, total in found.items()))
        HourlyCount.objects.bulk_create(
            [HourlyCount(number=number, hour=hour, readings=readings) for readings, number in most],
            update_conflicts=True,
            unique_fields=["hour", "number"],
            update_fields=["readings"],
            batch_size=1000,
        )
        HourlyCount.objects.in_hour(hour).beyond_the_first(MOST_STORIES).delete()


def _last_hour_counted() -> datetime | None:
    return HourlyCount.objects.order_by("-hour").values_list("hour", flat=True).first()


def _first_hour_to_count() -> datetime | None:
    last = _last_hour_counted()
    return last - HOUR if last else _hour_of_first(Reading.objects.all())


def _next_hour_with_readings(*, after: datetime) -> datetime | None:
    return _hour_of_first(Reading.objects.since(after + HOUR))


def _hour_of_first(readings: ReadingQuerySet) -> datetime | None:
    first = readings.order_by("read_at").values_list("read_at", flat=True).first()
    return first.replace(minute=0, second=0, microsecond=0) if first else None


def _throw_away(*, at: datetime) -> None:
    """Keep what may be counted again: the last two hours, and the half hour before that decides about repeats."""
    last = _last_hour_counted()
    if last is not None:
        Reading.objects.before(min(at, last) - HOUR - QUICK_REPEAT).delete()
    HourlyCount.objects.before(at - KEEP_COUNTS).delete()
