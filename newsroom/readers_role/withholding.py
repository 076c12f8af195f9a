"""Readers' processes do not ask for the columns that are withheld from their role."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.apps import apps
from django.db.models import Field

from newsroom.readers_role.visible import WITHHELD


def withhold() -> None:
    """From now on every query of this process says NULL in the place of a withheld column.

    Django names all columns of a model in its queries, and PostgreSQL refuses the whole query for one of them. In the
    magazine's processes such a field is None, whichever the database.
    """
    for field in withheld_fields():
        field.select_format = _nothing  # type: ignore[method-assign]  # Django's hook for how a column is selected
        # A relation's column is otherwise selected as the field that it points at would have it.
        field.get_col = partial(_as_its_own, field)  # type: ignore[method-assign]


def withheld_fields() -> Iterator[Field]:
    for label, names in WITHHELD.items():
        for name in names:
            yield apps.get_model(label)._meta.get_field(name)  # type: ignore[misc]  # none without a column


def _nothing(compiler: Any, sql: str, params: Any) -> tuple[str, tuple[()]]:
    return "NULL", ()


def _as_its_own(field: Field, alias: str, output_field: Field | None = None) -> Any:
    return Field.get_col(field, alias, field)
