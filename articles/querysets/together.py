"""Several short lists of story numbers in one round trip to the database."""

from collections.abc import Hashable, Mapping
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections, models

Name = TypeVar("Name", bound=Hashable)


def numbers_together(queries: Mapping[Name, models.QuerySet]) -> dict[Name, list[int]]:
    """What every query lists, each in its own order. The queries are sliced, and each selects one whole number.

    Each is answered by its own index, so that ten lists of five cost fifty rows, however many stories there are.
    """
    found: dict[Name, list[int]] = {name: [] for name in queries}
    names = list(queries)
    parts: list[str] = []
    params: list[Any] = []
    for place, name in enumerate(names):
        query = queries[name].query
        if not query.is_sliced:  # only a limit obliges a database to keep the order within a part
            raise ValueError(f"{name!r} has no limit")
        try:
            sql, values = query.get_compiler(queries[name].db).as_sql()
        except EmptyResultSet:
            continue
        parts.append(f"SELECT {place} AS place, list.* FROM ({sql}) AS list")  # noqa: S608  # nosec B608  # Django's own SQL
        params.extend(values)
    if parts:
        with connections[queries[names[0]].db].cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), params)
            for place, number in cursor.fetchall():
                found[names[place]].append(number)
    return found
