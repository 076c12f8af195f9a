from typing import Self

from django.db import models


class StandingPageQuerySet(models.QuerySet):
    def at_slug(self, slug: str) -> Self:
        return self.filter(slug=slug)

    def written(self) -> Self:
        """Those that say something."""
        return self.exclude(text="")
