"""Alphabetical order: a ă â b c d đ e ê … o ô ơ … u ư … y, then the tones, then capitals."""

import re
import unicodedata

from vietnamese.folding import accented
from vietnamese.text import clean_line

_QUALITY = {"\u0306": "1", "\u0302": "2", "\u031b": "3"}
_TONE = {"\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0301": "5", "\u0323": "6"}
_OTHER_MARK = "7"
_NO_TONE = "1"
_END_OF_LEVEL = "00"
_BETWEEN_WORDS = "01"
_LONGEST_NUMBER = 99
_PIECE = re.compile(r"[0-9]+|[^\W\d_][\u0300-\u036f]*|[^\W_]")


def sort_key(text: str) -> str:
    """The text as a key of small ASCII letters and digits, which every collation puts in Vietnamese order.

    Letters decide first, over the whole text; then the tones (ngang, huyền, hỏi, ngã, sắc, nặng), then
    capitals. The end of a word comes before any letter, numbers come before letters, by their value.
    """
    words = [_pieces(word) for word in re.split(r"[\W_]+", accented(text)) if word]
    letters = _BETWEEN_WORDS.join("".join(map(_letter, word)) for word in words)
    tones = "0".join("".join(map(_tone, word)) or _NO_TONE for word in words)
    capitals = "".join("2" if letter.isupper() else "1" for letter in clean_line(text) if letter.isalnum())
    return f"{letters}{_END_OF_LEVEL}{tones}{_END_OF_LEVEL}{capitals.rstrip('1')}"


def _pieces(word: str) -> list[str]:
    return _PIECE.findall(unicodedata.normalize("NFD", word))


def _letter(piece: str) -> str:
    if piece.isascii() and piece.isdigit():
        number = (piece.lstrip("0") or "0")[:_LONGEST_NUMBER]
        return f"1{len(number):02}{number}"
    base, marks = piece[0], piece[1:]
    if base == "đ":
        return "d1"
    if "a" <= base <= "z":
        return base + next((_QUALITY[mark] for mark in marks if mark in _QUALITY), "0")
    return f"zz{ord(base):06x}"


def _tone(piece: str) -> str:
    return "".join(_TONE.get(mark, _OTHER_MARK) for mark in piece[1:] if mark not in _QUALITY)
