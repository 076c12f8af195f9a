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


def demands_of(query: str) -> list[list[Demand]]:
    """The grades of a query from the best to the least, which all others include; empty when it holds no word.

    Two families, first the phrase, then its words wherever they stand. Within each, the accents as typed come before
    any others and the title before the text; its last grade includes its others. Words that were typed without
    accents stand for all accents.
    """
    words = tuple(words_of(query[:LONGEST_QUERY], limit=MOST_QUERY_WORDS))
    accented = tuple(dict.fromkeys(word.exact for word in words if word.is_accented))
    plain = tuple(dict.fromkeys(word.folded for word in words if not word.is_accented))
    phrases = [Demand(phrase=words, phrase_is_exact=True), Demand(phrase=words)] if len(words) > 1 else []
    scattered = [Demand(exact=accented, folded=plain), Demand(folded=tuple(dict.fromkeys(w.folded for w in words)))]
    families = [family if accented else family[-1:] for family in (phrases, scattered) if family and words]
    return [
        [replace(grade, in_title=in_title) for grade in family for in_title in (True, False)] for family in families
    ]
