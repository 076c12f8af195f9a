"""Several short lists in one round trip to the database."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections, models, router

from articles.models import Article
from pagecache import aside, made_of

Name = TypeVar("Name", bound=Hashable)


def numbers_together(queries: Mapping[Name, models.QuerySet]) -> dict[Name, list[int]]:
    """What every query lists, each in its own order. The queries are sliced, and each selects one whole number.

    Each is answered by its own index, so that ten lists of five cost fifty rows, however many stories there are.
    """
    if not queries:
        return {}
    sql, params = _statement(queries)
    found = _ask(sql, params, names=list(queries), using=next(iter(queries.values())).db)
    return {name: [number for (number,) in rows] for name, rows in found.items()}


@dataclass(frozen=True, slots=True)
class _Made:
    """A statement with stand-ins among its parameters, and the keys that were noted while it was put together."""

    sql: str
    params: Sequence[Any]
    names: Sequence[Any]
    keys: frozenset[str]


class KeptLists(Generic[Name]):
    """Lists that are asked for with other values each time: their statement is put together once in a process.

    `lists` takes a value of each of the `kinds` (int for keys, datetime for moments) and returns sliced queries, which
    all select as many columns, of the same types. It must not decide anything by the values.
    """

    def __init__(self, lists: Callable[..., Mapping[Name, models.QuerySet]], *kinds: type) -> None:
        self._lists = lists
        self._stand_ins = [_stand_in(kind, place) for place, kind in enumerate(kinds)]
        self._made: dict[str, _Made] = {}

    def of(self, *values: int | datetime) -> dict[Name, list[tuple[Any, ...]]]:
        """Every query's rows. The page that is being drawn is made of what the queries note, for these values."""
        using = router.db_for_read(Article)
        made = self._made.get(using) or self._put_together(using)
        adapted = [_adapted(value, using=using) for value in values]
        given = dict(zip([_adapted(each, using=using) for each in self._stand_ins], adapted, strict=True))
        words = [(str(each), str(value)) for each, value in zip(self._stand_ins, values, strict=True)]
        for key in made.keys:
            for stand_in, value in words:
                key = key.replace(stand_in, value)
            made_of(key)
        return _ask(made.sql, [given.get(each, each) for each in made.params], names=made.names, using=using)

    def _put_together(self, using: str) -> _Made:
        with aside() as notes:
            queries = {name: query.using(using) for name, query in self._lists(*self._stand_ins).items()}
        self._made[using] = _Made(*_statement(queries), list(queries), frozenset(notes.keys))
        return self._made[using]


def _stand_in(kind: type, place: int) -> int | datetime:
    return datetime(9000, 1, 1 + place, tzinfo=UTC) if kind is datetime else 2**62 + place


def _adapted(value: int | datetime, *, using: str) -> Any:
    """A value as the database's driver gets it: SQLite's gets moments as text."""
    return connections[using].ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value


def _statement(queries: Mapping[Any, models.QuerySet]) -> tuple[str, list[Any]]:
    parts: list[str] = []
    params: list[Any] = []
    for place, (name, rows) in enumerate(queries.items()):
        if not rows.query.is_sliced:  # only a limit obliges a database to keep the order within a part
            raise ValueError(f"{name!r} has no limit")
        try:
            sql, values = rows.query.get_compiler(rows.db).as_sql()
        except EmptyResultSet:
            continue
        parts.append(f"SELECT {place} AS place, list.* FROM ({sql}) AS list")  # noqa: S608  # nosec B608  # Django's own SQL
        params.extend(values)
    return " UNION ALL ".join(parts), params


def _ask(sql: str, params: Sequence[Any], *, names: Sequence[Name], using: str) -> dict[Name, list[tuple[Any, ...]]]:
    found: dict[Name, list[tuple[Any, ...]]] = {name: [] for name in names}
    if sql:
        with connections[using].cursor() as cursor:
            cursor.execute(sql, params)
            for place, *row in cursor.fetchall():
                found[names[place]].append(tuple(row))
    return found
