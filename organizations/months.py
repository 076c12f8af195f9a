"""A month of events as plain data: weeks of days, each with what happens on it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from organizations.models import Event, Precision

FIRST_YEAR, LAST_YEAR = 1945, 2100


@dataclass(slots=True)
class Day:
    """One day of the grid; days of the neighbouring months fill the first and last week."""

    day: date
    is_in_month: bool
    is_today: bool
    events: list[Event] = field(default_factory=list)


@dataclass(slots=True)
class Month:
    """A month from Monday to Sunday, its neighbours, and the events whose day is not settled yet."""

    first: date
    weeks: list[list[Day]]
    undated: list[Event]
    previous: date | None
    following: date | None

    @property
    def number_of_events(self) -> int:
        """How many different events the month has."""
        days = (day for week in self.weeks for day in week if day.is_in_month)
        return len({event.pk for day in days for event in day.events} | {event.pk for event in self.undated})


def is_month(year: int, month: int) -> bool:
    """Whether the calendar shows such a month."""
    return FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12


def grid_span(year: int, month: int) -> tuple[date, date]:
    """The first and the last day that the grid of a month shows."""
    first = date(year, month, 1)
    last = _following(first) - timedelta(days=1)
    return first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())


def build_month(events: Iterable[Event], *, year: int, month: int, today: date) -> Month:
    """Put events (those of `grid_span`, in order of time) on the days of a month."""
    first = date(year, month, 1)
    begins, ends = grid_span(year, month)
    days = {
        day: Day(day=day, is_in_month=day.month == month, is_today=day == today)
        for day in (begins + timedelta(days=offset) for offset in range((ends - begins).days + 1))
    }
    undated = []
    for event in events:
        if event.precision != Precision.DAY:
            if event.starts_on < _following(first) and event.ends_on >= first:
                undated.append(event)
            continue
        day = max(event.starts_on, begins)
        while day <= min(event.ends_on, ends):
            days[day].events.append(event)
            day += timedelta(days=1)
    in_order = list(days.values())
    return Month(
        first=first,
        weeks=[in_order[start : start + 7] for start in range(0, len(in_order), 7)],
        undated=undated,
        previous=_bounded((first - timedelta(days=1)).replace(day=1)),
        following=_bounded(_following(first)),
    )


def _following(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def _bounded(first: date) -> date | None:
    return first if is_month(first.year, first.month) else None
