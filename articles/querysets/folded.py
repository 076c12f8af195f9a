import vietnamese
from pagecache.rows import OnPagesQuerySet


class FoldedNameQuerySet(OnPagesQuerySet):
    """For models with a `name_folded` column: finding names without accents, on every database alike."""

    def matching(self, query: str):
        """Every word of the query occurs in the name."""
        found = self
        for word in vietnamese.fold(query).split()[:8]:
            found = found.filter(name_folded__contains=word)
        return found

    def named(self, name: str):
        """The same name, without regard to accents, case and dashes."""
        return self.filter(name_folded=vietnamese.fold(name))
