"""The index on SQLite: an FTS5 table whose rowid is the place, so that it is read newest first and no further.

The words are parted and folded before they come here; the tokenizer `ascii` only parts at spaces, and takes every
letter beyond ASCII as it is.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import connections

from search.demands import Demand
from search.documents import Document
from search.models import Entry
from search.places import last_place
from search.words import words_of

_NEWEST = """
    SELECT search_words.rowid
    FROM search_words CROSS JOIN search_entry ON search_entry.place = search_words.rowid
    WHERE search_words MATCH %s AND search_words.rowid <= %s
        AND search_entry.live_from <= %s AND (search_entry.live_until IS NULL OR search_entry.live_until > %s)
    ORDER BY search_words.rowid DESC
    LIMIT %s
"""
_KEEP = """
    INSERT OR REPLACE INTO search_words (rowid, kind, title_folded, text_folded, title_exact, text_exact)
    VALUES (%s, %s, %s, %s, %s, %s)
"""


class Reader:
    """Reads one kind, or all, as it stands at one moment."""

    def __init__(self, *, using: str, kind: str | None, at: datetime) -> None:
        self.connection = connections[using]
        self.kind = kind
        self.at = at

    def newest(self, demand: Demand, *, limit: int, are_few: bool = False) -> list[int]:
        """The places of the newest documents that meet a demand; it costs what is read until `limit` are met."""
        at = self.connection.ops.adapt_datetimefield_value(self.at)
        with self.connection.cursor() as cursor:
            cursor.execute(_NEWEST, [_match(demand, kind=self.kind), last_place(self.at), at, at, limit])
            return [place for (place,) in cursor.fetchall()]


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
    with connections[using].cursor() as cursor:
        cursor.executemany(_KEEP, [(place, document.kind, *_columns(document)) for place, document in documents])


def remove(kind: str, *, using: str, numbers: list[int] | None = None, older_than: datetime | None = None) -> None:
    """Takes out a kind, or those of it that are named or were last put before a moment."""
    entries = Entry.objects.using(using).to_remove(kind, numbers=numbers, older_than=older_than)
    places = list(entries.values_list("place", flat=True))
    with connections[using].cursor() as cursor:
        cursor.executemany("DELETE FROM search_words WHERE rowid = %s", [(place,) for place in places])
    entries.delete()


def _columns(document: Document) -> list[str]:
    title, text = words_of(document.title), words_of(document.text)
    return [
        " ".join(word.folded for word in title),
        " ".join(word.folded for word in text),
        " ".join(word.exact for word in title),
        " ".join(word.exact for word in text),
    ]


def _match(demand: Demand, *, kind: str | None) -> str:
    """A demand in FTS5's language. Words hold no quotes, so quoting them is enough."""
    folded_columns = "{title_folded}" if demand.in_title else "{title_folded text_folded}"
    exact_columns = folded_columns.replace("folded", "exact")
    parts = [f'kind : "{kind}"'] if kind else []
    parts += [f'{folded_columns} : "{word}"' for word in demand.folded]
    parts += [f'{exact_columns} : "{word}"' for word in demand.exact]
    if demand.phrase and demand.phrase_is_exact:
        parts.append(f'{exact_columns} : "{" ".join(word.exact for word in demand.phrase)}"')
    elif demand.phrase:
        parts.append(f'{folded_columns} : "{" ".join(word.folded for word in demand.phrase)}"')
    return " AND ".join(parts)
