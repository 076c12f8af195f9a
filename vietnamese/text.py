"""Clean text: composed letters, nothing invisible but what other scripts need, white space folded."""

import re
import unicodedata
from functools import cache

from vietnamese import joiners

MAX_MARKS = 4  # on one letter; Vietnamese needs two. Ordering a long stack would take quadratic time

# Marks and letters that draw nothing, which Unicode does not count among the format characters.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufffc")
_LINE_ENDS = frozenset("\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
_NONCHARACTERS = frozenset(range(0xFDD0, 0xFDF0))


class _Visible(dict[int, str | None]):
    """A table for str.translate: line ends become a newline, spaces a space, what cannot be seen goes."""

    def __missing__(self, code: int) -> str | None:
        self[code] = seen = self._seen(code)
        return seen

    @staticmethod
    def _seen(code: int) -> str | None:
        letter = chr(code)
        category = unicodedata.category(letter)
        if joiners.is_joiner(letter):
            return letter  # whether it may stay depends on where it stands
        if letter in _LINE_ENDS:
            return "\n"
        if letter == "\t" or category == "Zs":
            return " "
        if category in {"Cc", "Cf", "Cs", "Co"} or letter in _BLANK:
            return None
        if code in _NONCHARACTERS or code & 0xFFFE == 0xFFFE:
            return None
        return letter


_VISIBLE = _Visible()
# Most text: of these letters and signs each is seen as it is. They need no look-up one by one.
_SEEN = re.compile("[ -~\n\u00a1-\u00ac\u00ae-\u034e\u0350-\u036f\u1e00-\u1eff\u2010-\u2027\u2030-\u205e]*")
# Without five letters in a row beyond the Latin ones, no letter carries too many marks.
_BEYOND_LATIN = re.compile(f"[^\\x00-\u02ff\u1e00-\u1eff]{{{MAX_MARKS + 1}}}")


@cache
def _stack() -> re.Pattern[str]:
    marks = "".join(letter for letter in map(chr, range(0x300, 0x20000)) if _is_mark(letter))
    return re.compile(f"([{marks}]{{{MAX_MARKS}}})[{marks}]+")


def _is_mark(letter: str) -> bool:
    """Whether it stands on the letter before once it is taken apart, as some Tibetan vowels and half-wide signs do."""
    return all(map(unicodedata.combining, unicodedata.normalize("NFKD", letter)))


def composed(text: str) -> str:
    """NFC with at most MAX_MARKS marks on a letter; nothing else changes."""
    if _BEYOND_LATIN.search(text):
        text = _stack().sub(r"\1", text)
    return unicodedata.normalize("NFC", text)


def _visible(text: str) -> str:
    text = text.replace("\r\n", "\n")
    if not _SEEN.fullmatch(text):
        text = joiners.settled(text.translate(_VISIBLE))
    return text if text.isascii() else composed(text)


def clean_line(text: str) -> str:
    """One line as a reader sees it: NFC, no invisible character that does nothing, single spaces."""
    return " ".join(_visible(text).split())


def clean_text(text: str) -> str:
    """Lines as a reader sees them: each one clean, at most one of them empty in a row, none at the ends."""
    lines = "\n".join(" ".join(line.split()) for line in _visible(text).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n")
