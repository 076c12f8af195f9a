"""Questions about events."""

from calendar import monthrange
from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from django.db.models import F, Prefetch, Q
from django.utils import timezone

from addresses.rows import AddressedQuerySet
from organizations.querysets.named import Confirmable, Named

if TYPE_CHECKING:
    from organizations.models import Organization, Province


class EventSeriesQuerySet(AddressedQuerySet, Named):  # type: ignore[override]
    """Events that come again."""


class EventQuerySet(Named, Confirmable):  # type: ignore[override]
    """Events."""

    def upcoming(self, *, at: datetime) -> Self:
        """Those still to come or going on, the next first."""
        return self.filter(self._not_over(at)).order_by("starts_on", F("starts_time").asc(nulls_first=True), "pk")

    def past(self, *, at: datetime) -> Self:
        """Those that are over, the newest first."""
        return self.exclude(self._not_over(at)).order_by("-starts_on", F("starts_time").desc(nulls_last=True), "-pk")

    @staticmethod
    def _not_over(at: datetime) -> Q:
        here = timezone.localtime(at)
        today, hour = here.date(), here.time()
        return Q(ends_on__gt=today) | Q(ends_on=today, ends_time__isnull=True) | Q(ends_on=today, ends_time__gte=hour)

    def between(self, first: date, last: date) -> Self:
        """Those that share a day with the span, in order of time."""
        return self.filter(starts_on__lte=last, ends_on__gte=first).order_by(
            "starts_on", F("starts_time").asc(nulls_first=True), "pk"
        )

    def in_month(self, year: int, month: int) -> Self:
        """Those that share a day with the month."""
        return self.between(date(year, month, 1), date(year, month, monthrange(year, month)[1]))

    def of_body(self, organization: "Organization") -> Self:
        """Those in which the body has a part."""
        from organizations.models import EventOrganizer

        return self.filter(pk__in=EventOrganizer.objects.filter(organization=organization).values("event"))

    def in_province(self, province: "Province") -> Self:
        return self.filter(province=province)

    def numbered(self, number: int) -> Self:
        """The one with this number, as its address names it."""
        return self.filter(pk=number)

    def since(self, day: date) -> Self:
        """Those that were not over before a day, in order of time."""
        return self.filter(ends_on__gte=day).order_by("starts_on", "pk")

    def whole(self) -> Self:
        """Without the parts of other events."""
        return self.filter(part_of__isnull=True)

    def with_place(self) -> Self:
        """With province (as it was named then), country, series and photo."""
        related = ("province", "country", "series", "photo", "term")
        return self.select_related(*related).prefetch_related("province__periods")

    def with_organizers(self) -> Self:
        """With the bodies that have a part in it, named as on the day."""
        from organizations.models import EventOrganizer

        organizers = EventOrganizer.objects.select_related("organization").prefetch_related("organization__periods")
        return self.prefetch_related(Prefetch("organizers", organizers))
