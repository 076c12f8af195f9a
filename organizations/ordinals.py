"""Ordinals as organisers write them: "lần thứ VI", "lần thứ 22", "lần thứ nhất"."""

import re
from typing import Protocol

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vietnamese import fold

ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
ROMAN_NUMERAL = re.compile(r"(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})\Z")
WORDS = {
    "nhat": 1, "mot": 1, "hai": 2, "nhi": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5,
    "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10,
}  # fmt: skip
MAX_DIGITS = 4  # no congress is the ten-thousandth
NOISE = {"lan", "thu", "ky", "khoa", "hoi", "dai", "hop", "phien"}


class HasOrdinal(Protocol):
    """A term or an event: a number to sort by, and the form in which the organiser writes it."""

    ordinal: int | None
    ordinal_text: str


def read_roman(text: str) -> int | None:
    """The value of a Roman numeral in lower case, or None when it is none."""
    if not text or not ROMAN_NUMERAL.match(text):
        return None
    values = [ROMAN[letter] for letter in text]
    return sum(
        -value if following > value else value for value, following in zip(values, [*values[1:], 0], strict=True)
    )


def read_ordinal(text: str) -> int | None:
    """The number in a written ordinal, or None when it holds none that we can read."""
    words = [word for word in fold(text).split() if word not in NOISE]
    if len(words) == 1:
        word = words[0]
        if word.isascii() and word.isdigit():
            return int(word) if len(word) <= MAX_DIGITS and int(word) else None
        return WORDS.get(word) or read_roman(word)
    if len(words) == 2 and words[0] == "muoi" and words[1] in WORDS:
        return 10 + WORDS[words[1]]
    return None


def show_ordinal(thing: HasOrdinal) -> str:
    """The ordinal as the organiser writes it: a bare number or numeral gets "lần thứ" in front."""
    text = thing.ordinal_text.strip() or (str(thing.ordinal) if thing.ordinal else "")
    if text and " " not in text:
        return gettext("no. %(ordinal)s") % {"ordinal": text}
    return text


def settle_ordinal(thing: HasOrdinal) -> None:
    """Fill the number from the written form, and refuse two that disagree."""
    written = read_ordinal(thing.ordinal_text) if thing.ordinal_text else None
    if thing.ordinal is None:
        thing.ordinal = written
    elif written is not None and written != thing.ordinal:
        raise ValidationError({"ordinal_text": _("The ordinal and its written form are two different numbers.")})
