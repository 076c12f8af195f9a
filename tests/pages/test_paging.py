"""Cursors: readable, exact to the microsecond, and strict."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.paging import Cursor

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


@given(
    at=st.datetimes(datetime(1990, 1, 1), datetime(2199, 12, 31), timezones=st.just(HANOI)),  # noqa: DTZ001
    number=st.integers(0, 10**18 - 1),
)
def test_a_cursor_is_read_as_it_was_written(at, number):
    cursor = Cursor(at, number)
    assert Cursor.read(str(cursor)) == cursor


def test_a_cursor_is_written_in_hanoi_time():
    assert str(Cursor(datetime(2026, 11, 22, 2, 30, tzinfo=UTC), 7)) == "2026-11-22T09-30-00-7"
    assert str(Cursor(datetime(2026, 11, 22, 2, 30, 0, 120, tzinfo=UTC), 7)) == "2026-11-22T09-30-00.000120-7"


def test_the_old_site_s_form_means_before_that_minute():
    assert Cursor.read("2025-05-26T20-49") == Cursor(datetime(2025, 5, 26, 20, 49, tzinfo=HANOI), 0)


NO_PLACES = """
2026
2026-13-01T00-00-00-1
2026-02-30T00-00-00-1
2026-01-01T24-00-00-1
1700-01-01T00-00-00-1
2026-01-01T00-00-00-x
2026-01-01T00-00-00--1
2026-01-01T00-00-00.1-1
2026-01-01 00:00:00-1
٢٠٢٦-01-01T00-00-00-1
2026-01-01T00-00-00-9999999999999999999
"""


@pytest.mark.parametrize(
    "text", [*NO_PLACES.strip().splitlines(), "", " 2026-01-01T00-00-00-1", "2026-01-01T00-00-1\n"]
)
def test_what_is_no_place_is_none(text):
    assert Cursor.read(text) is None
