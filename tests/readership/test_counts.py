from datetime import timedelta

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction

from outbox.queue import periodic
from readership import counts
from readership.models import HourlyCount, Reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def hour(now):
    return now.replace(minute=0)


def read(number: int, *, at, visitor: str = "") -> None:
    read.visitors += 1
    counts.record(number, visitor=visitor or f"visitor {read.visitors}", at=at)


read.visitors = 0


def counted() -> dict:
    return {(c.number, c.hour): c.readings for c in HourlyCount.objects.all()}


def test_readings_are_added_up_by_the_hour(hour):
    for number, minutes in [(1, 0), (1, 59), (2, 30), (1, 60)]:
        read(number, at=hour + timedelta(minutes=minutes))
    counts.add_up(at=hour + timedelta(minutes=61))
    assert counted() == {(1, hour): 2, (2, hour): 1, (1, hour + timedelta(hours=1)): 1}


def test_a_reading_is_one_statement(hour, django_assert_num_queries):
    with django_assert_num_queries(1):
        read(1, at=hour)


@pytest.mark.django_db(transaction=True)
def test_a_reading_finds_the_database_again_after_it_was_away(hour, postgresql):
    read(1, at=hour)
    with psycopg.connect(**connection.get_connection_params() | {"cursor_factory": None}, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [connection.connection.info.backend_pid])
    connection.health_check_done = False  # as when a request begins
    read(2, at=hour)
    assert Reading.objects.count() == 2


def test_quick_repeats_by_one_visitor_are_not_counted(hour):
    for minutes in [0, 0, 1, 29, 58, 89]:  # each less than half an hour after the one before, but the last
        read(1, at=hour + timedelta(minutes=minutes), visitor="an")
    read(2, at=hour + timedelta(minutes=1), visitor="an")  # another story
    read(1, at=hour + timedelta(minutes=1), visitor="bình")  # another person
    counts.add_up(at=hour + timedelta(hours=2))
    assert counted() == {(1, hour): 2, (2, hour): 1, (1, hour + timedelta(hours=1)): 1}


def test_adding_up_again_comes_to_the_same_and_takes_in_what_came_late(hour):
    read(1, at=hour)
    counts.add_up(at=hour + timedelta(minutes=5))
    counts.add_up(at=hour + timedelta(minutes=5))
    read(1, at=hour + timedelta(minutes=10))
    counts.add_up(at=hour + timedelta(minutes=15))
    read(1, at=hour + timedelta(minutes=20))
    read(1, at=hour + timedelta(minutes=70))
    counts.add_up(at=hour + timedelta(minutes=75))
    assert counted() == {(1, hour): 3, (1, hour + timedelta(hours=1)): 1}


def test_killed_between_two_hours_it_goes_on_where_it_stopped(hour, monkeypatch):
    for n in range(4):
        read(n + 1, at=hour + timedelta(hours=n))
    real, done = counts._count, []

    def dies_at_the_third(moment):
        if len(done) == 2:
            raise KeyboardInterrupt
        done.append(moment)
        real(moment)

    monkeypatch.setattr(counts, "_count", dies_at_the_third)
    with pytest.raises(KeyboardInterrupt):
        counts.add_up(at=hour + timedelta(hours=4))
    assert len(counted()) == 2
    monkeypatch.undo()
    counts.add_up(at=hour + timedelta(hours=4))
    assert counted() == {(n + 1, hour + timedelta(hours=n)): 1 for n in range(4)}


def test_readings_are_thrown_away_after_two_days_and_their_counts_stay(hour):
    read(1, at=hour)
    read(2, at=hour + timedelta(days=3))
    counts.add_up(at=hour + timedelta(days=3, minutes=5))
    assert [r.number for r in Reading.objects.all()] == [2]
    counts.add_up(at=hour + timedelta(days=3, minutes=10))
    assert counted() == {(1, hour): 1, (2, hour + timedelta(days=3)): 1}


def test_after_days_without_a_worker_nothing_is_lost(hour):
    for day in range(5):
        read(1, at=hour + timedelta(days=day))
    for _ in range(2):
        counts.add_up(at=hour + timedelta(days=10))
    assert sorted(counted().values()) == [1, 1, 1, 1, 1]


def test_a_quiet_week_does_not_shrink_the_last_busy_hour(hour):
    for minutes in (5, 40):
        read(1, at=hour + timedelta(minutes=minutes))
    counts.add_up(at=hour + timedelta(hours=1))
    for day in range(1, 6):
        counts.add_up(at=hour + timedelta(days=day, minutes=31))
    assert counted() == {(1, hour): 2}


def test_hourly_counts_are_kept_for_three_months(hour):
    HourlyCount.objects.create(number=1, hour=hour - timedelta(days=91), readings=1)
    HourlyCount.objects.create(number=2, hour=hour - timedelta(days=89), readings=1)
    counts.add_up(at=hour)
    assert HourlyCount.objects.get().number == 2


def test_most_read_counts_the_window_only_and_puts_the_newer_first_of_equals(hour):
    def count(number: int, *, hours_ago: int, readings: int) -> None:
        HourlyCount.objects.create(number=number, hour=hour - timedelta(hours=hours_ago), readings=readings)

    count(1, hours_ago=0, readings=5)
    count(1, hours_ago=10, readings=5)
    count(2, hours_ago=1, readings=9)
    count(3, hours_ago=30, readings=99)
    count(4, hours_ago=2, readings=9)
    at = hour + timedelta(minutes=30)
    assert counts.most_read(at=at, hours=24, limit=10) == [1, 4, 2]
    assert counts.most_read(at=at, hours=24 * 7, limit=2) == [3, 1]
    assert counts.most_read(at=hour - timedelta(days=30), hours=24, limit=5) == []


def test_one_story_has_one_count_an_hour(hour):
    HourlyCount.objects.create(number=1, hour=hour, readings=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        HourlyCount.objects.create(number=1, hour=hour, readings=2)


def test_the_most_read_come_in_one_query_and_a_reading_in_one_statement(hour, django_assert_num_queries):
    with django_assert_num_queries(1):
        counts.most_read(at=hour, hours=24, limit=5)
    with django_assert_num_queries(1) as captured:
        counts.record(1, visitor="an", at=hour)
    assert "RETURNING" not in captured[0]["sql"]  # the readers' role may insert, and may not look


def test_many_readings_are_added_up_in_few_queries(hour, django_assert_max_num_queries):
    moments = [hour + timedelta(seconds=second) for second in range(3600)]
    Reading.objects.bulk_create(
        [Reading(number=n % 50, visitor=str(n % 997), read_at=at) for n, at in enumerate(moments * 3)]
    )
    with django_assert_max_num_queries(12):
        counts.add_up(at=hour + timedelta(hours=1))
    assert len(counted()) == 50


def test_the_worker_adds_up_every_five_minutes():
    assert periodic["readership.add_up"].seconds == 300
