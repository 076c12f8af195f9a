from datetime import datetime
from typing import Self

from django.db import models


class ChangeQuerySet(models.QuerySet):
    def unnumbered(self) -> Self:
        """Committed, and not yet in the order."""
        return self.filter(number=None)

    def after(self, number: int) -> Self:
        return self.filter(number__gt=number)

    def upto(self, number: int) -> Self:
        return self.filter(number__lte=number)

    def due_since(self, moment: datetime) -> Self:
        """Those that could still make a page old that was drawn since a moment."""
        return self.filter(due_at__gte=moment)

    def over_at(self, moment: datetime) -> Self:
        """Those that hold by a moment."""
        return self.filter(due_at__lte=moment)

    def over(self, *, before: datetime) -> Self:
        """Those that came due so long ago that no page is kept from before."""
        return self.filter(due_at__lt=before, number__isnull=False)
