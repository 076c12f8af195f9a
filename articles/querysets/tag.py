from .folded import FoldedNameQuerySet


class TagQuerySet(FoldedNameQuerySet):
    pass
