from datetime import datetime

from django.db.models import Case, F, Value, When

import vietnamese
from addresses.rows import AddressedQuerySet
from articles import tag_names

from .folded import FoldedNameQuerySet


class TagQuerySet(AddressedQuerySet, FoldedNameQuerySet):  # type: ignore[override]
    def published(self, *, at: datetime):
        """Those under which a story is out: readers know no others."""
        return self.filter(out_since__lte=at)

    def same_as(self, name: str):
        """The tag of that name, however it is written: in capitals, with a tone on another vowel, with “#”."""
        return self.filter(name_key=tag_names.key(name)).exclude(name_key="")

    def close_to(self, name: str):
        """Those that one may have meant: the one into which a tag of this name was merged, or the same but for accents.

        Those that readers know come first.
        """
        close = self._but_for_accents(name) | self.once_called(tag_names.clean(name))
        return close.exclude(name_key=tag_names.key(name)).order_by(F("out_since").asc(nulls_last=True), "pk")

    def meant_by(self, name: str):
        """The tag that an archive means, where nobody can be asked. A word without accents may stand for one with them,
        if there is but one.
        """
        if same := self.same_as(name).first() or self.once_called(tag_names.clean(name)).first():
            return same
        close = list(self._but_for_accents(name)[:2]) if tag_names.key(name).isascii() else []
        return close[0] if len(close) == 1 else None

    def _but_for_accents(self, name: str):
        return self.filter(name_folded=vietnamese.fold(name)).exclude(name_folded="")

    def closest_first(self, name: str):
        """For choosing one while typing: the same, then what differs in accents, then what only begins or holds it."""
        closeness = Case(
            When(name_key=tag_names.key(name), then=Value(0)),
            When(name_folded=vietnamese.fold(name), then=Value(1)),
            default=Value(2),
        )
        return self.order_by(closeness, "name_folded", "pk")
