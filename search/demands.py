"""Demands: what a query asks of a document, the best answer first."""

from dataclasses import dataclass, replace

from search.words import Word, words_of

MOST_QUERY_WORDS = 32
LONGEST_QUERY = 2_000  # characters that are looked at; a title has 255 at most


@dataclass(frozen=True, slots=True)
class Demand:
    """One grade of fitting: where to look, the words that must be there, the words that must follow one another."""

    in_title: bool = False
    folded: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    phrase: tuple[Word, ...] = ()
    phrase_is_exact: bool = False


def demands_of(query: str) -> list[Demand]:
    """The grades of a query from the best to the least, which all others include; empty when it holds no word.

    The phrase before its scattered words, the accents as typed before any others, the title before the text.
    Words that were typed without accents stand for all accents.
    """
    words = tuple(words_of(query[:LONGEST_QUERY], limit=MOST_QUERY_WORDS))
    if not words:
        return []
    accented = tuple(dict.fromkeys(word.exact for word in words if word.exact != word.folded))
    plain = tuple(dict.fromkeys(word.folded for word in words if word.exact == word.folded))
    folded = tuple(dict.fromkeys(word.folded for word in words))
    grades = [
        Demand(phrase=words, phrase_is_exact=True) if accented and len(words) > 1 else None,
        Demand(phrase=words) if len(words) > 1 else None,
        Demand(exact=accented, folded=plain) if accented else None,
        Demand(folded=folded),
    ]
    return [replace(grade, in_title=in_title) for grade in grades if grade for in_title in (True, False)]
