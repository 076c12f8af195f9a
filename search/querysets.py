"""What is asked of the index's table of contents; the words themselves are asked by search.index."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from search.models import Entry  # noqa: F401 - names the type below


class EntryQuerySet(models.QuerySet["Entry"]):
    """Entries of the index."""

    def to_remove(self, kind: str, *, numbers: list[int] | None, older_than: datetime | None) -> Self:
        """A kind, or those of it that are named, or that were last put before a moment."""
        entries = self.filter(kind=kind)
        if numbers is not None:
            entries = entries.filter(number__in=numbers)
        if older_than is not None:
            entries = entries.filter(updated_at__lt=older_than)
        return entries
