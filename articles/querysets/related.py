from datetime import datetime
from typing import Self

from django.db import models


class RelatedStoryQuerySet(models.QuerySet):
    """What the worker computed, of which some may have been withdrawn since."""

    def of_story(self, number: int) -> Self:
        """What leads on from a story, the closest first."""
        return self.filter(article=number).order_by("position")

    def live(self, *, at: datetime) -> Self:
        """Those that still lead to something: the rule of `ArticleQuerySet.live`."""
        return self.filter(related__withdrawn_at=None, related__published_at__lte=at)
