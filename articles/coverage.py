"""How many articles there are on each body, by time, section and kind: what the report on coverage counts."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta

from django.db import models
from django.db.models import Count as CountRows
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models import OrganizationArticle
from articles.models.text import Kind
from organizations.coverage import Count


class Step(models.TextChoices):
    """What a column of the report is."""

    MONTH = "month", _("Month")
    QUARTER = "quarter", _("Quarter")
    YEAR = "year", _("Year")


_LABELS: dict[str, Callable[[date], str]] = {
    Step.MONTH: lambda day: f"{day.month:02}/{day.year}",
    Step.QUARTER: lambda day: gettext("Q%(number)d/%(year)d") % {"number": (day.month + 2) // 3, "year": day.year},
    Step.YEAR: lambda day: str(day.year),
}


def periods(*, first: date, last: date, step: str) -> list[str]:
    """The columns from one day to another, those in which nothing was written too."""
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return list(dict.fromkeys(_LABELS[step](date(month // 12, month % 12 + 1, 1)) for month in months))


def counts(bodies: models.QuerySet, *, first: date, last: date, step: str, at: datetime) -> Iterable[Count]:
    """Live articles that were published from one day to another, both counted, on each of these bodies."""
    rows = (
        OrganizationArticle.objects.filter(
            organization__in=bodies.order_by().values("pk"),
            article__withdrawn_at=None,
            published_at__lte=at,
            published_at__gte=_midnight(first),
            published_at__lt=_midnight(last + timedelta(days=1)),
        )
        .annotate(month=TruncMonth("published_at"))
        .values_list("organization", "month", "article__top_section__name", "article__kind")
        .annotate(stories=CountRows("pk"))
        .order_by()
    )
    kinds = dict(Kind.choices)
    for body, month, section, kind, stories in rows:
        period = _LABELS[step](timezone.localdate(month))
        yield Count(organization=body, period=period, section=section, kind=str(kinds[kind]), stories=stories)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
