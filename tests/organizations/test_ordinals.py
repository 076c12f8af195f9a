"""Ordinals are kept as the organiser writes them and sorted by their number."""

import pytest

from organizations.models import Event
from organizations.ordinals import read_ordinal, show_ordinal


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("lần thứ VI", 6), ("Lần thứ 22", 22), ("lần thứ 3", 3), ("III", 3), ("XIV", 14), ("xl", 40), ("XCIX", 99),
        ("lần thứ nhất", 1), ("lần thứ tư", 4), ("khóa mười hai", 12), ("Đại hội IX", 9),
        ("", None), ("lần thứ", None), ("IIII", None), ("VX", None), ("năm 2022", None), ("99999", None), ("0", None),
        ("lần thứ \x00", None),
    ],
)  # fmt: skip
def test_reading(text, number):
    assert read_ordinal(text) == number


@pytest.mark.parametrize(
    ("number", "text", "shown"),
    [
        (6, "lần thứ VI", "lần thứ VI"),
        (22, "lần thứ 22", "lần thứ 22"),
        (6, "VI", "lần thứ VI"),
        (3, "", "lần thứ 3"),
        (None, "", ""),
    ],
)
def test_showing(number, text, shown):
    assert show_ordinal(Event(ordinal=number, ordinal_text=text)) == shown
