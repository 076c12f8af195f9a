from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from pagecache import made_of

from .folded import FoldedNameQuerySet


class SectionQuerySet(FoldedNameQuerySet):
    def top_level(self):
        return self.filter(parent=None)

    def in_menu(self):
        made_of("section")
        return self.filter(in_menu=True)

    def public(self, *, at: datetime):
        """Those that readers know: in the menu, or with a story that is out; and so is what they stand within."""
        known = Q(in_menu=True) | Q(out_since__lte=at)
        return self.filter(known, Q(parent=None) | Q(parent__in_menu=True) | Q(parent__out_since__lte=at))

    def at_path(self, path: str):
        return self.filter(path=path)

    def at_paths(self, paths: Collection[str]):
        return self.filter(path__in=paths)

    def with_parent(self):
        return self.select_related("parent")

    def within(self, parent):
        """The subsections of a section; of None, the sections themselves."""
        made_of("section")
        return self.filter(parent=parent)
