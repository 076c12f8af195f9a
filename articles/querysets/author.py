from datetime import datetime

from addresses.rows import AddressedQuerySet

from .folded import FoldedNameQuerySet


class AuthorQuerySet(AddressedQuerySet, FoldedNameQuerySet):  # type: ignore[override]
    def published(self, *, at: datetime):
        """Those who have signed a story that is out: readers know no others."""
        return self.filter(out_since__lte=at)

    def kept(self):
        """Without those that were merged into another one: what is offered and listed."""
        return self.filter(merged_into=None)

    def merged(self):
        """Those that were merged into another one."""
        return self.filter(merged_into__isnull=False)

    def with_photo(self):
        return self.select_related("photo")
