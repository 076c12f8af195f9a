"""Marking a row of the directory as wrong: readers never see it again, and the desk keeps what stood there, and why.

Nothing of the directory is deleted. What was true ends; what never was true is struck.
"""

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils.translation import gettext as _

from locking import locked_row
from organizations.models import StruckRow
from vietnamese import clean_text

if TYPE_CHECKING:
    from accounts.models import User

LONGEST = 500  # characters of a reason


class StillNamed(ValidationError):
    """Other rows lead to this one: they would lose what they say."""


@transaction.atomic
def strike(row: models.Model, *, reason: str, by: "User", now: datetime, page: str = "") -> StruckRow:
    """Take a wrong row out of the directory and keep it among those struck.

    `page` is what it stood under at the desk ("organizations.organization:12"). Raises ValidationError without a
    reason, StillNamed while other rows lead to it.
    """
    reason = clean_text(reason).strip()[:LONGEST]
    if not reason:
        raise ValidationError(_("Say why the row is wrong."), code="reason_missing")
    current = locked_row(row)
    if named := _named_by(current):
        raise StillNamed(
            _("Other rows lead to “%(row)s”: %(named)s. Change them first.") % {"row": current, "named": named}
        )
    kept = StruckRow.objects.create(
        model=type(current).__name__,
        number=current.pk,
        words=str(current)[:300],
        values=_values(current),
        page=page or f"{current._meta.label_lower}:{current.pk}",
        reason=reason,
        by=by,
        at=now,
    )
    current.delete()
    return kept


def struck_under(page: models.Model) -> "models.QuerySet[StruckRow]":
    """What was marked wrong on a page of the desk."""
    return StruckRow.objects.filter(page=f"{page._meta.label_lower}:{page.pk}").select_related("by")


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
