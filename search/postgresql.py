"""The index on PostgreSQL: an array of lexeme numbers a document under one GIN index, and its words beside it.

The lexemes of a document, each stored as a number of 32 bits (see `_numbered`):

    viet        a word without accents          ^viet       the same in the title
    =việt       a word with its accents         ^=việt      the same in the title
    viet_nam    two neighbours                  ^viet_nam   the same in the title
    #article    the kind                        @1712       the shelf: twelve days of going live

Vietnamese is written in some two thousand syllables, so that single ones hardly select; the neighbours do, and let
the index find a phrase by itself. Phrases of three words and more, or with accents, are then compared letter by
letter in the newest MOST_COMPARED documents of those that hold all the pairs.

GIN has no order, so the newest shelves are asked first and more of them only as far as needed, each time as many as
the density of the last answer suggests: a very common word costs one shelf, whatever the size of the archive.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple
from zlib import crc32

from django.db import connections

from search.demands import Demand
from search.documents import Document
from search.models import Entry
from search.places import last_place, shelf_of
from search.words import Word, words_of

MOST_COMPARED = 2_000  # documents of one demand whose words are read
_MOST_SHELVES = 64  # about two years; beyond, the whole index is asked
_PAIRS_FROM = -(2**31)
_Param = str | int | datetime | None

# Functions of the database's owner, made by a migration: the readers' role may ask them, not look into the table.
_NEWEST = "SELECT search_newest(%s::integer[], %s::integer[], %s, %s, %s, %s, %s, %s)"
_LATEST = "SELECT search_latest(%s, %s)"
_PUT = """
    INSERT INTO search_entry (
        kind, number, place, live_from, live_until, updated_at,
        lexemes, title_folded, text_folded, title_exact, text_exact
    )
    VALUES (%s, %s, %s, %s, %s, %s, %s::integer[], %s, %s, %s, %s)
    ON CONFLICT (kind, number) DO UPDATE SET
        place = excluded.place, live_from = excluded.live_from, live_until = excluded.live_until,
        updated_at = excluded.updated_at, lexemes = excluded.lexemes,
        title_folded = excluded.title_folded, text_folded = excluded.text_folded,
        title_exact = excluded.title_exact, text_exact = excluded.text_exact
