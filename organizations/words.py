"""A text as folded words with their places, and with the stops that no name reaches across."""

import re
from dataclasses import dataclass
from functools import lru_cache

from vietnamese import accented, composed, fold

_WORD = re.compile(r"[^\W_]+")
_STOP = re.compile(r"[,;:()\[\]{}\"“”«»!?/|\n\r]")
# After these a full stop belongs to the abbreviation: "TP. Hà Nội".
_ABBREVIATED = frozenset({"tp", "tx", "tt", "q", "p", "h", "ths", "ts", "gs", "pgs"})


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: how it looks folded and with its accents, where it stands, what follows it."""

    folded: str
    accented: str
    start: int
    end: int
    is_capitalised: bool
    is_last: bool  # a stop follows: a comma, a bracket, the end of a sentence


@lru_cache(maxsize=50_000)
def _forms(word: str) -> tuple[str, str]:
    return fold(word).replace(" ", ""), accented(word)


def split_words(text: str) -> tuple[list[Word], str]:
    """The words of a text, and the composed text into which their places point."""
    text = composed(text)
    found = list(_WORD.finditer(text))
    words = []
    for number, match in enumerate(found):
        following = found[number + 1].start() if number + 1 < len(found) else len(text)
        folded, with_accents = _forms(match[0])
        if folded:
            is_last = _is_stop(text[match.end() : following], after=folded)
            words.append(Word(folded, with_accents, match.start(), match.end(), match[0][0].isupper(), is_last))
    return words, text


def _is_stop(gap: str, *, after: str) -> bool:
    if _STOP.search(gap):
        return True
    return "." in gap and after not in _ABBREVIATED and gap != "."
