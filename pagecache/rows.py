"""Rows that readers' pages are made of: noted when they are fetched, touched when they are written."""

from datetime import datetime
from functools import cache
from typing import Any, ClassVar, Self

from django.db import models, transaction
from django.utils import timezone

from pagecache.changes import touch
from pagecache.recording import made_of


class OnPagesQuerySet(models.QuerySet):
    """Writing many rows at once touches each of them."""

    def update(self, **values: Any) -> int:
        with transaction.atomic(using=self.db):
            _touch_all(self)
            return super().update(**values)

    update.alters_data = True  # type: ignore[attr-defined]

    def delete(self) -> tuple[int, dict[str, int]]:
        with transaction.atomic(using=self.db):
            _touch_all(self)
            return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> Any:
        with transaction.atomic(using=self.db):
            rows = super().bulk_create(objs, *args, **kwargs)
            _touch_all(rows)
            return rows

    bulk_create.alters_data = True  # type: ignore[attr-defined]


class OnPages(models.Model):
    """A row that readers' pages are made of. Its key is its kind and number: `section:5`.

    Its manager is made of an `OnPagesQuerySet`.
    """

    # Columns that are written by updates alone: a row in hand would write back what it once read.
    kept_elsewhere: ClassVar[frozenset[str]] = frozenset()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.kept_elsewhere and not self._state.adding and kwargs.get("update_fields") is None and not args:
            passed = self.get_deferred_fields() | self.kept_elsewhere
            columns = [field for field in self._meta.concrete_fields if not field.primary_key]
            kwargs["update_fields"] = [field.name for field in columns if field.attname not in passed]
        with transaction.atomic(using=kwargs.get("using")):
            super().save(*args, **kwargs)
            _touch_all([self])

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with transaction.atomic(using=kwargs.get("using")):
            _touch_all([self])
            return super().delete(*args, **kwargs)

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Self:
        row = super().from_db(*args, **kwargs)
        named = (f"{kind}:{row.__dict__[name]}" for name, kind in _withdrawable(cls) if row.__dict__.get(name))
        made_of(f"{cls._meta.model_name}:{row.pk}", *named)
        return row

    def page_keys(self) -> set[str]:
        """What a write to this row touches."""
        kind = str(self._meta.model_name)
        return {kind, f"{kind}:{self.pk}"}

    def page_moments(self) -> tuple[datetime | None, ...]:
        """Moments at which pages show this row differently, by hour and minute; a new day changes every page."""
        return ()


@cache
def _withdrawable(model: type[models.Model]) -> tuple[tuple[str, str], ...]:
    """The columns of a table that name what may be withdrawn, and its kind.

    Readers' processes do not get a withdrawn row to see: a page that shows nothing in its place is made of it all the
    same, and shows it when it is brought back.
    """
    columns: list[Any] = [field for field in model._meta.concrete_fields if field.is_relation]
    return tuple(
        (column.attname, str(column.related_model._meta.model_name))
        for column in columns
        if any(field.name == "withdrawn_at" for field in column.related_model._meta.concrete_fields)
    )


def _touch_all(rows: Any) -> None:
    now = timezone.now()
    keys: set[str] = set()
    is_withdrawal = False
    for row in rows:
        keys |= row.page_keys()
        is_withdrawal |= getattr(row, "withdrawn_at", None) is not None
        for moment in row.page_moments():
            if moment is not None and moment > now:
                touch(row.page_keys(), at=moment)
    touch(keys, at=now, withdrawal=is_withdrawal)