"""


class Reader:
    """Reads one kind, or all, as it stands at one moment."""

    def __init__(self, *, using: str, kind: str | None, at: datetime) -> None:
        self.connection = connections[using]
        self.kind = kind
        self.at = at

    def newest(self, demand: Demand, *, limit: int, are_few: bool | None = None) -> list[int]:
        """The places of the newest documents that meet a demand.

        `are_few`: whether they are known to be fewer than a thousand or so; then the whole index is asked at once.
        """
        shelves = 1
        while not are_few and shelves <= _MOST_SHELVES:
            places = self._places(demand, limit=limit, shelves=shelves)
            if len(places) >= limit:
                return places
            shelves = max(4 * shelves, 2 * shelves * limit // max(len(places), 1))
        return self._places(demand, limit=limit, shelves=None)

    def _places(self, demand: Demand, *, limit: int, shelves: int | None) -> list[int]:
        asked, on_shelves = _array(self._lexemes(demand)), None
        if shelves is not None:
            top = self._top_shelf
            on_shelves = _array(_numbered(f"@{shelf}") for shelf in range(top, top - shelves, -1))
        phrase = _phrase_to_compare(demand)
        how = (phrase, demand.phrase_is_exact, demand.in_title, MOST_COMPARED)
        with self.connection.cursor() as cursor:
            cursor.execute(_NEWEST, [asked, on_shelves, self.at, limit, *how])
            return [place for (place,) in cursor.fetchall()]

    def _lexemes(self, demand: Demand) -> set[int]:
        """What the GIN index can tell of a demand by itself."""
        mark = "^" if demand.in_title else ""
        accented = [word.exact for word in demand.phrase if demand.phrase_is_exact and word.is_accented]
        lexemes = {_numbered(f"{mark}{word}") for word in demand.folded}
        lexemes |= {_numbered(f"{mark}={word}") for word in (*demand.exact, *accented)}
        lexemes |= {_numbered_pair(*pair) for pair in pairwise(_part(mark, word) for word in demand.phrase)}
        if self.kind:
            lexemes.add(_numbered(f"#{self.kind}"))
        return lexemes

    @cached_property
    def _top_shelf(self) -> int:
        with self.connection.cursor() as cursor:
            cursor.execute(_LATEST, [self.kind, last_place(self.at)])
            (place,) = cursor.fetchone()
        return shelf_of(place) if place is not None else 0


def put(documents: Sequence[tuple[int, Document]], *, using: str, now: datetime) -> None:
    """Writes documents at their places, each in the stead of what the index had of it."""
    with connections[using].cursor() as cursor:
        cursor.executemany(_PUT, [_row(document, place=place, now=now) for place, document in documents])


def remove(kind: str, *, using: str, numbers: list[int] | None = None, older_than: datetime | None = None) -> None:
    """Takes out a kind, or those of it that are named or were last put before a moment."""
    Entry.objects.using(using).to_remove(kind, numbers=numbers, older_than=older_than).delete()


@contextmanager
def bulk_load(*, using: str) -> Iterator[None]:
    """Builds the index once, when all documents are there. A load that was killed is mended by the next one."""
    with connections[using].cursor() as cursor:
        cursor.execute("DROP INDEX IF EXISTS search_entry_lexemes")
    try:
        yield
    finally:
        with connections[using].cursor() as cursor:
            cursor.execute("CREATE INDEX IF NOT EXISTS search_entry_lexemes ON search_entry USING gin (lexemes)")
            cursor.execute("ANALYZE search_entry")


def _row(document: Document, *, place: int, now: datetime) -> tuple[_Param, ...]:
    title, text = words_of(document.title), words_of(document.text)
    lexemes = {_numbered(f"#{document.kind}"), _numbered(f"@{shelf_of(place)}")}
    for words, mark in ((title, "^"), (title, ""), (text, "")):
        parts = [_part(mark, word) for word in words]
        lexemes.update(number for part in set(parts) for number in part.numbers)
        lexemes.update(_numbered_pair(one, other) for one, other in pairwise(parts))
    return (
        document.kind,
        document.number,
        place,
        document.live_from,
        document.live_until,
        now,
        _array(lexemes),
        _spaced(word.folded for word in title),
        _spaced(word.folded for word in text),
        _spaced(word.exact for word in title),
        _spaced(word.exact for word in text),
    )


@lru_cache(maxsize=100_000)
def _numbered(lexeme: str) -> int:
    """A lexeme as a number from 0 up. Of a hundred thousand different words, one in twenty thousand has a double."""
    return crc32(lexeme.encode()) & 0x7FFFFFFF


class _Part(NamedTuple):
    """What a word brings to the lexemes: its own numbers, and the halves of the pairs that it is part of."""

    numbers: tuple[int, ...]
    first: int  # the checksum up to here, which the other word goes on with
    second: bytes


@lru_cache(maxsize=100_000)
def _part(mark: str, word: Word) -> _Part:
    exact = (_numbered(f"{mark}={word.exact}"),) if word.is_accented else ()
    first = f"{mark}{word.folded}"
    return _Part((_numbered(first), *exact), first=crc32(first.encode()), second=f"_{word.folded}".encode())


def _numbered_pair(one: _Part, other: _Part) -> int:
    """Two neighbours as a number below 0, where they do not meet the words; a double only changes the order."""
    return _PAIRS_FROM + (crc32(other.second, one.first) & 0x7FFFFFFF)


def _array(numbers: Iterable[int]) -> str:
    return f"{{{','.join(map(str, numbers))}}}"


def _spaced(words: Iterable[str]) -> str:
    """Words with a space on each side, so that a phrase is found by its letters and never inside a word."""
    return f" {' '.join(words)} "


def _phrase_to_compare(demand: Demand) -> str | None:
    """The phrase as it stands in the columns, where its pairs do not say it all."""
    if demand.phrase_is_exact:
        return _spaced(word.exact for word in demand.phrase)
    if len(demand.phrase) > 2:
        return _spaced(word.folded for word in demand.phrase)
    return None
