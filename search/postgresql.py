"""The index on PostgreSQL: one tsvector a document, made here word by word, and one GIN index.

The lexemes of a document:

    viet        a word without accents          ^viet       the same in the title
    =việt       the word as written             ^=việt      the same in the title
    viet_nam    two neighbours                  ^viet_nam   the same in the title
    #article    the kind                        @1712       the shelf: twelve days of going live

Vietnamese is written in some two thousand syllables, so that single ones hardly select; the neighbours do, and let
the index find a phrase by itself. Phrases of three words and more, or with exact accents, are then compared by
position in the newest MOST_COMPARED of those that hold all the pairs.

GIN has no order, so the newest shelves are asked first and more of them only as far as needed, each time as many as
the density of the last answer suggests: a very common word costs one shelf, whatever the size of the archive.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from django.db import connections

from search.demands import Demand
from search.documents import Document
from search.models import Entry
from search.places import last_place, shelf_of
from search.words import Word, words_of

MOST_COMPARED = 2_000  # documents of one demand whose positions are read
_MOST_SHELVES = 64  # about two years; beyond, the whole index is asked
_MOST_BYTES = 800_000  # of the lexemes of one document; PostgreSQL's own limit is 1 MB
_LAST_POSITION = 16_383
_APART = 2  # positions between the title and the text, so that no phrase goes over

_LATEST = "SELECT place FROM search_entry WHERE place <= %s ORDER BY place DESC LIMIT 1"
_LATEST_OF_KIND = "SELECT place FROM search_entry WHERE kind = %s AND place <= %s ORDER BY place DESC LIMIT 1"
_NEWEST = """
    SELECT place FROM search_entry
    WHERE words @@ %s::tsquery AND live_from <= %s AND (live_until IS NULL OR live_until > %s)
    ORDER BY place DESC LIMIT %s
"""
_NEWEST_OF_PHRASE = """
    SELECT place FROM (
        SELECT place, words FROM search_entry
        WHERE words @@ %s::tsquery AND live_from <= %s AND (live_until IS NULL OR live_until > %s)
        ORDER BY place DESC LIMIT %s
    ) AS newest
    WHERE words @@ %s::tsquery
    ORDER BY place DESC LIMIT %s
"""
_PUT = """
    INSERT INTO search_entry (kind, number, place, live_from, live_until, updated_at, words)
    VALUES (%s, %s, %s, %s, %s, %s, %s::tsvector)
    ON CONFLICT (kind, number) DO UPDATE SET
        place = excluded.place, live_from = excluded.live_from, live_until = excluded.live_until,
        updated_at = excluded.updated_at, words = excluded.words
