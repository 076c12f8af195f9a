from pagecache import made_of

from .folded import FoldedNameQuerySet


class SectionQuerySet(FoldedNameQuerySet):
    def top_level(self):
        return self.filter(parent=None)

    def in_menu(self):
        made_of("section")
        return self.filter(in_menu=True)

    def at_path(self, path: str):
        return self.filter(path=path)

    def with_parent(self):
        return self.select_related("parent")

    def within(self, parent):
        """The subsections of a section; of None, the sections themselves."""
        made_of("section")
        return self.filter(parent=parent)
