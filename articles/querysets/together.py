"""Several short lists in one round trip to the database, and statements that are put together once."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections, models, router

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


class StandIns:
    """Values by which a statement is put together once, before others take their places each time it is asked.

    One of each of the `kinds`: int for keys, datetime for moments.
    """

    def __init__(self, *kinds: type) -> None:
        self.values = [_stand_in(kind, place) for place, kind in enumerate(kinds)]

    def replaced(self, params: Iterable[Any], *, by: Sequence[int | datetime], using: str) -> list[Any]:
        """A statement's parameters with these values in the places of the stand-ins."""
        adapted = [_adapted(value, using=using) for value in by]
        given = dict(zip([_adapted(each, using=using) for each in self.values], adapted, strict=True))
        return [given.get(each, each) for each in params]


class KeptQuery:
    """One query that is asked with other values each time. `query` must not decide anything by the values."""

    def __init__(self, query: Callable[..., models.QuerySet], *kinds: type) -> None:
        self._query = query
        self._stand_ins = StandIns(*kinds)
        self._made: dict[str, tuple[str, Sequence[Any]]] = {}

    def statement(self, *values: int | datetime, using: str = DEFAULT_DB_ALIAS) -> tuple[str, list[Any]]:
        """Its SQL and parameters, to be part of another statement."""
        if using not in self._made:
            with aside():
                self._made[using] = self._query(*self._stand_ins.values).query.get_compiler(using).as_sql()
        sql, params = self._made[using]
        return sql, self._stand_ins.replaced(params, by=values, using=using)


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
        self._stand_ins = StandIns(*kinds)
        self._made: dict[str, _Made] = {}

    def of(self, *values: int | datetime) -> dict[Name, list[tuple[Any, ...]]]:
        """Every query's rows. The page that is being drawn is made of what the queries note, for these values."""
        using = router.db_for_read(Article)
        made = self._made.get(using) or self._put_together(using)
        words = [(str(each), str(value)) for each, value in zip(self._stand_ins.values, values, strict=True)]
        for key in made.keys:
            for stand_in, value in words:
                key = key.replace(stand_in, value)
            made_of(key)
        params = self._stand_ins.replaced(made.params, by=values, using=using)
        return _ask(made.sql, params, names=made.names, using=using)

    def _put_together(self, using: str) -> _Made:
        with aside() as notes:
            queries = {name: query.using(using) for name, query in self._lists(*self._stand_ins.values).items()}
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
