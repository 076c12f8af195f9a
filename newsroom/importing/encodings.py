"""As what a line's text was typed: Unicode, TCVN3, VNI, or UTF-8 that somebody read as cp1252.

Recognised before anything is cleaned (U+00AD is "ư" in TCVN3), by the words that each reading makes: a reading counts
whose words are Vietnamese syllables. A line is converted only where all its texts agree, and refused where its words
cannot be read for certain.
"""

import html
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Any

import ftfy
from django.utils.translation import gettext as _

from vietnamese import composed
from vietnamese.legacy import DECODERS, covers, with_capitals_of_a_name, with_capitals_of_a_person
from vietnamese.syllables import is_syllable

UNICODE, CP1252, TCVN3 = "Unicode", "cp1252", "TCVN3"
_WORD_ALL = frozenset({UNICODE, *DECODERS})
ALL = _WORD_ALL | {CP1252}
ADDRESSES = frozenset(
    {"slug", "thumbnail", "video", "url", "redirect_from", "file", "src", "href"}
)  # fields of no words
FEW = 3  # foreign words in a text of Unicode that happen to be Vietnamese in an old encoding
NAMES = {  # the fields that name somebody or something, or may: TCVN3 did not keep all their capitals
    **dict.fromkeys(("contributors", "source", "organizations"), with_capitals_of_a_name),
    **dict.fromkeys(("tags", "topics"), with_capitals_of_a_person),
}
VIETNAMESE = 0.6  # of the words of a Vietnamese text at least so many are syllables
SURE = 0.9  # of the words that tell two readings apart, so many must tell the same

_STAYS = re.compile(  # addresses in HTML and in text
    r"\b(?:src|href|srcset|poster|action)\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]+)|(?:https?://|www\.)[^\s<>\"']+", re.I
)
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8});")
_WORD = re.compile(r"[^\s\x00-\x40\x5b-\x60\x7b-\x7f\u2000-\u206f\u3000-\u303f\ufe00-\ufe0f\U0001f000-\U0001faff]+")
_TRAIL = "\x80-\x9f¡-¿€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"  # bytes 0x80 to 0xBF as cp1252 and its kin show them
# UTF-8 that was read as letters: Ã¡, á»‡ (also with a byte lost), Ä‘, Æ°, â€œ. Not: “XÃ” and «ĐÃ», which are words.
_MANGLED = re.compile(
    rf"[ÃÂ](?![»“”‘’…–—])[{_TRAIL}]|(?<=[a-zđ])Ã|Ã[»“”‘’…–—](?=[a-zà-ỹ])|[áÁ][»º](?=[\w{_TRAIL}])|Ä(?![»“”’…–—])[{_TRAIL}]|Æ[°¡¯\xa0]|[âÂ]€[{_TRAIL}]"
)
# Of such text, a first byte whose second or third was lost: “Äồng”, “vá» nguồn”, “Ä?ồng”. A space behind Ã was
# U+00A0 (à), but not behind a capital: there it was Á, Í or Ý.
_LOST_BYTE = re.compile(
    rf"[ÄÅÆ](?![{_TRAIL}\xa0])|(?:á[»º]|â€)(?![{_TRAIL}\xa0])|Ã(?![{_TRAIL}\xa0 ])|(?:(?<![^\W\d_])|(?<=[A-Z]{{2}}))Ã "
    r"|[A-Z]Ã (?=[A-Z]{2}| [A-Z]{2,}[^\x00-\x7f])"
)
_HALF_A_LETTER = re.compile("á[»º]")  # not the end of «Bogotá»
_OF_1258 = re.compile("[ÌÒÞìò]")  # the tones of Windows-1258, letters of their own there
_QUESTION_WITHIN = re.compile(r"(?<![\w?/=&.])([^\W\d_]+)\?([^\W\d_]+)(?![\w=])")
_PERHAPS_A_GRAVE = re.compile("Ã\xa0")  # the à of “HÃ\xa0”, or “XÃ” before a space that does not break
_A_GRAVE_AND_SPACE = re.compile(r"Ã (?=(?:[oiuynm]|ng|nh)\b)")  # "LÃ o": the second byte of à was taken for a space
_PLAIN_WORD, _TAG = re.compile(r"[^\W\d_]+"), re.compile(r"<[^<>]*>|&[A-Za-z]{2,8};")
_ABBREVIATION = re.compile(r"[B-DĐF-HK-NP-TVX]{2,5}")
_BEYOND_LATIN_1 = re.compile(
    r"[\u0100-\u0151\u0154-\u015f\u0162-\u0177\u0179-\u017c\u017f-\u0191\u0193-\u02c5\u1e00-\u1eff]"
)


