"""Questions about countries and provinces."""

from datetime import date
from typing import Self

from django.db.models import Exists, OuterRef, Q

from addresses.rows import AddressedQuerySet
from organizations.querysets.named import Confirmable, Named, held_on
from pagecache.rows import OnPagesQuerySet


class CountryQuerySet(AddressedQuerySet, Named):  # type: ignore[override]
    """Countries."""


class CountryRelationQuerySet(Confirmable):
    """Bonds between Vietnam and other countries."""

    def with_country(self) -> Self:
        return self.select_related("country")

    def older_than(self, year: int) -> Self:
        """Those that have an anniversary in that year."""
        return self.filter(established_on__year__lt=year)


class ProvinceQuerySet(AddressedQuerySet, Named):  # type: ignore[override]
    """Provincial units, those of today and those that have merged."""

    searched_relations = ("periods",)

    def existing(self, *, on: date) -> Self:
        """Those that had begun and had not ended on that day."""
        from organizations.models import ProvincePeriod

        periods = ProvincePeriod.objects.filter(province=OuterRef("pk"))
        begun = periods.filter(Q(starts_on__isnull=True) | Q(starts_on__lte=on))
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=on)).filter(Exists(begun) | ~Exists(periods))

    def with_code(self, code: str, *, on: date) -> Self:
        """The unit that had the statistics code on that day."""
        from organizations.models import ProvincePeriod

        return self.filter(pk__in=ProvincePeriod.objects.held(on=on).filter(code=code).values("province"))

    def with_history(self) -> Self:
        """With names, kinds and codes through time, predecessors and successors."""
        return self.prefetch_related("periods", "successions__successor", "origins__predecessor")


class ProvincePeriodQuerySet(OnPagesQuerySet):
    """Names, kinds and codes of provinces through time."""

    def held(self, *, on: date) -> Self:
        """Those in force on that day."""
        return self.filter(held_on(on))
