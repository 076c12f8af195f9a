"""Thousands of documents: each is found by its title, and the pages of a query's results are whole.

Thousands, because FTS5 lost rows only where a word's documents filled several pages of its index
(docs/adr/0007-the-search-index.md). The tests run on whatever version of the database the machine has.
"""

from collections.abc import Iterator
from contextlib import nullcontext
from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import NamedTuple, Self

import pytest
from django.db import connection

from search import index
from tests.bench.vocabulary import WORDS
from vietnamese import fold

DOCUMENTS = 5_000


def archive(*, now: datetime) -> list[index.Document]:
    """Documents of a few hours one after the other, the oldest first; a few titles stand twice."""
    random = Random(7)
    live_from, documents = now - timedelta(hours=3 * DOCUMENTS), []
    for number in range(1, DOCUMENTS + 1):
        live_from += timedelta(seconds=random.randint(1, 20_000))
        words = random.choices(WORDS, k=16)
        documents.append(
            index.Document(
                kind=random.choices(index.KINDS, weights=(18, 1, 1))[0],
                number=number,
                title=" ".join(words[:4]),
                text=" ".join(words[4:]),
                live_from=live_from,
            )
        )
    return documents


@pytest.fixture
def small_pages(db) -> Iterator[None]:
    """Pages of 64 bytes in SQLite's index, so that words fill as many of them as in a much larger archive."""
    if connection.vendor == "sqlite":
        page_size(64)
    yield
    if connection.vendor == "sqlite":
        page_size(4050)  # FTS5's own


def page_size(size: int) -> None:
    with connection.cursor() as cursor:
        for table in ("search_titles", "search_words"):
            cursor.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('pgsz', {size})")  # noqa: S608 - constants


@pytest.mark.parametrize("loaded", ["at once", "as they come"])
def test_thousands_are_found_each_and_in_their_order(loaded: str, small_pages: None, now: datetime) -> None:
    documents = archive(now=now)
    with index.bulk_load() if loaded == "at once" else nullcontext():
        index.put_many(documents)
    newest_first = documents[::-1]
    random = Random(loaded)

    not_found = [
        document.title
        for document in random.sample(documents, 150)
        for query in (document.title, fold(document.title))
        if index.Hit(document.kind, document.number) not in index.find(query, kind=document.kind, at=now).hits
    ]
    assert not_found == []

    newest_first = [(document, Plain.of(document)) for document in reversed(documents)]
    for _query in range(60):
        document = random.choice(documents)
        words = fold(f"{document.title} {document.text}").split()
        start = random.randrange(len(words) - 3)
        query = random.choice((words[start : start + 2], random.sample(words, 2), random.sample(words, 3)))
        kind = random.choice(("article", None))
        fitting = sorted(
            (
                (grade, place, index.Hit(document.kind, document.number))
                for place, (document, plain) in enumerate(newest_first)
                if kind in (document.kind, None) and (grade := plain.grade(query)) is not None
            ),
            key=lambda fit: fit[:2],
        )[: index.MOST_RESULTS]
        assert every_page(query, kind=kind, at=now) == [hit for _grade, _place, hit in fitting], query


class Plain(NamedTuple):
    """A document as plain text, for a plain scan."""

    title: str
    text: str

    @classmethod
    def of(cls, document: index.Document) -> Self:
        return cls(f" {fold(document.title)} ", f" {fold(document.text)} ")

    def grade(self, query: list[str]) -> int | None:
        """The phrase before its words, the title before the text, as search/index.py promises."""
        phrase, words = f" {' '.join(query)} ", [f" {word} " for word in query]
        grades = (
            phrase in self.title,
            phrase in self.text,
            all(word in self.title for word in words),
            all(word in self.title or word in self.text for word in words),
        )
        return next((place for place, fits in enumerate(grades) if fits), None)


def every_page(query: list[str], *, kind: str | None, at: datetime) -> list[index.Hit]:
    """Everything that is found, put together from its pages."""
    hits: list[index.Hit] = []
    for page in count(1):
        results = index.find(" ".join(query), kind=kind, at=at, page=page, per_page=100)
        hits += results.hits
        if not results.has_next:
            assert len(hits) == results.total
            return hits
