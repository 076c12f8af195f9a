from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from articles.models import Article
from outbox.queue import periodic
from readership import counts
from readership.models import HourlyCount, Reading
from readership.visitors import Visitor
from tests.factories import make_article

pytestmark = pytest.mark.django_db

AN = Visitor("an", "home")


@pytest.fixture
def hour(now):
    return now.replace(minute=0)


def read(number: int, *, at, visitor: str = "", network: str = "") -> None:
    read.visitors += 1
    visitor = visitor or f"visitor {read.visitors}"
    Reading.objects.create(number=number, visitor=visitor, network=network or f"of {visitor}"[:16], read_at=at)


read.visitors = 0


def is_there(number: int) -> tuple[str, Sequence]:
    """A query for a story."""
    return Article.objects.filter(pk=number).values("pk").query.sql_with_params()


def counted() -> dict:
    return {(c.number, c.hour): c.readings for c in HourlyCount.objects.all()}


def ranking(*numbers: int, at, hours: int = 24, limit: int = 10) -> list[int]:
    """Of these stories, all of them out."""
    return counts.most_read(at=at, hours=hours, limit=limit, among=Article.objects.numbered(numbers))


def test_readings_are_added_up_by_the_hour(hour):
    for number, minutes in [(1, 0), (1, 59), (2, 30), (1, 60)]:
        read(number, at=hour + timedelta(minutes=minutes))
    counts.add_up(at=hour + timedelta(minutes=61))
    assert counted() == {(1, hour): 2, (2, hour): 1, (1, hour + timedelta(hours=1)): 1}


def test_a_reading_is_one_statement_and_of_what_is_there_alone(hour, django_assert_num_queries):
    story = make_article()
    for number in (story.pk, 7):
        with django_assert_num_queries(1):
            counts.record(number, visitor=AN, at=hour, only_if=is_there(number))
    reading = Reading.objects.get()
    assert (reading.number, reading.visitor, reading.network, reading.read_at) == (story.pk, "an", "home", hour)


@pytest.mark.django_db(transaction=True)
def test_a_reading_finds_the_database_again_after_it_was_away(hour, postgresql):
    story = make_article()
    counts.record(story.pk, visitor=AN, at=hour, only_if=is_there(story.pk))
    with psycopg.connect(**connection.get_connection_params() | {"cursor_factory": None}, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [connection.connection.info.backend_pid])
    connection.health_check_done = False  # as when a request begins
    counts.record(story.pk, visitor=AN, at=hour, only_if=is_there(story.pk))
    assert Reading.objects.count() == 2


def test_quick_repeats_by_one_visitor_are_not_counted(hour):
    for minutes in [0, 0, 1, 29, 58, 89]:  # each less than half an hour after the one before, but the last
        read(1, at=hour + timedelta(minutes=minutes), visitor="an")
    read(2, at=hour + timedelta(minutes=1), visitor="an")  # another story
    read(1, at=hour + timedelta(minutes=1), visitor="bình")  # another person
    counts.add_up(at=hour + timedelta(hours=2))
    assert counted() == {(1, hour): 2, (2, hour): 1, (1, hour + timedelta(hours=1)): 1}


def test_a_network_s_readings_of_a_story_count_less_and_less(hour):
    for story, readings in ((1, 5), (2, 6), (3, 50)):
        for _ in range(readings):
            read(story, at=hour, network="carrier")
    for _ in range(3):
        read(3, at=hour, network="home")
    counts.add_up(at=hour + timedelta(minutes=5))
    assert counted() == {(1, hour): 5, (2, hour): 6, (3, hour): 17 + 3}


def test_more_readings_always_count_more_and_never_more_than_they_are():
    worth = [counts.worth(readings) for readings in range(1, 2_000)]
    assert all(0 < after - before <= 1 for before, after in pairwise(worth))
    assert worth[: counts.WHOLE] == list(range(1, counts.WHOLE + 1))
    assert counts.worth(10_000) - counts.worth(1_000) == pytest.approx(counts.worth(1_000) - counts.worth(100))


def test_readings_that_name_no_network_are_by_their_visitors(hour):
    """Processes from before write none until they are restarted: their readers are no crowd behind one address."""
    for number in range(20):
        Reading.objects.create(number=1, visitor=f"visitor {number}", read_at=hour)
    for minutes in range(0, 60, 5):
        Reading.objects.create(number=2, visitor="an", read_at=hour + timedelta(minutes=minutes))
    for _ in range(50):
        read(1, at=hour, network="carrier")
    counts.add_up(at=hour + timedelta(minutes=59))
    assert counted() == {(1, hour): 20 + round(counts.worth(50)), (2, hour): 1}


