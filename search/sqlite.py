"""The index on SQLite: FTS5 tables whose rowid is minus the place, so that they are read newest first and no further.

They are read upwards only: the FTS5 of SQLite 3.40 loses rows when it reads rowids of 2^56 and more downwards, and
places are larger (docs/adr/0007-the-search-index.md).

search_titles holds the words of the titles, search_words those of titles and texts. The words are parted and folded
before they come here; the tokenizer `ascii` only parts at spaces, and takes every letter beyond ASCII as it is.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property

from django.db import connections

from search.demands import Demand
from search.documents import Document
from search.models import Entry
from search.places import last_place
from search.words import Word, words_of

MOST_WALKED = 200_000  # documents, counted from the newest, that a grade of very common words looks through
_BETWEEN = Word("¶", "¶")  # stands between title and text, so that no phrase goes over; no word can be written so

_HORIZON = "SELECT place FROM search_entry WHERE place <= %s ORDER BY place DESC LIMIT 1 OFFSET %s"
_NEWEST = """
    SELECT -{table}.rowid
    FROM {table} CROSS JOIN search_entry ON search_entry.place = -{table}.rowid
    WHERE {table} MATCH %s AND {table}.rowid BETWEEN %s AND %s
        AND search_entry.live_from <= %s AND (search_entry.live_until IS NULL OR search_entry.live_until > %s)
    ORDER BY {table}.rowid
    LIMIT %s
"""
_KEEP = "INSERT OR REPLACE INTO {table} (rowid, kind, folded, exact) VALUES (%s, %s, %s, %s)"
_DROP = "DELETE FROM {table} WHERE rowid = %s"
_TITLES, _WORDS = "search_titles", "search_words"


class Reader:
    """Reads one kind, or all, as it stands at one moment."""

    def __init__(self, *, using: str, kind: str | None, at: datetime) -> None:
        self.connection = connections[using]
        self.kind = kind
        self.at = at

    def newest(self, demand: Demand, *, limit: int, are_few: bool | None = None) -> list[int]:
        """The places of the newest documents that meet a demand; it costs what is read until `limit` are met.

        `are_few`: whether they are known to be fewer than a thousand or so.
        """
        at = self.connection.ops.adapt_datetimefield_value(self.at)
        last = last_place(self.at)
        statement = _NEWEST.format(table=_TITLES if demand.in_title else _WORDS)
        first = self._horizon if are_few is False else 0
        with self.connection.cursor() as cursor:
            cursor.execute(statement, [_match(demand, kind=self.kind), -last, -first, at, at, limit])
            return [place for (place,) in cursor.fetchall()]

    @cached_property
    def _horizon(self) -> int:
        """The place beyond which very common words are not looked for."""
        with self.connection.cursor() as cursor:
            cursor.execute(_HORIZON, [last_place(self.at), MOST_WALKED])
            row = cursor.fetchone()
        return row[0] + 1 if row else 0


def put(documents: Sequence[tuple[int, Document]], *, using: str, now: datetime) -> None:
    """Writes documents at their places, each in the stead of what the index had of it."""
    for kind in {document.kind for _place, document in documents}:
        remove(kind, numbers=[document.number for _place, document in documents if document.kind == kind], using=using)
    Entry.objects.using(using).bulk_create(
        Entry(
            kind=document.kind,
            number=document.number,
            place=place,
            live_from=document.live_from,
            live_until=document.live_until,
            updated_at=now,
        )
        for place, document in documents
    )
    # The newest first: FTS5 gathers rows in memory only as long as their rowids rise.
    newest_first = sorted(documents, key=lambda placed: placed[0], reverse=True)
    rows = [(-place, doc.kind, words_of(doc.title), words_of(doc.text)) for place, doc in newest_first]
    titles = [(rowid, kind, *_columns(title)) for rowid, kind, title, _text in rows]
    words = [(rowid, kind, *_columns([*title, _BETWEEN, *text])) for rowid, kind, title, text in rows]
    with connections[using].cursor() as cursor:
        cursor.executemany(_KEEP.format(table=_TITLES), titles)
        cursor.executemany(_KEEP.format(table=_WORDS), words)


def remove(kind: str, *, using: str, numbers: list[int] | None = None, older_than: datetime | None = None) -> None:
    """Takes out a kind, or those of it that are named or were last put before a moment."""
    entries = Entry.objects.using(using).to_remove(kind, numbers=numbers, older_than=older_than)
    places = list(entries.values_list("place", flat=True))
    with connections[using].cursor() as cursor:
        for table in (_TITLES, _WORDS):
            cursor.executemany(_DROP.format(table=table), [(-place,) for place in sorted(places, reverse=True)])
    entries.delete()


@contextmanager
def bulk_load(*, using: str) -> Iterator[None]:
    """Joins the pieces that many batches leave behind, once they are all there."""
    yield
    with connections[using].cursor() as cursor:
        for table in (_TITLES, _WORDS):
            cursor.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")  # noqa: S608  # nosec B608  # two constants


def _columns(words: list[Word]) -> tuple[str, str]:
    return " ".join(word.folded for word in words), " ".join(word.exact for word in words)


def _match(demand: Demand, *, kind: str | None) -> str:
    """A demand in FTS5's language. Words hold no quotes, so quoting them is enough."""
    parts = [f'kind : "{kind}"'] if kind else []
    parts += [f'folded : "{word}"' for word in demand.folded]
    parts += [f'exact : "{word}"' for word in demand.exact]
    if demand.phrase_is_exact:
        parts.append(f'exact : "{" ".join(word.exact for word in demand.phrase)}"')
    elif demand.phrase:
        parts.append(f'folded : "{" ".join(word.folded for word in demand.phrase)}"')
    return " AND ".join(parts)
