from datetime import datetime

from .folded import FoldedNameQuerySet


class TagQuerySet(FoldedNameQuerySet):
    def published(self, *, at: datetime):
        """Those under which a story is out: readers know no others."""
        return self.filter(out_since__lte=at)
