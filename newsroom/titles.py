"""Finding stories by words of their titles, among a million as among a thousand.

Every word of the query stands in the title, without regard to accents; where no title holds them all, the last word
may be only begun. The words lie in an index that the database keeps by itself (newsroom/migrations/0003_desk_list.py):
FTS5 on SQLite, GIN on PostgreSQL, where it knows the sections too (0004_desk_list_of_sections.py). Of more than FOUND
stories, those with the highest numbers are listed.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import connections
from django.db.models import BooleanField, F, Func, Value
from django.db.models.expressions import RawSQL

import vietnamese

if TYPE_CHECKING:
    from newsroom.querysets import StoryQuerySet

FOUND = 1000
MOST_WORDS = 8
LONGEST = 300  # letters of a title; PostgreSQL refuses to look for a word of more than 2,046 bytes
BEGUN = 3  # letters from which on a word may be only begun
WALKED = 20_000  # stories of very common words that SQLite looks through, counted from the newest
SHELF = 16_384  # numbers; the migration repeats it

_MATCHING = "SELECT rowid FROM newsroom_storytitle WHERE newsroom_storytitle MATCH %s ORDER BY rowid DESC LIMIT %s"


def titled(stories: "StoryQuerySet", query: str) -> "StoryQuerySet":
    """Those among the stories whose titles hold the words of a query; all of them when it holds none."""
    words = words_of(query)
    if not words:
        return stories
    if max(map(len, words)) > LONGEST:
        return stories.none()
    find = {"sqlite": _on_sqlite, "postgresql": _on_postgresql}[connections[stories.db].vendor]
    found = find(stories, words, is_begun=False)
    if found is None and len(words[-1]) >= BEGUN:
        found = find(stories, words, is_begun=True)
    return stories.none() if found is None else found


def words_of(query: str) -> list[str]:
    return vietnamese.fold(query).split()[:MOST_WORDS]


def in_sections(stories: "StoryQuerySet", keys: Iterable[int]) -> "StoryQuerySet":
    """Those of the sections, asked for as the index of words knows them; for who looks for words besides."""
    if connections[stories.db].vendor == "postgresql":
        return stories.filter(_InSections(keys))
    return stories.in_sections(keys)


def _on_sqlite(stories: "StoryQuerySet", words: list[str], *, is_begun: bool) -> "StoryQuerySet | None":
    """Few are looked up one by one. Of many, the list is read in its order until enough of them were met."""
    match = " AND ".join(f'"{word}"' for word in words) + ("*" if is_begun else "")
    with connections[stories.db].cursor() as cursor:
        cursor.execute(_MATCHING, [match, FOUND + 1])
        count = len(cursor.fetchall())
    if count == 0:
        return None
    if count <= FOUND:
        return stories.filter(pk__in=RawSQL(_MATCHING, [match, FOUND]))  # noqa: S611  # nosec B611  # a constant
    # A sum is in no index, so that SQLite does not look up each of the many.
    return stories.alias(number=F("pk") + 0).filter(number__in=RawSQL(_MATCHING, [match, WALKED]))  # noqa: S611  # nosec B611  # a constant


def _on_postgresql(stories: "StoryQuerySet", words: list[str], *, is_begun: bool) -> "StoryQuerySet | None":
    """The newest shelves first, and as many more as the density there asks for.

    An index of words has no order: of a very common word PostgreSQL would read and sort every story there ever was.
    """
    holding = stories.filter(_HasWords(" & ".join(f"'{word}'" for word in words) + (":*" if is_begun else "")))
    if is_begun:
        return holding  # each look at the words that begin so costs as much as all of them
    newest = stories.model._base_manager.order_by("-pk").values_list("pk", flat=True).first() or 0
    top, count, found = newest // SHELF, 2, 0
    while count <= top // 4:  # of more shelves, all are the quicker look
        near = holding.filter(_OnShelves(range(top, top - count, -1)))
        found = near.order_by()[: FOUND + 1].count()
        if found > FOUND:
            return near
        count = max(4 * count, 3 * count * FOUND // (2 * max(found, 1)))
    # Counted to the end: told to stop at the first one, PostgreSQL would rather look through the whole table for it.
    return holding if found or holding.order_by().count() else None


class _HasWords(Func):
    """Do the words of the title answer a tsquery?"""

    output_field = BooleanField()

    def __init__(self, query: str) -> None:
        super().__init__(F("title_folded"), Value(query))

    def as_sql(self, compiler: Any, connection: Any, *_parts: Any, **_context: Any) -> tuple[str, tuple[Any, ...]]:
        (title, _none), (query, params) = map(compiler.compile, self.source_expressions)
        return f"array_to_tsvector(string_to_array({title}, ' ')) @@ {query}::tsquery", tuple(params)


class _OneOf(Func):
    """Is a number of the story, or what it comes to, among these?"""

    output_field = BooleanField()
    comes_to = "{}"

    def __init__(self, number: str, among: Iterable[int]) -> None:
        super().__init__(F(number), Value(f"{{{','.join(map(str, among))}}}"))

    def as_sql(self, compiler: Any, connection: Any, *_parts: Any, **_context: Any) -> tuple[str, tuple[Any, ...]]:
        (number, _none), (among, params) = map(compiler.compile, self.source_expressions)
        return f"ARRAY[{self.comes_to.format(number)}] && {among}::bigint[]", tuple(params)


class _OnShelves(_OneOf):
    comes_to = f"{{}} / {SHELF}"

    def __init__(self, shelves: Iterable[int]) -> None:
        super().__init__("pk", shelves)


class _InSections(_OneOf):
    def __init__(self, keys: Iterable[int]) -> None:
        super().__init__("section", keys)
