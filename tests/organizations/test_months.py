"""The month view as data."""

from datetime import date

import pytest

from organizations.models import Event
from organizations.months import build_month, grid_span, is_month
from tests.factories import make_event

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 9)


def month_of(year: int, month: int):
    events = Event.objects.all().between(*grid_span(year, month))
    return build_month(events, year=year, month=month, today=TODAY)


def test_weeks_begin_on_monday_and_are_whole():
    grid = month_of(2026, 12)
    assert [len(week) for week in grid.weeks] == [7] * 5
    assert grid.weeks[0][0].day == date(2026, 11, 30)
    assert grid.weeks[-1][-1].day == date(2027, 1, 3)
    assert {day.day for week in grid.weeks for day in week if day.is_today} == {TODAY}
    assert sum(day.is_in_month for week in grid.weeks for day in week) == 31
    assert (grid.previous, grid.following) == (date(2026, 11, 1), date(2027, 1, 1))


def test_an_event_of_several_days_stands_on_each():
    event = make_event(starts_on=date(2026, 11, 29), ends_on=date(2026, 12, 2))
    days = [day.day for week in month_of(2026, 12).weeks for day in week if event in day.events]
    assert days == [date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 2)]


def test_an_event_of_some_day_of_the_month_stands_apart():
    make_event(starts_on=date(2026, 12, 1), ends_on=date(2026, 12, 31), precision="month")
    grid = month_of(2026, 12)
    assert len(grid.undated) == 1
    assert not any(day.events for week in grid.weeks for day in week)
    assert grid.number_of_events == 1


def test_an_event_known_by_its_year_is_in_every_month_of_it():
    make_event(starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31), precision="year")
    assert len(month_of(2026, 2).undated) == 1
    assert not month_of(2027, 1).undated


def test_neighbouring_days_count_for_their_own_month():
    make_event(starts_on=date(2026, 11, 30))
    assert month_of(2026, 12).number_of_events == 0
    assert month_of(2026, 11).number_of_events == 1


@pytest.mark.parametrize(
    ("year", "month", "shown"), [(1945, 1, True), (2100, 12, True), (1944, 12, False), (2026, 13, False), (0, 0, False)]
)
def test_the_calendar_has_ends(year, month, shown):
    assert is_month(year, month) is shown


def test_the_last_month_has_no_following():
    assert month_of(2100, 12).following is None
    assert month_of(1945, 1).previous is None


def test_february_of_four_weeks():
    assert len(month_of(2027, 2).weeks) == 4
