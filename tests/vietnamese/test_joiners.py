"""Characters that draw nothing stay where a script or an emoji needs them, and nowhere else."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import body
from search.words import words_of
from vietnamese import accented, clean_line, clean_text, fold, slugify, sort_key

NEEDED = {
    "a family": "👨\u200d👩\u200d👧\u200d👦",
    "a judge with a skin": "🧑🏽\u200d⚖\ufe0f",
    "a rainbow flag": "🏳\ufe0f\u200d🌈",
    "a burning heart": "❤\ufe0f\u200d🔥",
    "a black cat": "🐈\u200d⬛",
    "a head that nods": "🙂\u200d↕\ufe0f",
    "the flag of Scotland": "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "a flag of letters": "🇻🇳",
    "a text heart": "❤\ufe0e",
    "Khmer": "ភាសា\u200bខ្មែរ\u200bជា\u200bភាសា",
    "Khmer with a shifter": "ប៊\u200cី",
    "Lao": "ພາສາ\u200bລາວ",
    "Thai": "ประเทศ\u200bไทย",
    "Burmese": "မြန်မာ\u200bနိုင်ငံ",
    "Persian": "می\u200cخواهم کتاب\u200cها",
    "a Persian letter in its first shape": "ه\u200d سال",
    "Hindi that shows its virama": "क्\u200cष",
    "Hindi with a half letter": "क्\u200dष",
    "Bengali": "র\u200d্যাব",
    "Sinhala": "ශ්\u200dරී ලංකා",
    "Malayalam, the word's last letter": "അവന്\u200d വന്നു",
}
NOT_NEEDED = [
    ("hòa\u200b bình", "hòa bình"),
    ("h\u200bữ\u200cu ngh\u200dị", "hữu nghị"),
    ("\u200d🎉\u200d", "🎉"),
    ("🎉\u200b🎉", "🎉🎉"),
    ("мир\u200d дружба\u200c", "мир дружба"),
    ("中\u200b国", "中国"),
    ("Lào \u200bພາສາ\u200b Lào", "Lào ພາສາ Lào"),
    ("ພາສາ\u200b\u200b\u200dລາວ", "ພາສາ\u200bລາວ"),
    ("👩\u200d\u200d\u200c👧", "👩\u200d👧"),
    ("ai\U000e0061\U000e0062\U000e007f", "ai"),
    ("🏴\U000e0067\U000e0062", "🏴"),
    ("🇻🇳\U000e0067\U000e007f", "🇻🇳"),
    ("ประเทศ\u200b\u0e34ไทย", "ประเทศ\u0e34ไทย"),
    ("ha\u00adi\ufeff \u202egnuh\u202c\u2060", "hai gnuh"),
]


@pytest.mark.parametrize("name", NEEDED)
def test_what_a_script_needs_stays_whole(name: str) -> None:
    text = NEEDED[name]
    assert clean_line(text) == unicodedata.normalize("NFC", text)
    assert clean_text(f"{text}\n{text}") == unicodedata.normalize("NFC", f"{text}\n{text}")
    assert text in unicodedata.normalize("NFC", body.clean(f"<p>Mở đầu {text} kết.</p>"))


@pytest.mark.parametrize(("typed", "clean"), NOT_NEEDED)
def test_what_does_nothing_goes(typed: str, clean: str) -> None:
    assert clean_line(typed) == clean


@pytest.mark.parametrize("name", NEEDED)
def test_words_are_found_with_their_joiners_and_without(name: str) -> None:
    text = NEEDED[name]
    bare = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    for same in (fold, accented, slugify, sort_key, words_of):
        assert same(text) == same(bare)


PIECES = [
    "\u200b",
    "\u200c",
    "\u200d",
    "\u0301",
    "\u0e34",
    "\u0e48",
    "ก",
    "ລ",
    "ខ",
    "្",
    "က",
    "\u09cd",
    "র",
    "क",
    "\u094d",
]
PIECES += [
    "\u093c",
    "ی",
    "\u064e",
    "👩",
    "\ufe0f",
    "🏽",
    "🏴",
    "\U000e0067",
    "\U000e007f",
    "a",
    " ",
    "\n",
    "\u00ad",
    "\u034f",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_it_is_done_once_and_changes_no_comparison(text: str) -> None:
    clean = clean_text(text)
    assert clean_text(clean) == clean
    assert clean_line(clean_line(text)) == clean_line(text)
    assert fold(fold(text)) == fold(text) == fold(accented(text))
    assert accented(accented(text)) == accented(text)


def test_joiners_build_no_tower_of_marks() -> None:
    for joiner in "\u200b\u200c\u200d":
        for letter, mark in (("ก", "\u0e48"), ("क", "\u094d"), ("ی", "\u064e"), ("র", "\u09cd"), ("a", "\u0301")):
            assert len(clean_line(letter + f"{mark}{joiner}" * 100_000)) <= 8