"""


class Reader:
    """Reads one kind, or all, as it stands at one moment."""

    def __init__(self, *, using: str, kind: str | None, at: datetime) -> None:
        self.connection = connections[using]
        self.kind = kind
        self.at = at
        self._top_shelf: int | None = None

    def newest(self, demand: Demand, *, limit: int, are_few: bool = False) -> list[int]:
        """The places of the newest documents that meet a demand; `are_few`: known to be below a thousand or so."""
        shelves = 1
        while not are_few and shelves <= _MOST_SHELVES:
            places = self._places(demand, limit=limit, shelves=shelves)
            if len(places) >= limit:
                return places
            shelves = max(2 * shelves, 2 * shelves * limit // max(len(places), 1))
        return self._places(demand, limit=limit, shelves=None)

    def _places(self, demand: Demand, *, limit: int, shelves: int | None) -> list[int]:
        query = self._lexemes(demand)
        if shelves is not None:
            top = self._top()
            either = " | ".join(_quoted(f"@{shelf}") for shelf in range(top, top - shelves, -1))
            query = f"({either}) & {query}"
        comparison = _comparison(demand)
        with self.connection.cursor() as cursor:
            if comparison:
                bound = max(limit, MOST_COMPARED)
                cursor.execute(_NEWEST_OF_PHRASE, [query, self.at, self.at, bound, comparison, limit])
            else:
                cursor.execute(_NEWEST, [query, self.at, self.at, limit])
            return [place for (place,) in cursor.fetchall()]

    def _lexemes(self, demand: Demand) -> str:
        """What the GIN index can tell of a demand by itself."""
        mark = "^" if demand.in_title else ""
        lexemes = [f"{mark}{word}" for word in demand.folded] + [f"{mark}={word}" for word in demand.exact]
        lexemes += [f"{mark}{pair}" for pair in _pairs(demand.phrase)]
        if demand.phrase_is_exact:
            lexemes += [f"{mark}={word.exact}" for word in demand.phrase]
        if self.kind:
            lexemes.append(f"#{self.kind}")
        return " & ".join(_quoted(lexeme) for lexeme in dict.fromkeys(lexemes))

    def _top(self) -> int:
        if self._top_shelf is None:
            last = last_place(self.at)
            with self.connection.cursor() as cursor:
                if self.kind:
                    cursor.execute(_LATEST_OF_KIND, [self.kind, last])
                else:
                    cursor.execute(_LATEST, [last])
                row = cursor.fetchone()
            self._top_shelf = shelf_of(row[0]) if row else 0
        return self._top_shelf


def put(documents: Sequence[tuple[int, Document]], *, using: str, now: datetime) -> None:
    """Writes documents at their places, each in the stead of what the index had of it."""
    with connections[using].cursor() as cursor:
        cursor.executemany(
            _PUT,
            [
                (
                    document.kind,
                    document.number,
                    place,
                    document.live_from,
                    document.live_until,
                    now,
                    _vector(document, place=place),
                )
                for place, document in documents
            ],
        )


def remove(kind: str, *, using: str, numbers: list[int] | None = None, older_than: datetime | None = None) -> None:
    """Takes out a kind, or those of it that are named or were last put before a moment."""
    Entry.objects.using(using).to_remove(kind, numbers=numbers, older_than=older_than).delete()


def _vector(document: Document, *, place: int) -> str:
    """The tsvector of a document, as PostgreSQL reads it."""
    title, text = words_of(document.title), words_of(document.text)
    positions: dict[str, list[int]] = {f"#{document.kind}": [], f"@{shelf_of(place)}": []}
    size = _add(positions, title, mark="^", start=1, size=0)
    size = _add(positions, title, mark="", start=1, size=size)
    _add(positions, text, mark="", start=len(title) + _APART, size=size)
    return " ".join(
        f"{_quoted(lexeme)}:{','.join(map(str, at))}" if at else _quoted(lexeme) for lexeme, at in positions.items()
    )


def _add(positions: dict[str, list[int]], words: list[Word], *, mark: str, start: int, size: int) -> int:
    """Adds words one after the other until the document is full; returns its size in bytes."""
    previous = ""
    for position, word in enumerate(words, start=start):
        lexemes = [f"{mark}{word.folded}", f"{mark}={word.exact}"]
        size += sum(len(lexeme.encode()) for lexeme in lexemes) + len(word.folded.encode()) * 2
        if size > _MOST_BYTES or position > _LAST_POSITION:
            break
        for lexeme in lexemes:
            positions.setdefault(lexeme, []).append(position)
        if previous:
            positions.setdefault(f"{mark}{previous}_{word.folded}", [])
        previous = word.folded
    return size


def _pairs(phrase: Sequence[Word]) -> list[str]:
    return [f"{one.folded}_{other.folded}" for one, other in pairwise(phrase)]


def _comparison(demand: Demand) -> str:
    """The phrase by positions, where its pairs do not say it all; empty otherwise."""
    mark = "^" if demand.in_title else ""
    if demand.phrase_is_exact:
        return " <-> ".join(_quoted(f"{mark}={word.exact}") for word in demand.phrase)
    if len(demand.phrase) > 2:
        return " <-> ".join(_quoted(f"{mark}{word.folded}") for word in demand.phrase)
    return ""


def _quoted(lexeme: str) -> str:
    """A lexeme for tsvector and tsquery. Words hold no quote and no backslash, so this is enough."""
    return f"'{lexeme}'"
