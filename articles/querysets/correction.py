from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from pagecache import made_of


class CorrectionQuerySet(models.QuerySet):
    """Correction notes, which stay public for good."""

    def public(self, *, at: datetime) -> Self:
        """Those that are out, of stories that are."""
        made_of("correction")
        return self.filter(published_at__lte=at, article__published_at__lte=at, article__withdrawn_at=None)

    def of_story(self, number: int) -> Self:
        return self.filter(article=number)

    def with_story(self) -> Self:
        return self.select_related("article")

    def newest_first(self) -> Self:
        return self.order_by("-published_at", "-pk")

    def before(self, published_at: datetime, number: int) -> Self:
        """The page after a given note."""
        return self.filter(Q(published_at__lt=published_at) | Q(published_at=published_at, pk__lt=number))

    def after(self, published_at: datetime, number: int) -> Self:
        """What is newer than a given note, the nearest first."""
        newer = Q(published_at__gt=published_at) | Q(published_at=published_at, pk__gt=number)
        return self.filter(newer).order_by("published_at", "pk")