class Unreadable(Exception):
    """The line's text is in no encoding that can be told for certain; the argument says what was found where."""


def in_unicode(data: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """The line in Unicode, and the name of the encoding that it came in (UNICODE: as it was). Raises Unreadable."""
    texts = list(_texts(data))
    if lost := [name for name, text in texts if "\ufffd" in text]:
        raise Unreadable(_("characters were lost (U+FFFD) in %(fields)s") % {"fields": _listed(lost)})
    readings = [
        (name, _reading(_words_only(text))) for name, text in texts if not text.isascii() or "&" in text or "?" in text
    ]
    agreed = ALL.intersection(*(reading for _name, reading in readings))
    if UNICODE in agreed or not readings:
        return data, UNICODE
    if len(agreed) == 1:
        [encoding] = agreed
        if encoding == CP1252 and (lost := [name for name, text in texts if _LOST_BYTE.search(_words_only(text))]):
            raise Unreadable(_("bytes of letters were lost in %(fields)s") % {"fields": _listed(lost)})
        converted = _converted(data, CONVERTERS[encoding])
        return _with_capitals_of_names(converted) if encoding == TCVN3 else converted, encoding
    found = (f"{name}: {' / '.join(sorted(reading)) or '?'}" for name, reading in readings if reading != ALL)
    raise Unreadable(
        _("its texts do not agree on an encoding (%(found)s)") % {"found": "; ".join(dict.fromkeys(found))}
    )


def _listed(names: list[str]) -> str:
    return ", ".join(dict.fromkeys(names))


def _texts(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Every text of words in the line, with the name of its field."""
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each, name)
    elif isinstance(value, dict):
        for key, each in value.items():
            if key not in ADDRESSES:
                yield from _texts(each, name or str(key)[:60])


def _words_only(text: str) -> str:
    """Composed, references to letters as letters, addresses left out."""
    return _STAYS.sub(" ", composed(_letters_of_references(text)))


def _letters_of_references(text: str) -> str:
    """`&Ouml;` as the letter; `&lt;` and the other signs of HTML stay."""
    return _REFERENCE.sub(_letter_of_reference, text) if "&" in text else text


def _letter_of_reference(match: re.Match[str]) -> str:
    letter = html.unescape(match[0])
    is_letter = letter.isalpha() or "\xa0" < letter <= "\xff"
    return letter if is_letter and not letter.isascii() else match[0]


def _reading(text: str) -> frozenset[str]:
    """As what a text can be read; empty: as nothing for certain."""
    if _MANGLED.search(text) or ("«" not in text and _HALF_A_LETTER.search(text)):
        fixed = _from_cp1252(text)
        is_whole = fixed != text and not _MANGLED.search(fixed) and "\ufffd" not in fixed
        is_sure = is_whole and not _LOST_BYTE.search(text) and not _BEYOND_LATIN_1.search(text)
        is_sure = is_sure and not _has_capital_within(fixed) and UNICODE in _reading(fixed)
        return frozenset({CP1252}) if is_sure else frozenset()
    if _has_question_marks_for_letters(text):
        return frozenset()
    if _PERHAPS_A_GRAVE.search(text) and not _BEYOND_LATIN_1.search(text):
        return ALL
    counted = Counter(_WORD.findall(text))
    words = {word: count for word, count in counted.items() if not word.isascii() and any(map(str.isalpha, word))}
    if not words:
        return ALL
    if sum(map(_is_of_1258, words)) >= FEW:
        return frozenset()
    read = {word: count for word, count in words.items() if _word_readings(word)}
    told = {word: count for word, count in read.items() if _word_readings(word) != _WORD_ALL}
    foreign = [word for word in told if UNICODE not in _word_readings(word)]
    if any(_BEYOND_LATIN_1.search(word) for word in told):  # neither old encoding has such letters
        is_mixed = len(foreign) >= FEW and sum(told[word] for word in foreign) > (1 - SURE) * sum(told.values())
        return frozenset() if is_mixed else frozenset({UNICODE})
    is_clear = len(foreign) >= FEW or not all(word.isalpha() for word in foreign)
    if foreign and not is_clear and not (_agrees(told) and _is_vietnamese_around(text)):
        told = {word: count for word, count in told.items() if word not in foreign}  # “Kön” may be a name
    if foreign and sum(read.values()) < VIETNAMESE * sum(words.values()):
        return _WORD_ALL  # most of its words are Vietnamese in no encoding: it is of another language
    return _sure(told)


def _has_capital_within(text: str) -> bool:
    """ "đỠnghị": what reading around a lost byte leaves."""
    return any(a.islower() and b.isupper() and not b.isascii() for a, b in pairwise(text))


def _has_question_marks_for_letters(text: str) -> bool:
    """ "Vi?t Nam t? ch?c": twice a half is no syllable, and a vowel would make the whole one; "gì?ai" is a question."""
    halves = [match.groups() for match in _QUESTION_WITHIN.finditer(_TAG.sub(" ", text))] if "?" in text else []
    return sum(not all(map(is_syllable, both)) and _lacks_a_vowel(*both) for both in halves) >= 2


def _lacks_a_vowel(before: str, after: str) -> bool:
    return any(is_syllable(f"{before}{vowel}{after}") for vowel in "aăâeêioôơuưy")


def _is_of_1258(word: str) -> bool:
    """Whether a word is Vietnamese only as Windows-1258, whose tones stand behind their vowels: "hiêòp" is hiệp."""
    if not _OF_1258.search(word) or _word_readings(word):
        return False
    try:
        return is_syllable(composed(word.encode("cp1252").decode("cp1258")))
    except UnicodeError:
        return False


def _is_vietnamese_around(text: str) -> bool:
    around = [word for word in _PLAIN_WORD.findall(_TAG.sub(" ", text)) if word.isascii()]
    return sum(is_syllable(word) for word in around) >= VIETNAMESE * len(around)


def _agrees(told: Iterable[str]) -> bool:
    """Whether there are several words, and an encoding in which each of them is Vietnamese."""
    readings = [_word_readings(word) for word in told]
    return len(readings) > 1 and bool(frozenset.intersection(*readings))


def _sure(told: Mapping[str, int]) -> frozenset[str]:
    """The encodings in which nearly all of the words that tell something are Vietnamese."""
    return frozenset(
        encoding
        for encoding in _WORD_ALL
        if sum(count for word, count in told.items() if encoding in _word_readings(word)) >= SURE * sum(told.values())
    )


@lru_cache(maxsize=100_000)
def _word_readings(word: str) -> frozenset[str]:
    """As what a word is Vietnamese; it may be so in no reading, and in all."""
    found = {name for name in DECODERS if covers(name, word) and _is_word(DECODERS[name](word))}
    core = word.lstrip("«©®°¡¿§·").rstrip("»®©°²³¹ºª")
    if core.isascii() or ((core.istitle() or core.islower() or core.isupper()) and _is_word(core)):
        found.add(UNICODE)
    return frozenset(found)


def _is_word(word: str) -> bool:
    """A syllable, or an abbreviation as in “NĐ-CP”."""
    return is_syllable(word) or _ABBREVIATION.fullmatch(word) is not None


def _from_cp1252(text: str) -> str:
    text = _A_GRAVE_AND_SPACE.sub("Ã\xa0", text)
    try:
        return text.encode("sloppy-windows-1252").decode()  # ftfy's codec; what decodes whole needs no guess
    except UnicodeError:
        return ftfy.fix_encoding(text)


CONVERTERS: Mapping[str, Callable[[str], str]] = {CP1252: _from_cp1252, **DECODERS}


def _converted(value: Any, convert: Callable[[str], str]) -> Any:
    """The line with its words converted; addresses stay as they are."""
    if isinstance(value, str):
        return _converted_text(_letters_of_references(value), convert)
    if isinstance(value, list):
        return [_converted(each, convert) for each in value]
    if isinstance(value, dict):
        return {key: each if key in ADDRESSES else _converted(each, convert) for key, each in value.items()}
    return value


def _converted_text(text: str, convert: Callable[[str], str]) -> str:
    pieces, at = [], 0
    for match in _STAYS.finditer(text):
        pieces += [convert(text[at : match.start()]), match[0]]
        at = match.end()
    return "".join([*pieces, convert(text[at:])])


def _with_capitals_of_names(data: dict[str, Any]) -> dict[str, Any]:
    return {key: _converted(value, NAMES[key]) if key in NAMES else value for key, value in data.items()}
