from typing import Self

from pagecache import made_of
from pagecache.rows import OnPagesQuerySet


class StandingPageQuerySet(OnPagesQuerySet):
    def at_slug(self, slug: str) -> Self:
        return self.filter(slug=slug)

    def written(self) -> Self:
        """Those that say something."""
        made_of("standingpage")
        return self.exclude(text="")
