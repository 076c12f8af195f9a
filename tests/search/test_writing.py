"""Putting, replacing and taking out."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from search import index
from search.models import Entry
from search.places import LARGEST_NUMBER


def words_kept() -> int:
    """How many documents the database keeps words of."""
    table = "search_words" if connection.vendor == "sqlite" else "search_entry WHERE lexemes IS NOT NULL"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 - two constants
        return cursor.fetchone()[0]


def test_put_replaces(put: Callable, found: Callable) -> None:
    put("mưa", number=3, minutes_ago=10)
    put("nắng", number=3, minutes_ago=5)
    assert found("mưa") == []
    assert found("nắng") == [3]
    assert Entry.objects.count() == words_kept() == 1


def test_put_again_changes_nothing(put: Callable, found: Callable) -> None:
    for _time in range(3):
        put("mưa", title="Tin", number=3)
    assert found("mưa tin") == [3]
    assert Entry.objects.count() == words_kept() == 1


def test_remove(put: Callable, found: Callable) -> None:
    put("mưa", number=3)
    put("mưa", number=4)
    index.remove("article", 3)
    index.remove("article", 999)
    assert found("mưa") == [4]
    assert Entry.objects.count() == words_kept() == 1


def test_clear_takes_one_kind(now: datetime, put: Callable, found: Callable) -> None:
    put("mưa", number=3)
    index.put("event", 3, title="mưa", text="", live_from=now)
    index.clear("article")
    assert found("mưa", kind=None) == [3]
    assert found("mưa") == []
    assert words_kept() == 1


def test_a_reindexing_clears_what_it_did_not_meet(put: Callable, found: Callable) -> None:
    put("mưa", number=3)
    put("mưa", number=4)
    began = timezone.now()
    put("mưa", number=4)
    index.clear("article", older_than=began)
    assert found("mưa") == [4]


def test_many_are_put_in_batches_as_they_come(now: datetime, found: Callable) -> None:
    taken = []

    def documents():
        for number in range(1, 8):
            taken.append(Entry.objects.count())
            yield index.Document(kind="article", number=number, title="mưa", text="", live_from=now)

    assert index.put_many(documents(), batch_size=3) == 7
    assert taken == [0, 0, 0, 3, 3, 3, 6]
    assert found("mưa") == [7, 6, 5, 4, 3, 2, 1]


def test_of_two_in_one_batch_the_later_stands(now: datetime, found: Callable) -> None:
    old = index.Document(kind="article", number=3, title="mưa", text="", live_from=now - timedelta(days=1))
    new = index.Document(kind="article", number=3, title="nắng", text="", live_from=now)
    index.put_many([old, new])
    assert found("mưa") == []
    assert found("nắng") == [3]
    assert words_kept() == 1


def test_nothing_is_kept_of_a_transaction_that_fails(put: Callable, found: Callable) -> None:
    with transaction.atomic():
        put("mưa", number=3)
        transaction.set_rollback(True)
    assert found("mưa") == []
    assert words_kept() == 0


@pytest.mark.parametrize("number", [0, -1, LARGEST_NUMBER + 1])
def test_a_number_that_does_not_fit_is_refused(number: int, now: datetime, db) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        index.put("article", number, title="", text="", live_from=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(kind="article", number=number % 2**31, place=1, live_from=now, updated_at=now)


def test_an_unknown_kind_is_refused_and_finds_nothing(now: datetime, db) -> None:
    with pytest.raises(ValueError, match="no kind"):
        index.put("recipe", 1, title="", text="", live_from=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(kind="recipe", number=1, place=1, live_from=now, updated_at=now)
    assert index.find("mưa", kind="recipe' OR 1=1", at=now) == index.Results()


def test_the_largest_number_comes_back(now: datetime, db) -> None:
    index.put("event", LARGEST_NUMBER, title="mưa", text="", live_from=now)
    assert index.find("mưa", kind=None, at=now).hits == [index.Hit("event", LARGEST_NUMBER)]


@pytest.mark.parametrize("fails", [False, True])
def test_a_bulk_load_ends_with_a_whole_index(fails: bool, now: datetime, found: Callable) -> None:
    def load() -> None:
        with index.bulk_load():
            index.put_many(
                index.Document(kind="article", number=n, title="mưa", text="", live_from=now) for n in (1, 2)
            )
            if fails:
                raise RuntimeError

    if fails:
        with pytest.raises(RuntimeError):
            load()
    else:
        load()
    assert found("mưa") == [2, 1]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            indexes = connection.introspection.get_constraints(cursor, Entry._meta.db_table)
        assert "search_entry_lexemes" in indexes
