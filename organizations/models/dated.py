"""Spans of time: first day and last day, either of which may be unknown."""

from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organizations.models.memory import Memory

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Precision(models.TextChoices):
    """How exactly a date is known."""

    DAY = "day", _("to the day")
    MONTH = "month", _("to the month")
    YEAR = "year", _("to the year")


class Dated(Memory):
    """Something that held from a first day to a last day, both included."""

    starts_on = models.DateField(
        _("first day"), null=True, blank=True, help_text=_("Leave empty when unknown or since always.")
    )
    ends_on = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("The last day on which it held. Empty: it still holds.")
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="%(app_label)s_%(class)s_ends_after_start",
                violation_error_message=_("The last day is before the first day."),
            )
        ]

    def is_held(self, *, on: date) -> bool:
        """Whether the day lies in the span."""
        return (self.starts_on is None or self.starts_on <= on) and (self.ends_on is None or self.ends_on >= on)

    def is_overlapping(self, other: "Dated") -> bool:
        """Whether the two spans share a day."""
        return (self.starts_on or date.min) <= (other.ends_on or date.max) and (other.starts_on or date.min) <= (
            self.ends_on or date.max
        )


def refuse_overlap(span: Dated, *, among: models.QuerySet, message: "StrOrPromise") -> None:
    """Refuse a span that shares a day with one already there (other than itself)."""
    for other in among.exclude(pk=span.pk):
        if span.is_overlapping(other):
            raise ValidationError(message)
