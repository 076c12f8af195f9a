from datetime import datetime

from .folded import FoldedNameQuerySet


class AuthorQuerySet(FoldedNameQuerySet):
    def published(self, *, at: datetime):
        """Those who have signed a story that is out: readers know no others."""
        return self.filter(out_since__lte=at)

    def with_photo(self):
        return self.select_related("photo")
