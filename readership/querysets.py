from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.db import connections, models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Sum, When

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

    def by_network(self) -> list[tuple[int, int, int]]:
        """Of each story its number, and how many networks have so many readings of it: (number, readings, networks).

        A reading without its network, from a process that has not been brought up to date yet, is by its visitor.
        """
        place = Case(When(network="", then="visitor"), default="network")
        networks = self.order_by().values("number", place=place).annotate(readings=Count("pk"))
        sql, params = networks.values("number", "readings").query.get_compiler(self.db).as_sql()
        statement = f"SELECT number, readings, COUNT(*) FROM ({sql}) AS networks GROUP BY number, readings"  # noqa: S608  # nosec B608  # Django's own SQL
        with connections[self.db].cursor() as cursor:
            cursor.execute(statement, params)
            return list(cursor.fetchall())


class HourlyCountQuerySet(models.QuerySet["HourlyCount"]):
    def within(self, *, at: datetime, hours: int) -> Self:
        """The hours that began in the last so many hours, the present one included."""
        return self.filter(hour__gt=at - timedelta(hours=hours), hour__lte=at)

    def in_hour(self, hour: datetime) -> Self:
        return self.filter(hour=hour)

    def before(self, moment: datetime) -> Self:
        return self.filter(hour__lt=moment)

    def of(self, stories: models.QuerySet) -> Self:
        """Of the stories whose numbers are the keys of these rows."""
        return self.filter(number__in=stories.order_by().values("pk"))

    def beyond_the_first(self, most: int) -> Self:
        """All but so many: those that were read most stay."""
        rest = self.order_by("-readings", "-number").values("pk")[most:]
        return self.filter(pk__in=rest)

    def most_read_first(self) -> models.QuerySet["HourlyCount", tuple[int, int]]:
        """Pairs of number and readings; of equals the newer story comes first."""
        totals = self.order_by().values_list("number").annotate(total=Sum("readings"))
        return totals.order_by(F("total").desc(), F("number").desc())
