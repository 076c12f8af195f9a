"""Folding: what two spellings of the same words have in common, for search, matching and addresses."""

import re
import unicodedata
from functools import lru_cache

from vietnamese import joiners
from vietnamese.latin import in_latin
from vietnamese.text import clean_line

# Letters that Unicode does not take apart. Eth and African d stand for đ in text from old keyboards.
_STROKED = {"đ": "d", "ð": "d", "ɖ": "d", "ø": "o", "ł": "l", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe", "ı": "i"}
# The marks of the Latin, Greek and Cyrillic scripts; the vowel signs of Khmer or Lao are letters of their words.
_MARKS = ((0x0300, 0x036F), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE00, 0xFE0F), (0xFE20, 0xFE2F))

_LATIN = re.compile("[a-z]")


class _Folded(dict[int, str | None]):
    """A table for str.translate: letters and digits stay, marks go, everything else is a space."""

    def __missing__(self, code: int) -> str | None:
        self[code] = kept = self._kept(code)
        return kept

    @staticmethod
    def _kept(code: int) -> str | None:
        letter = chr(code)
        if any(first <= code <= last for first, last in _MARKS):
            return None
        if letter in _STROKED:
            return _STROKED[letter]
        return letter if unicodedata.category(letter)[0] in "LNM" else " "


_FOLDED = _Folded()


def fold(text: str) -> str:
    """Lower case without marks, đ as d, punctuation as single spaces: "Việt - Mỹ" and "viet my" are one."""
    text = unicodedata.normalize("NFKD", joiners.without(clean_line(text))).casefold()
    text = unicodedata.normalize("NFKD", text).casefold()
    return " ".join(unicodedata.normalize("NFKD", text).translate(_FOLDED).split())


def slugify(text: str, *, max_length: int = 120) -> str:
    """The words of an address: ASCII letters and digits joined by hyphens, cut between words; may be empty.

    A text without any Latin letter is put into Latin ones, so that it has an address of its own.
    """
    folded = fold(text)
    if not _LATIN.search(folded):
        folded = in_latin(folded)
    slug = "-".join(re.findall(r"[a-z0-9]+", folded))
    if len(slug) <= max_length:
        return slug
    whole_words = slug[: max_length + 1].rpartition("-")[0]
    return whole_words or slug[:max_length]


_TONES = "\u0300\u0301\u0303\u0309\u0323"
_QUALITIES = "\u0302\u0306\u031b"
_WORD = re.compile(r"[^\W\d_]+")
_VOWELS = re.compile(r"(?:[aeiouy][\u0300-\u036f]*)+")
_VOWEL = re.compile(r"[aeiouy][\u0300-\u036f]*")
# Open syllables in which the old and the new school differ: the tone stands on the first vowel (hòa, khỏe, thủy).
_FIRST_OF_TWO = frozenset(("ai", "ao", "au", "ay", "eo", "eu", "ia", "iu", "oa", "oe", "oi", "ua", "ui", "uy"))


def accented(text: str) -> str:
    """Lower case with all accents, each tone in its one place: "hoà" is "hòa", "thuỷ" is "thủy"."""
    text = joiners.without(clean_line(text)).lower().replace("ð", "đ").replace("ɖ", "đ")
    return unicodedata.normalize("NFC", _WORD.sub(_placed, unicodedata.normalize("NFC", text)))


def _placed(match: re.Match[str]) -> str:
    return _with_tone_in_place(match[0])


@lru_cache(maxsize=20_000)
def _with_tone_in_place(word: str) -> str:
    if word.isascii():
        return word
    letters = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", _VOWELS.sub(_with_tone_on_its_vowel, letters))


def _with_tone_on_its_vowel(match: re.Match[str]) -> str:
    """Moves the one tone of a run of vowels to the vowel that carries it; foreign runs with two stay."""
    vowels = _VOWEL.findall(match[0])
    tones = [letter for letter in match[0] if letter in _TONES]
    if len(vowels) < 2 or len(tones) != 1:
        return match[0]
    bare = [vowel.replace(tones[0], "") for vowel in vowels]
    onset = match.string[max(match.start() - 1, 0) : match.start()]  # its last letter; the whole would cost the square
    is_of_onset = (onset == "q" and bare[0] == "u") or (onset == "g" and bare[0] == "i")
    place = int(is_of_onset) + _tone_place(bare[is_of_onset:], is_open=match.end() == len(match.string))
    bare[place] += tones[0]
    return "".join(bare)


def _tone_place(vowels: list[str], *, is_open: bool) -> int:
    with_quality = [i for i, vowel in enumerate(vowels) if vowel[-1] in _QUALITIES]
    if with_quality:
        return with_quality[-1]
    if len(vowels) == 2 and is_open and "".join(vowels) in _FIRST_OF_TWO:
        return 0
    return min(1, len(vowels) - 1)
