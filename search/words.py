"""Words: what the index keeps of a text, and what a query asks for."""

import unicodedata
from functools import lru_cache
from itertools import chain, islice
from typing import NamedTuple

from vietnamese import accented, fold

LONGEST_WORD = 64  # letters; longer ones are cut, in texts and in queries alike
MOST_WORDS = 12_000  # of one text; a story of this length fills forty printed pages


class Word(NamedTuple):
    """A word as it is written (lower case, tone in its place), and the same without its accents."""

    exact: str
    folded: str

    @property
    def is_accented(self) -> bool:
        """Whether it was written with any accent; without, it stands for all."""
        return self.exact != self.folded


class _Spelled(dict[int, str]):
    """A table for str.translate: what may stand in a word stays, everything else parts words."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        self[code] = kept = letter if unicodedata.category(letter)[0] in "LNM" else " "
        return kept


_SPELLED = _Spelled()


def words_of(text: str, *, limit: int = MOST_WORDS) -> list[Word]:
    """The words of a text in their order, at most `limit` of them; safe for any input."""
    tokens = text.split()
    words = chain.from_iterable(_known(token) if len(token) <= LONGEST_WORD else _words(token) for token in tokens)
    return list(islice(words, limit))


def _words(token: str) -> tuple[Word, ...]:
    """The words of what stands between two spaces; most of it stands in many texts."""
    words = (Word(exact[:LONGEST_WORD], _folded(exact)) for exact in accented(token).translate(_SPELLED).split())
    return tuple(word for word in words if word.folded)


_known = lru_cache(maxsize=50_000)(_words)


def _folded(exact: str) -> str:
    return fold(exact).replace(" ", "")[:LONGEST_WORD]
