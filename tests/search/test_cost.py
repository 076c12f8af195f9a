"""What a query costs does not grow with the archive: the indexes are used, and every grade has its bound."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from django.db import connection

from search import index, postgresql, sqlite

QUERIES = ["hữu", "huu nghi", "hữu nghị", "an ninh lương thực"]


@pytest.fixture
def plans(db) -> Iterator[list[str]]:
    """The plan of every statement that searches, as the database would carry it out on a large table."""
    collected: list[str] = []
    if connection.vendor == "postgresql":
        yield from _plans_within_functions(collected)
        return

    def note_plan(execute, sql, params, many, context):
        if "search_" in sql and not many and not sql.startswith("EXPLAIN"):
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
                collected.append("\n".join(str(row[-1]) for row in cursor.fetchall()))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note_plan):
        yield collected


def _plans_within_functions(collected: list[str]) -> Iterator[list[str]]:
    def note_plan(notice) -> None:
        if "search_entry" in (notice.message_primary or "") and "Query Text: INSERT" not in notice.message_primary:
            collected.append(notice.message_primary)

    with connection.cursor() as cursor:
        cursor.execute("LOAD 'auto_explain'")
        cursor.execute("DISCARD PLANS")  # a function keeps the plan that an earlier test gave it
        for setting in (
            "auto_explain.log_min_duration = 0",
            "auto_explain.log_nested_statements = on",
            "client_min_messages = log",
            "enable_seqscan = off",
        ):
            cursor.execute(f"SET LOCAL {setting}")
    session = connection.connection
    session.add_notice_handler(note_plan)
    try:
        yield collected
    finally:
        session.remove_notice_handler(note_plan)


@pytest.mark.parametrize("query", QUERIES)
def test_no_statement_reads_or_sorts_the_whole_archive(
    query: str, put: Callable, plans: list[str], now: datetime
) -> None:
    for minutes in range(30):
        put("hữu nghị, an ninh lương thực", minutes_ago=minutes * 10_000)
    plans.clear()
    index.find(query, kind="article", at=now)
    assert plans
    for plan in plans:
        if connection.vendor == "sqlite":
            assert "VIRTUAL TABLE INDEX" in plan or "COVERING INDEX" in plan
            assert "TEMP B-TREE" not in plan  # read in order, newest first
            assert "SCAN search_entry" not in plan
        else:
            assert "search_entry_lexemes" in plan or "Index Only Scan" in plan
            assert "Seq Scan" not in plan


@pytest.mark.parametrize("count", [20, 200])
def test_statements_do_not_grow_with_the_archive(
    count: int, put: Callable, now: datetime, django_assert_max_num_queries
) -> None:
    for minutes in range(count):
        put("lương thực an ninh", minutes_ago=minutes * 10_000)
    with django_assert_max_num_queries(12):
        assert len(index.find("an ninh lương thực", kind="article", at=now).hits) == 20


@pytest.fixture
def hidden_phrase(put: Callable, monkeypatch: pytest.MonkeyPatch) -> int:
    """An old document that holds the phrase, below newer ones that hold its pairs of neighbours only."""
    monkeypatch.setattr(index, "MOST_RESULTS", 4)
    number = put("hội hữu nghị", minutes_ago=10_000)
    for minutes in range(6):
        put("hội hữu, hữu nghị", minutes_ago=minutes)
    return number


def test_a_phrase_is_compared_in_so_many_documents(
    hidden_phrase: int, found: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bound of each database, met and passed by one document."""
    bounds = {"sqlite": (sqlite, "MOST_WALKED"), "postgresql": (postgresql, "MOST_COMPARED")}
    module, name = bounds[connection.vendor]
    monkeypatch.setattr(module, name, 7)
    assert found("hội hữu nghị")[0] == hidden_phrase
    monkeypatch.setattr(module, name, 6)
    assert hidden_phrase not in found("hội hữu nghị")
