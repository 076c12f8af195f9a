from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pages.caching import public_page
from pages.cards import Card
from pages.frame import frame
from pages.meta import page_meta
from pages.page_contexts import MostReadPage
from pages.ready import cards_by_number
from pages.shown import Shown
from readership import counts

DAY, WEEK = 24, 7 * 24  # hours
LENGTH = 10


@public_page
def most_read(request: HttpRequest) -> HttpResponse:
    """What was read most in the last day, and what else in the last week."""
    at = timezone.now()
    around = frame()
    meta = page_meta(_("Most read"), settings=around.settings, address=reverse("pages:most-read"))
    page = compose(at=at)
    return TemplateResponse(request, "pages/most_read.html", {"site": around.site, "meta": meta, "page": page})


def compose(*, at: datetime) -> MostReadPage:
    day = counts.most_read(at=at, hours=DAY, limit=2 * LENGTH)
    week = counts.most_read(at=at, hours=WEEK, limit=4 * LENGTH)
    cards = cards_by_number([*day, *week], at=at)
    shown = Shown()

    def row(numbers: list[int]) -> tuple[Card, ...]:
        return tuple(cards[number] for number in shown.place((n for n in numbers if n in cards), limit=LENGTH))

    return MostReadPage(day=row(day), week=row(week))
