"""Clean text: what two writers type differently and a reader sees alike is stored alike."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese import clean_line, clean_text

LINES = [
    ("  Hữu nghị\u00a0\tViệt  -  Mỹ \n", "Hữu nghị Việt - Mỹ"),
    (unicodedata.normalize("NFD", "Thủy điện Sơn La"), "Thủy điện Sơn La"),
    ("Vi\u1ec7t".replace("\u1ec7", "ẹ\u0302"), "Việt"),
    ("Vi\u1ec7t".replace("\u1ec7", "ê\u0323"), "Việt"),
    ("hòa\u200b bình\ufeff", "hòa bình"),
    ("a\u200b\u0301", "á"),
    ("ha\u00adi", "hai"),
    ("\u202egnuh\u202c \u2066a\u2069", "gnuh a"),
    ("một\x00\x07hai", "mộthai"),
    ("\uf0b7 gạch đầu dòng \ue000", "gạch đầu dòng"),
    ("lẻ \ud83d đôi \udc00", "lẻ đôi"),
    ("\u3164\u2800\ufffc", ""),
    ("🎉 Chúc mừng năm mới", "🎉 Chúc mừng năm mới"),
    ("một\u2028hai\x85ba", "một hai ba"),
    ("", ""),
]


@pytest.mark.parametrize(("typed", "clean"), LINES)
def test_a_line_holds_what_can_be_seen(typed: str, clean: str) -> None:
    assert clean_line(typed) == clean


def test_text_keeps_its_lines_and_one_empty_line_between_paragraphs() -> None:
    typed = "\r\n  Đoạn  một \r\ntiếp\u2029\n\n\n\t\nĐoạn\u00a0hai\r\n\r\n"
    assert clean_text(typed) == "Đoạn một\ntiếp\n\nĐoạn hai"


@given(st.text())
def test_cleaning_is_done_once(text: str) -> None:
    assert clean_line(clean_line(text)) == clean_line(text)
    assert clean_text(clean_text(text)) == clean_text(text)
    assert " ".join(clean_text(text).split()) == clean_line(text)


@given(st.text())
def test_clean_text_can_be_stored_anywhere(text: str) -> None:
    clean = clean_text(text)
    assert unicodedata.is_normalized("NFC", clean)
    clean.encode()
    kept = {letter for letter in clean if unicodedata.category(letter) in {"Cf", "Cs", "Co"}}
    assert all(letter in "\u200b\u200c\u200d" or "\U000e0020" <= letter <= "\U000e007f" for letter in kept)
    assert {letter for letter in clean if unicodedata.category(letter) == "Cc"} <= {"\n"}


def test_a_letter_carries_a_few_marks_and_no_tower():
    """A megabyte of marks on one letter is answered at once, not after hours."""
    tower = "a" + "\u0301\u0323" * 500_000
    assert len(clean_line(tower)) <= 4
    assert clean_text(tower) == clean_line(tower)
    assert clean_line("e\u0302\u0301") == "ế"
