"""Columns that are computed from other columns of the same row whenever it is saved.

They keep their promise for every way of saving an instance; a queryset's update() does not pass through them.
"""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from vietnamese import fold, sort_key

SORT_KEY_LENGTH = 400  # characters; beyond it two names are not told apart, which nobody will notice


class SortKeyField(models.CharField):
    """Where a name stands in the Vietnamese alphabet: an ASCII key whose byte order is the alphabetical order."""

    def __init__(self, *args: Any, of: str = "name", **kwargs: Any) -> None:
        self.of = of
        kwargs.setdefault("max_length", SORT_KEY_LENGTH)
        kwargs.setdefault("editable", False)
        kwargs.setdefault("default", "")
        kwargs.setdefault("db_index", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of}

    def db_parameters(self, connection: BaseDatabaseWrapper) -> Any:
        """PostgreSQL would sort by the machine's language; "C" sorts by bytes, as SQLite does by itself."""
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = sort_key(str(getattr(model_instance, self.of)))[: self.max_length]
        setattr(model_instance, self.attname, value)
        return value


class FoldedField(models.TextField):
    """The folded words of other columns, each after a space, so that " vinh" finds the words that begin so."""

    def __init__(self, *args: Any, of: Sequence[str] = ("name",), **kwargs: Any) -> None:
        self.of = tuple(of)
        kwargs.setdefault("editable", False)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = f" {fold(' '.join(str(getattr(model_instance, name)) for name in self.of))}"
        setattr(model_instance, self.attname, value)
        return value
