from datetime import datetime
from typing import Self

from django.db import models


class RelatedStoryQuerySet(models.QuerySet):
    """What the worker computed, of which some may have been withdrawn since."""

    def live(self, *, at: datetime) -> Self:
        """Those that still lead to something: the rule of `ArticleQuerySet.live`."""
        return self.filter(related__withdrawn_at=None, related__published_at__lte=at)
