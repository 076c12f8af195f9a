"""No query and no text can make the index fail."""

from collections.abc import Callable
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import index
from search.demands import demands_of

EMPTY = [
    "",
    "   ",
    "\x00",
    "!?…",
    '"',
    "'",
    "\\",
    "🎉",
    "\ud800",
    "\u200b",
    "-",
    "*",
    "()",
    "^:",
    "\u0301",
    "﹏" * 9000,
]
SENSIBLE = [
    'mưa" OR "nắng',
    "mưa AND",
    "NEAR(mưa nắng)",
    "title_folded : mưa",
    "mưa*",
    "'mưa' & !nắng | (",
    "mưa <-> nắng:A",
    "mưa'; DROP TABLE search_entry; --",
    "mưa\x00nắng",
    "{mưa} + ^nắng",
    "\\'mưa\\'",
    "m" * 8192,
    "mưa " * 2048,
    " ".join(f"từ{i}" for i in range(1200)),
    "ß ŉ ǰ ΐ ﬃ İ ﷺ",
    "%s %% {}",
    "m",
    "0",
    "1e5",
    "http://thoidai.com.vn/a-1.html?x=1",
]


@pytest.mark.parametrize("query", EMPTY, ids=repr)
def test_without_a_word_nothing_is_found(query: str, put: Callable, now: datetime) -> None:
    put("mưa nắng", title="🎉 \"'")
    assert index.find(query, kind=None, at=now) == index.Results()


@pytest.mark.parametrize("query", SENSIBLE, ids=lambda query: query[:20].encode("unicode_escape").decode())
def test_operators_and_rubbish_are_words(query: str, put: Callable, found: Callable) -> None:
    put("tin khác")
    number = put(query, title="Tựa")
    assert found(query) == [number]


def test_a_long_query_is_its_first_words(put: Callable, found: Callable) -> None:
    number = put("mưa nắng")
    assert found("mưa nắng " * 1000 + "bão") == [number]


def test_texts_beyond_every_bound(put: Callable, found: Callable) -> None:
    number = put("\x00".join(f"từ{i}" for i in range(40_000)) + "\ud800", title="nhan đề " * 100)
    assert found("từ11998 từ11999") == []  # the NUL bytes are dropped, so all of it is one word
    number = put(" ".join(f"từ{i}" for i in range(40_000)), number=number)
    assert found("từ11998 từ11999") == [number]
    assert found("từ39999") == []
    put(" ".join(f"{i:05}" + "𐐷" * 59 for i in range(12_000)), number=number)
    assert found("00000" + "𐐷" * 70) == [number]


@given(st.text(), st.text())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_put_is_found_by_its_own_words(put: Callable, found: Callable, title: str, text: str) -> None:
    put(text, title=title, number=1)
    found(f"{title}'\"{text}")
    for own in (title, text):
        expected = demands_of(own) != []
        assert (1 in found(own)) == expected
