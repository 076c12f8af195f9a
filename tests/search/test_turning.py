"""The index of an earlier release is taken over: its rowids were the places, read downwards."""

from collections.abc import Callable
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import connection

from search import index

turn = import_module("search.migrations.0003_newest_first_upwards").turn


@pytest.fixture
def editor(db) -> SimpleNamespace:
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite has tables that are turned")
    return SimpleNamespace(connection=connection, execute=lambda sql: connection.cursor().execute(sql))


def rowids(table: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT rowid FROM {table}")  # noqa: S608 - two constants
        return [rowid for (rowid,) in cursor.fetchall()]


def test_an_index_from_before_is_turned_with_all_its_words(
    editor: SimpleNamespace, put: Callable, found: Callable
) -> None:
    older, newer = put("mưa rào", title="Tin bão", minutes_ago=9), put("rào mưa", title="Bão tin")
    turn(None, editor)
    assert all(rowid > 0 for table in ("search_titles", "search_words") for rowid in rowids(table))
    turn(None, editor)
    assert all(rowid < 0 for table in ("search_titles", "search_words") for rowid in rowids(table))
    assert found("tin bao") == [older, newer]
    assert found("mưa") == [older, newer]
    index.remove("article", older)
    assert found("bão") == [newer]
    put("nắng", number=newer)
    assert found("bão") == []
    assert found("nắng") == [newer]
