"""Characters that draw nothing and yet belong to what is drawn: joiners in other scripts and in emoji.

U+200B parts the words of Khmer, Lao, Thai and Burmese; U+200C and U+200D shape Arabic and Indic letters; U+200D makes
one emoji of several, tags make a flag. Anywhere else, above all between Latin letters, they are dirt.
"""

import re
import unicodedata

SPACE, NON_JOINER, JOINER = "\u200b", "\u200c", "\u200d"
_BLACK_FLAG = "\U0001f3f4"  # with tags: England, Scotland, Wales
_FLAG = re.compile("[\U000e0030-\U000e0039\U000e0061-\U000e007a]{1,8}\U000e007f")
_TAGS = "\U000e0020-\U000e007f"
_RUN = re.compile(f"[{SPACE}{NON_JOINER}{JOINER}{_TAGS}]+")
# Scripts that are written without spaces: Thai, Lao, Tibetan, Burmese, Khmer and the Tai scripts.
_UNSPACED = re.compile("[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u19ff\u1a20-\u1aaf\ua9e0-\ua9ff\uaa60-\uaadf]")
# Arabic, Syriac, N'Ko, Mandaic; Mongolian; Arabic's presentation forms: a letter's shape depends on its neighbours.
_CURSIVE = re.compile("[\u0600-\u07ff\u0840-\u08ff\u1800-\u18af\ufb50-\ufdff\ufe70-\ufeff]")
_INDIC = re.compile("[\u0900-\u0dff\u1cd0-\u1cff\ua8e0-\ua8ff]")
_EMOJI = re.compile("[\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")
_EMOJI_STYLE = "\ufe0f"
_KHMER_SHIFTERS = "\u17c9\u17ca"
_VIRAMA = 9  # its combining class: the sign that takes a consonant's vowel away


def is_joiner(letter: str) -> bool:
    return _RUN.fullmatch(letter) is not None


def settled(text: str) -> str:
    """The text with each joiner that does something in its place, once, and no other."""
    return _RUN.sub(_in_place, text)


def without(text: str) -> str:
    """The text as it is compared: a word is the same with its joiners and without."""
    return text if text.isascii() else _RUN.sub("", text)


def _in_place(match: re.Match[str]) -> str:
    text, start, end = match.string, match.start(), match.end()
    before, after = text[start - 1 : start], text[end : end + 1]
    if before == _BLACK_FLAG and (flag := _FLAG.match(match[0])):
        return flag[0]
    return next((joiner for joiner in match[0] if _joins(joiner, before, after)), "")


def _joins(joiner: str, before: str, after: str) -> bool:
    if not before:
        return False
    match joiner:
        case "\u200b":
            return bool(_UNSPACED.match(before) and _UNSPACED.match(after)) and not _is_mark(after)
        case "\u200c":
            if before in _KHMER_SHIFTERS:
                return "\u17b6" <= after <= "\u17c5"
            return _shapes(before) and _shapes(after) and _may_follow(before, after)
        case "\u200d":
            if _EMOJI.match(after):
                return before == _EMOJI_STYLE or bool(_EMOJI.match(before))
            if unicodedata.combining(before) == _VIRAMA:  # a half letter, or a letter that ends a word
                return bool(_INDIC.match(before)) and not _is_mark(after)
            if _CURSIVE.match(before):  # a letter that stands alone in the shape it has within a word
                return not _is_mark(before) and not _is_mark(after)
            return bool(_INDIC.match(before) and _INDIC.match(after)) and _may_follow(before, after)
    return False


def _shapes(letter: str) -> bool:
    return bool(_CURSIVE.match(letter) or _INDIC.match(letter))


def _may_follow(before: str, after: str) -> bool:
    """A letter may; of marks only a virama after a letter, so that no tower of marks is built of joiners."""
    return not _is_mark(after) or (unicodedata.combining(after) == _VIRAMA and not _is_mark(before))


def _is_mark(letter: str) -> bool:
    return bool(letter) and unicodedata.category(letter)[0] == "M"
