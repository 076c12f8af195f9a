"""Alphabetical order is Vietnamese, in any database."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese import sort_key

IN_ORDER = [
    list("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"),
    ["ma", "mà", "mả", "mã", "má", "mạ", "mă", "mâ"],
    ["An Giang", "Ana", "Ân"],
    ["Bà Rịa", "Bắc Giang", "Bắc Kạn", "Bắc Ninh", "Bình Dương", "Cà Mau", "Cần Thơ", "Đà Nẵng", "Đắk Lắk", "Đồng Nai"],
    ["Dương", "Dưỡng", "Đa", "Đông", "Đồng", "Đổng", "Đống", "Động", "Em"],
    ["Hà Giang", "Hạ Long", "Hà Nội", "Hải Dương", "Hòa Bình", "Hồ Chí Minh", "Huế"],
    ["ba bà", "bà ba", "bà bà"],
    ["hội", "Hội", "HỘI"],
    ["", "7 điều", "12 điều", "75 năm", "Ba điều"],
    ["Hội", "Hội 2", "Hội 10", "Hội An"],
    ["Việt Nam", "Zambia", "мир", "中国"],
]


@pytest.mark.parametrize("words", IN_ORDER, ids=lambda words: words[1])
def test_order(words: list[str]) -> None:
    mixed = random.Random(1).sample(words, len(words))
    assert sorted(mixed, key=sort_key) == words


def test_spellings_of_one_name_stand_together() -> None:
    assert sort_key("Hoà Bình") == sort_key("Hòa  Bình")
    assert sort_key("Việt - Mỹ") == sort_key("Việt-Mỹ")


@given(st.text())
def test_a_key_is_in_letters_that_every_collation_orders_alike(text: str) -> None:
    assert set(sort_key(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789")


@given(st.text(alphabet="aàâdđeêoơuưAĐ 019-", max_size=12), st.text(alphabet="aàâdđ 09", min_size=1, max_size=6))
def test_the_shorter_name_comes_first(name: str, rest: str) -> None:
    assert sort_key(name) <= sort_key(f"{name} {rest}")