def test_a_network_begins_anew_with_each_hour_and_story(hour):
    for each in range(2):
        for story in (1, 2):
            for _ in range(7):
                read(story, at=hour + timedelta(hours=each), network="carrier")
    counts.add_up(at=hour + timedelta(hours=1))
    assert set(counted().values()) == {round(counts.worth(7))}


def test_an_hour_keeps_the_stories_that_were_read_most(hour, monkeypatch):
    monkeypatch.setattr(counts, "MOST_STORIES", 3)
    for number in range(1, 7):
        for _ in range(1 + number % 3):
            read(number, at=hour)
    counts.add_up(at=hour + timedelta(minutes=5))
    assert counted() == {(5, hour): 3, (2, hour): 3, (4, hour): 2}
    for _ in range(4):
        read(1, at=hour + timedelta(minutes=6))
    for _ in range(2):
        counts.add_up(at=hour + timedelta(minutes=10))
        assert counted() == {(1, hour): 6, (5, hour): 3, (2, hour): 3}


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


def test_a_crowd_behind_one_network_is_counted_anew_to_the_same(hour):
    for _ in range(30):
        read(1, at=hour, network="carrier")
    found = []
    for minutes in (5, 10, 62, 118):
        counts.add_up(at=hour + timedelta(minutes=minutes))
        found.append(counted())
    assert found == [{(1, hour): round(counts.worth(30))}] * 4


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


def test_readings_are_thrown_away_when_their_hour_is_not_counted_again_and_their_counts_stay(hour):
    read(1, at=hour + timedelta(minutes=29))
    read(2, at=hour + timedelta(minutes=31))  # decides whether one of the next hour is a repeat
    read(3, at=hour + timedelta(hours=2))
    counts.add_up(at=hour + timedelta(hours=2, minutes=5))
    assert [r.number for r in Reading.objects.all()] == [2, 3]
    counts.add_up(at=hour + timedelta(hours=2, minutes=10))
    assert counted() == {(1, hour): 1, (2, hour): 1, (3, hour + timedelta(hours=2)): 1}


def test_what_was_thrown_away_makes_no_repeat_a_reading(hour):
    read(1, at=hour + timedelta(minutes=45), visitor="an")
    read(1, at=hour + timedelta(minutes=65), visitor="an")
    read(2, at=hour + timedelta(hours=1))
    read(2, at=hour + timedelta(hours=2))
    for minutes in (130, 140, 170):
        counts.add_up(at=hour + timedelta(minutes=minutes))
    assert (1, hour + timedelta(hours=1)) not in counted()


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

    for number in range(1, 5):
        make_article(number=number)
    count(1, hours_ago=0, readings=5)
    count(1, hours_ago=10, readings=5)
    count(2, hours_ago=1, readings=9)
    count(3, hours_ago=30, readings=99)
    count(4, hours_ago=2, readings=9)
    at = hour + timedelta(minutes=30)
    assert ranking(1, 2, 3, 4, at=at) == [1, 4, 2]
    assert ranking(1, 2, 3, 4, at=at, hours=24 * 7, limit=2) == [3, 1]
    assert ranking(1, 2, 3, 4, at=hour - timedelta(days=30)) == []


def test_what_is_not_asked_for_takes_no_place(hour):
    story = make_article()
    for number in range(50):
        HourlyCount.objects.create(number=number, hour=hour, readings=1_000)
    HourlyCount.objects.create(number=story.pk, hour=hour, readings=1)
    live = Article.objects.live(at=timezone.now()).newest_first()
    assert counts.most_read(at=hour, hours=24, limit=5, among=live) == [story.pk]


def test_one_story_has_one_count_an_hour(hour):
    HourlyCount.objects.create(number=1, hour=hour, readings=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        HourlyCount.objects.create(number=1, hour=hour, readings=2)


def test_the_most_read_come_in_one_query(hour, django_assert_num_queries):
    with django_assert_num_queries(1):
        ranking(1, 2, at=hour)


def test_many_readings_are_added_up_in_few_queries(hour, django_assert_max_num_queries):
    moments = [hour + timedelta(seconds=second) for second in range(3600)]
    Reading.objects.bulk_create(
        [
            Reading(number=n % 50, visitor=str(n % 997), network=str(n % 991), read_at=at)
            for n, at in enumerate(moments * 3)
        ]
    )
    with django_assert_max_num_queries(13):
        counts.add_up(at=hour + timedelta(hours=1))
    assert len(counted()) == 50


def test_the_worker_adds_up_every_five_minutes():
    assert periodic["readership.add_up"].seconds == 300
