"""The index: put documents in, find them again.

The order of what is found: the phrase before its scattered words, the accents as typed before other accents, the
title before the text, and the newest first among equals. A query is answered from the best grade down, and only as
many grades are read as the page asked for needs (see demands.py).

The cost of a query is bounded. No more than MOST_RESULTS documents are counted or shown; each grade reads its
newest documents first and stops at what the page needs. SQLite walks its index in that order, through at most
sqlite.MOST_WALKED documents when the words are so common that MOST_RESULTS hold them; PostgreSQL looks through the
newest shelves first, and compares a phrase in at most postgresql.MOST_COMPARED documents.
"""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from itertools import islice
from types import ModuleType
from typing import cast

from django.db import connections, router, transaction
from django.utils import timezone

from search import postgresql, sqlite
from search.demands import Demand, demands_of
from search.documents import Document, Hit, Results
from search.models import Entry
from search.places import KINDS, place_of, read_place

__all__ = [
    "KINDS",
    "MOST_RESULTS",
    "Document",
    "Hit",
    "Results",
    "bulk_load",
    "clear",
    "find",
    "put",
    "put_many",
    "remove",
]

MOST_RESULTS = 1_000
MOST_PER_PAGE = 100
_Reader = sqlite.Reader | postgresql.Reader
_ENGINES: dict[str, ModuleType] = {"sqlite": sqlite, "postgresql": postgresql}


def put(
    kind: str, number: int, *, title: str, text: str, live_from: datetime, live_until: datetime | None = None
) -> None:
    """Puts one document into the index, in the stead of what stood there; within the caller's transaction."""
    put_many([Document(kind=kind, number=number, title=title, text=text, live_from=live_from, live_until=live_until)])


def put_many(documents: Iterable[Document], *, batch_size: int = 500) -> int:
    """Puts documents as they come, a batch at a time; of two with one number the later stands. Returns how many."""
    using = router.db_for_write(Entry)
    count = 0
    for batch in _batches(documents, size=batch_size):
        placed = {
            (document.kind, document.number): (
                place_of(document.kind, document.number, live_from=document.live_from),
                document,
            )
            for document in batch
        }
        with transaction.atomic(using=using):
            _engine(using).put([placed[key] for key in sorted(placed)], using=using, now=timezone.now())
        count += len(batch)
    return count


def remove(kind: str, number: int) -> None:
    """Takes one document out, if it is there."""
    using = router.db_for_write(Entry)
    with transaction.atomic(using=using):
        _engine(using).remove(kind, numbers=[number], using=using)


def clear(kind: str, *, older_than: datetime | None = None) -> None:
    """Takes out all documents of a kind, or those that were last put before a moment: the rest of a reindexing."""
    using = router.db_for_write(Entry)
    with transaction.atomic(using=using):
        _engine(using).remove(kind, older_than=older_than, using=using)


def bulk_load() -> AbstractContextManager[None]:
    """Around many put_many() of a whole archive: several times quicker; searching is slow until it ends."""
    using = router.db_for_write(Entry)
    return cast("AbstractContextManager[None]", _engine(using).bulk_load(using=using))


def find(query: str, *, kind: str | None, at: datetime, page: int = 1, per_page: int = 20) -> Results:
    """One page of the documents that hold all words of a query and are live at a moment; any input is safe."""
    families = demands_of(query)
    if not families or kind not in (None, *KINDS):
        return Results()
    using = router.db_for_read(Entry)
    reader = _engine(using).Reader(using=using, kind=kind, at=at)
    everything = reader.newest(families[-1][-1], limit=MOST_RESULTS)
    total = len(everything)
    per_page = min(max(per_page, 1), MOST_PER_PAGE)
    start = (max(page, 1) - 1) * per_page
    end = min(start + per_page, total)
    if start >= end:
        return Results(total=total)
    best = _best(reader, families, everything=everything, limit=end)
    hits = [Hit(*read_place(place)) for place in best[start:]]
    return Results(hits=hits, total=total, has_next=end < total)


def _best(reader: _Reader, families: list[list[Demand]], *, everything: list[int], limit: int) -> list[int]:
    """The places of the best documents, grade by grade and no grade further than needed."""
    are_few = len(everything) < MOST_RESULTS
    best: dict[int, None] = {}
    for family in families:
        *better, broadest = family
        # The broadest grade is asked first: when it meets nothing, the better ones need no asking.
        fitting = everything
        if family is not families[-1]:
            fitting = reader.newest(broadest, limit=limit, are_few=are_few)
        for demand in better if fitting else ():
            if len(best) < limit:
                best |= dict.fromkeys(reader.newest(demand, limit=limit, are_few=are_few))
        best |= dict.fromkeys(fitting)
        if len(best) >= limit:
            break
    return list(best)[:limit]


def _engine(using: str) -> ModuleType:
    return _ENGINES[connections[using].vendor]


def _batches(documents: Iterable[Document], *, size: int) -> Iterator[list[Document]]:
    remaining = iter(documents)
    while batch := list(islice(remaining, size)):
        yield batch
