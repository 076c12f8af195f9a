from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Sum

if TYPE_CHECKING:
    from readership.models import HourlyCount, Reading  # noqa: F401

HOUR = timedelta(hours=1)
QUICK_REPEAT = timedelta(minutes=30)


class ReadingQuerySet(models.QuerySet["Reading"]):
    def in_hour(self, hour: datetime) -> Self:
        return self.filter(read_at__gte=hour, read_at__lt=hour + HOUR)

    def before(self, moment: datetime) -> Self:
        return self.filter(read_at__lt=moment)

    def since(self, moment: datetime) -> Self:
        return self.filter(read_at__gte=moment)

    def without_quick_repeats(self) -> Self:
        """Leave out what the same visitor had read less than half an hour before."""
        earlier = self.model._default_manager.filter(
            Q(read_at__lt=OuterRef("read_at")) | Q(read_at=OuterRef("read_at"), pk__lt=OuterRef("pk")),
            number=OuterRef("number"),
            visitor=OuterRef("visitor"),
            read_at__gt=OuterRef("read_at") - QUICK_REPEAT,
        )
        return self.filter(~Exists(earlier))

    def by_number(self) -> dict[int, int]:
        """How many readings each story has."""
        return dict(self.order_by().values_list("number").annotate(readings=Count("pk")))


class HourlyCountQuerySet(models.QuerySet["HourlyCount"]):
    def within(self, *, at: datetime, hours: int) -> Self:
        """The hours that began in the last so many hours, the present one included."""
        return self.filter(hour__gt=at - timedelta(hours=hours), hour__lte=at)

    def before(self, moment: datetime) -> Self:
        return self.filter(hour__lt=moment)

    def most_read_first(self) -> models.QuerySet["HourlyCount", tuple[int, int]]:
        """Pairs of number and readings; of equals the newer story comes first."""
        totals = self.order_by().values_list("number").annotate(total=Sum("readings"))
        return totals.order_by(F("total").desc(), F("number").desc())
