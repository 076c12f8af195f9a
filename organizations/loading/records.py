"""One row of data against one row of the database: three ways, so that an editor's change always wins."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models

from locking import locked
from organizations.models import Confidence, LoadedRecord
from organizations.models.sourced import Sourced

M = TypeVar("M", bound=models.Model)

SURENESS = [Confidence.INFERRED, Confidence.MEDIUM, Confidence.HIGH]  # from the least sure to the surest


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that an editor changed and the data has otherwise."""

    key: str
    field: str
    ours: Any
    data: Any


@dataclass(slots=True)
class Report:
    """What a loading did, and what it left to the editors."""

    created: Counter[str] = field(default_factory=Counter)
    updated: Counter[str] = field(default_factory=Counter)
    confirmed: int = 0
    unchanged: int = 0
    differences: list[Difference] = field(default_factory=list)
    removed_by_editors: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)

    @property
    def has_changes(self) -> bool:
        """Whether anything was written."""
        return bool(self.created or self.updated or self.confirmed)


def _plain(value: Any) -> Any:
    """The value as the record keeps it: a row by its number, a day by its ISO form."""
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, date | time):
        return value.isoformat()
    return value


class Loader:
    """Takes rows of the data one by one and remembers what it took."""

    def __init__(self, *, confirm: str = Confidence.HIGH) -> None:
        self.report = Report()
        self._records = {record.key: record for record in LoadedRecord.objects.all()}
        self._confirmed = set(SURENESS[SURENESS.index(Confidence(confirm)) :])
        self._taken: dict[str, models.Model | None] = {}

    @property
    def known(self) -> frozenset[str]:
        """The keys that an earlier loading brought in."""
        return frozenset(self._records)

    def take(
        self, key: str, model: type[M], values: dict[str, Any], *, match: dict[str, Any] | None = None
    ) -> M | None:
        """The row for a key: created, brought up to date, or left as the editors have it. None when it is gone.

        `match` finds a row that an editor had entered before the first loading; it is kept as it is.
        """
        if key not in self._taken:
            self._taken[key] = self._take(key, model, values, match)
        return self._taken[key]  # type: ignore[return-value]

    def taken(self, key: str) -> Any:
        """The row taken for a key earlier in this run, or None."""
        return self._taken.get(key)

    def _take(
        self, key: str, model: type[models.Model], values: dict[str, Any], match: dict[str, Any] | None
    ) -> models.Model | None:
        record = self._records.get(key)
        if record is None:
            found = model._default_manager.filter(**match).first() if match else None
            if found is None:
                return self._create(key, model, values)
            record = LoadedRecord(key=key, model=model.__name__, object_id=found.pk, values={})
            return self._compare(record, found, values)
        row = locked(model._default_manager.filter(pk=record.object_id)).first()
        if row is None:
            self.report.removed_by_editors.append(key)
            return None
        return self._compare(record, row, values)

    def _create(self, key: str, model: type[models.Model], values: dict[str, Any]) -> models.Model | None:
        row = model(**values)
        if isinstance(row, Sourced):
            row.is_confirmed = row.confidence in self._confirmed
        try:
            row.full_clean()
        except ValidationError as error:
            self.report.refused.append((key, "; ".join(error.messages)))
            return None
        row.save()
        kept = {name: _plain(value) for name, value in values.items()}
        if isinstance(row, Sourced):
            kept["is_confirmed"] = row.is_confirmed
        LoadedRecord.objects.create(key=key, model=model.__name__, object_id=row.pk, values=kept)
        self.report.created[model.__name__] += 1
        return row

    def _compare(self, record: LoadedRecord, row: models.Model, values: dict[str, Any]) -> models.Model:
        changed: list[str] = []
        for name, value in values.items():
            attribute = row._meta.get_field(name).attname  # type: ignore[union-attr]
            ours, data = _plain(getattr(row, attribute)), _plain(value)
            if ours == data:
                continue
            if name in record.values and record.values[name] == ours:
                setattr(row, name, value)
                record.values[name] = data
                changed.append(name)
            else:
                self.report.differences.append(Difference(record.key, name, ours, data))
        confirmed = isinstance(row, Sourced) and self._confirm(record, row)
        if changed or confirmed or record.pk is None:
            try:
                row.full_clean()
            except ValidationError as error:
                self.report.refused.append((record.key, "; ".join(error.messages)))
                row.refresh_from_db()
                return row
            row.save()
            record.save()
        if changed:
            self.report.updated[type(row).__name__] += 1
        elif not confirmed:
            self.report.unchanged += 1
        return row

    def _confirm(self, record: LoadedRecord, row: Sourced) -> bool:
        """Confirm what the data is sure enough of, unless an editor has withdrawn it."""
        if row.is_confirmed or row.confidence not in self._confirmed or record.values.get("is_confirmed"):
            return False
        row.is_confirmed = True
        record.values["is_confirmed"] = True
        self.report.confirmed += 1
        return True
