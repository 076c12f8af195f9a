"""The order of what is found: phrase, accents, title, newest."""

from collections.abc import Callable

import pytest


def test_from_the_best_grade_to_the_least(put: Callable, found: Callable) -> None:
    """Each document of a lower grade is newer, so that only the grade can put it further down."""
    documents = [
        ("", "Bán hàng ngày Tết"),
        ("Tết này bán hàng ở chợ", ""),
        ("", "Bạn hàng truyền thống"),
        ("Một bạn hàng lâu năm", ""),
        ("", "Hàng xóm bán rau"),
        ("Hàng hóa đã bán hết", ""),
        ("", "Hằng nga và bạn"),
        ("Ban tổ chức xếp hàng ghế", ""),
    ]
    numbers = [put(text, title=title, minutes_ago=100 - i) for i, (text, title) in enumerate(documents)]
    assert found("bán hàng") == numbers


def test_without_accents_all_accents_are_equal(put: Callable, found: Callable) -> None:
    numbers = [put(text, minutes_ago=i) for i, text in enumerate(["bán hàng", "ban hang", "bạn hàng", "bàn hằng"])]
    assert found("ban hang") == numbers


def test_a_single_word(put: Callable, found: Callable) -> None:
    documents = [("", "Lúa mùa"), ("mùa màng", ""), ("", "Mưa lớn"), ("mưa", ""), ("múa", "")]
    numbers = [put(text, title=title, minutes_ago=50 - i) for i, (text, title) in enumerate(documents[:2])]
    newest_first = [put(text, title=title, minutes_ago=9 - i) for i, (text, title) in enumerate(documents[2:])]
    assert found("mùa") == [*numbers, newest_first[0], *reversed(newest_first[1:])]


def test_some_words_with_accents(put: Callable, found: Callable) -> None:
    scattered = put("nghi thức, hữu ích", minutes_ago=1)
    phrase = put("tình hữu nghị", minutes_ago=2)
    assert found("hữu nghi") == [phrase, scattered]


def test_long_phrases_are_compared_word_by_word(put: Callable, found: Callable) -> None:
    pairs_only = put("hội hữu tình và hữu nghị, nghị hội, hội hữu cơ", minutes_ago=1)
    whole = put("hội hữu nghị", minutes_ago=2)
    assert found("hội hữu nghị") == found("hoi huu nghi") == [whole, pairs_only]


def test_newest_first_among_equals_then_the_higher_number(put: Callable, found: Callable) -> None:
    older, newer = put("mưa", minutes_ago=5, number=9), put("mưa mưa mưa", minutes_ago=4, number=2)
    twin = put("mưa", minutes_ago=5, number=10)
    assert found("mưa") == [newer, twin, older]


@pytest.mark.parametrize("query", ["an ninh lương thực", "an ninh luong thuc", "An ninh luong thực", "an ninh"])
def test_a_phrase_that_many_hold_fills_the_first_page(query: str, put: Callable, found: Callable) -> None:
    """Hundreds of newer documents hold the same words scattered, as common syllables are."""
    holding = {put("bảo đảm an ninh lương thực toàn cầu", minutes_ago=60 * 24 * 40 + i) for i in range(25)}
    for i in range(400):
        put("thực ra lương cao ở ninh bình là an toàn", minutes_ago=i * 60)
    first_page = found(query, per_page=20)
    assert len(first_page) == 20
    assert set(first_page) <= holding
