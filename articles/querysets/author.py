from .folded import FoldedNameQuerySet


class AuthorQuerySet(FoldedNameQuerySet):
    pass
