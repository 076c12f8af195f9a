from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pagecache import made_of
from pages.caching import public_page
from pages.cards import Card
from pages.frame import frame
from pages.meta import page_meta
from pages.page_contexts import MostReadPage
from pages.ready import MostRead, cards_by_number, lists
from pages.shown import Shown

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
    ready = lists({hours: MostRead(hours) for hours in (DAY, WEEK)}, at=at, limits={DAY: LENGTH, WEEK: 2 * LENGTH})
    for each in ready.values():
        made_of(*each.keys)
    shown = Shown()
    day = shown.place(ready[DAY].numbers, limit=LENGTH)
    week = shown.place(ready[WEEK].numbers, limit=LENGTH)
    cards = cards_by_number([*day, *week], at=at)

    def row(numbers: list[int]) -> tuple[Card, ...]:
        return tuple(cards[number] for number in numbers if number in cards)

    return MostReadPage(day=row(day), week=row(week))
