"""Marking a row of the directory as wrong: readers never see it again, and the desk keeps what stood there, and why.

Nothing of the directory is deleted. What was true ends; what never was true is struck.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils.translation import gettext as _

from locking import locked_to_delete
from organizations.models import StruckRow
from vietnamese import clean_text

if TYPE_CHECKING:
    from accounts.models import User

LONGEST = 500  # characters of a reason


class StillNamed(ValidationError):
    """Other rows lead to this one: they would lose what they say."""


@transaction.atomic
def strike(row: models.Model, *, reason: str, by: "User", now: datetime) -> StruckRow:
    """Take a wrong row out of the directory and keep it among those struck.

    Raises ValidationError without a reason, StillNamed while other rows lead to it.
    """
    reason = clean_text(reason).strip()[:LONGEST]
    if not reason:
        raise ValidationError(_("Say why the row is wrong."), code="reason_missing")
    current = held_to_strike(row)
    kept = StruckRow.objects.create(
        model=type(current).__name__,
        number=current.pk,
        words=str(current)[:300],
        values=_values(current),
        reason=reason,
        by=by,
        at=now,
    )
    current.delete()
    return kept


def held_to_strike(row: models.Model) -> models.Model:
    """The row as it stands, held until the transaction ends. Raises StillNamed while other rows lead to it."""
    current = locked_to_delete(row)
    if named := _named_by(current):
        raise StillNamed(
            _("Other rows lead to “%(row)s”: %(named)s. Change them first.") % {"row": current, "named": named}
        )
    return current


def struck_under(thing: models.Model) -> "models.QuerySet[StruckRow]":
    """What was marked wrong of all that belonged to a body, a person, an event, a country, a province or a term."""
    belongs = models.Q(pk__in=[])
    for model, column in _columns_to(thing):
        belongs |= models.Q(model=model, **{f"values__{column}": thing.pk})
    return StruckRow.objects.filter(belongs).select_related("by")


def hand_over_struck(*, of: models.Model, to: models.Model) -> None:
    """What was marked wrong of a duplicate belongs to the one that is kept."""
    columns = set(_columns_to(of))
    for row in struck_under(of):
        for column, value in row.values.items():
            if value == of.pk and (row.model, column) in columns:
                row.values[column] = to.pk
        row.save(update_fields=["values"])


def _columns_to(thing: models.Model) -> Iterator[tuple[str, str]]:
    """The models of the directory that point to such a thing, each with the column that does."""
    for relation in thing._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel) and relation.related_model._meta.app_label == "organizations":
            yield relation.related_model.__name__, relation.field.attname


def _named_by(row: models.Model) -> str:
    for relation in row._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one):
            field: Any = relation.field  # type: ignore[union-attr]
            others = relation.related_model._base_manager.filter(**{field.name: row})  # type: ignore[union-attr]
            if other := others.first():
                return f"{other._meta.verbose_name} “{other}”"
    return ""


def _values(row: models.Model) -> dict[str, Any]:
    """Its columns as JSON keeps them: dates as text."""
    columns = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    plain: dict[str, Any] = json.loads(json.dumps(columns, cls=DjangoJSONEncoder))
    return plain
