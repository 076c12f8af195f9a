"""Several short lists of story numbers in one round trip to the database."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections, models, router

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


class ListsOfOne(Generic[Name]):
    """Lists that belong to one row after another, at a moment: their statement is put together once, and not for each.

    The queries are sliced, and all select as many columns, of the same types.
    """

    # They take the places of the row's number and of the moment while the statement is put together.
    _NUMBER, _AT = 2**62, datetime(9000, 1, 1, tzinfo=UTC)

    def __init__(
        self, model: type[models.Model], lists: Callable[[int, datetime], Mapping[Name, models.QuerySet]]
    ) -> None:
        self._model = model
        self._lists = lists
        self._made: dict[str, tuple[str, list[Any], list[Name]]] = {}

    def of(self, number: int, *, at: datetime) -> dict[Name, list[tuple[Any, ...]]]:
        using = router.db_for_read(self._model)
        if using not in self._made:
            queries = {name: query.using(using) for name, query in self._lists(self._NUMBER, self._AT).items()}
            self._made[using] = (*_statement(queries), list(queries))
        sql, params, names = self._made[using]
        given = [number if each == self._NUMBER else at if each == self._AT else each for each in params]
        return _ask(sql, given, names=names, using=using)


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
