"""Which documents a query finds."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from search import index

TITLE = "Thủ tướng tiếp Đại sứ Lào"
TEXT = "Hai bên nhất trí thúc đẩy giao lưu nhân dân, hợp tác địa phương; khoẻ mạnh ở Hoà Bình. Dự án 1.250 tỷ đồng."

FOUND = [
    "đại sứ",
    "dai su",
    "DAI SU LAO",
    "giao lưu nhân dân",
    "giao luu nhan dan",
    "nhân dân giao lưu",
    "Đại sứ hợp tác",  # one word in the title, one in the text
    "khỏe",
    "khoẻ",
    "hòa bình",
    "Hoà Bình",
    "hoà  -  bình!",
    "đaị sư",  # wrong accents still find
    "địa",
    "1.250",
    "\u200bthúc\u00a0đẩy",
    "ở",
]
NOT_FOUND = ["bộ trưởng", "giao lưu thể thao", "gia", "lưuu", "Campuchia", "125"]


@pytest.mark.parametrize("query", FOUND)
def test_all_words_with_and_without_accents(query: str, put: Callable, found: Callable) -> None:
    number = put(TEXT, title=TITLE)
    put("Một bài khác hẳn", title="Bóng đá")
    assert found(query) == [number]


@pytest.mark.parametrize("query", NOT_FOUND)
def test_a_missing_word_finds_nothing(query: str, put: Callable, found: Callable) -> None:
    put(TEXT, title=TITLE)
    assert found(query) == []


def test_the_title_and_the_text_do_not_run_together(put: Callable, found: Callable) -> None:
    apart = put("nghị Việt Nam", title="Hội hữu")
    together = put("Hội hữu nghị", minutes_ago=60)
    assert found("hữu nghị") == [together, apart]


def test_only_what_is_live(now: datetime, found: Callable) -> None:
    def put(number: int, live_from: datetime, live_until: datetime | None = None) -> None:
        index.put("article", number, title="mưa", text="", live_from=live_from, live_until=live_until)

    moment = timedelta(microseconds=1)
    put(1, now)
    put(2, now + moment)
    put(3, now - timedelta(days=1), now + moment)
    put(4, now - timedelta(days=1), now)
    put(5, now + timedelta(days=900))
    assert found("mưa") == [1, 3]
    assert found("mưa", at=now + moment) == [2, 1]
    assert found("mưa", at=now - timedelta(days=2)) == []


@pytest.mark.parametrize("year", [1, 1945, 1969, 2106, 2107, 9999])
def test_any_year_can_be_put(year: int, db, found: Callable) -> None:
    live_from = datetime(year, 6, 1, tzinfo=UTC)
    index.put("article", 7, title="mưa", text="nắng", live_from=live_from)
    assert found("mưa nắng", at=live_from) == [7]
    assert found("mưa nắng", at=live_from - timedelta(days=1)) == []


def test_kinds_are_kept_apart(now: datetime, db) -> None:
    for kind in ("article", "event", "organization"):
        index.put(kind, 5, title="Hội Hữu nghị", text="", live_from=now)
    event = index.Hit("event", 5)
    assert index.find("hội", kind="event", at=now).hits == [event]
    everything = index.find("hội", kind=None, at=now)
    assert {(hit.kind, hit.number) for hit in everything.hits} == {(kind, 5) for kind in index.KINDS}
    index.remove("event", 5)
    assert index.find("hội", kind="event", at=now) == index.Results()
    assert index.find("hội", kind=None, at=now).total == 2


def test_other_scripts(put: Callable, found: Callable) -> None:
    number = put("Мир во всём мире; ພາສາລາວ", title="友谊")
    assert found("мир") == found("ພາສາລາວ") == found("友谊") == [number]
