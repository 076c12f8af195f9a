"""What all lists of names and all facts to be confirmed have in common."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from pagecache import made_of
from pagecache.rows import OnPagesQuerySet
from vietnamese import fold

MAX_QUERY_WORDS = 12  # more words than any name has


class Named(OnPagesQuerySet):
    """Rows with a name: found without accents, listed in the Vietnamese alphabet."""

    #: relations to rows in whose search_text a word may stand too
    searched_relations: tuple[str, ...] = ()

    def matching(self, query: str) -> Self:
        """Those in which every word of the query begins a word. Accents, case and dashes do not matter."""
        found = self
        for word in fold(query).split()[:MAX_QUERY_WORDS]:
            stands = Q(search_text__contains=f" {word}")
            for relation in self.searched_relations:
                stands |= Q(pk__in=self._with_word_in(relation, word))
            found = found.filter(stands)
        return found

    def _with_word_in(self, relation: str, word: str) -> models.QuerySet:
        rows = self.model._default_manager.filter(**{f"{relation}__search_text__contains": f" {word}"})
        return rows.order_by().values("pk")

    def in_alphabetical_order(self) -> Self:
        """By the Vietnamese alphabet: Đ after D, accents as letters order them."""
        return self.order_by("sort_key", "pk")


class Confirmable(OnPagesQuerySet):
    """Rows that readers see only once they are confirmed."""

    def public(self) -> Self:
        """Those that readers may see. Every fact of the union's memory may change what they show."""
        made_of("memory")
        return self.filter(is_confirmed=True)

    def to_confirm(self) -> Self:
        """Those that wait for an editor."""
        return self.filter(is_confirmed=False)


def held_on(day: date) -> Q:
    """The condition that a span of time holds the day."""
    return held_between(day, day)


def held_between(first: date, last: date) -> Q:
    """The condition that a span of time shares a day with another."""
    return (Q(starts_on__isnull=True) | Q(starts_on__lte=last)) & (Q(ends_on__isnull=True) | Q(ends_on__gte=first))
