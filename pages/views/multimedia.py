from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pages.caching import public_page
from pages.frame import frame
from pages.meta import page_meta
from pages.page_contexts import MultimediaPage
from pages.page_types import Block
from pages.ready import cards_by_number
from pages.shelves import Lists, cards_on, choose, shelves_of, stock_of
from pages.shown import Shown
from pages.slots import multimedia_slots


@public_page
def multimedia(request: HttpRequest) -> HttpResponse:
    """Videos, photo stories and infographics."""
    return draw_multimedia(request, at=timezone.now())


def draw_multimedia(request: HttpRequest, *, at: datetime, lists: Lists | None = None) -> HttpResponse:
    """The page itself; `lists` put drafts in the place of what was launched."""
    around = frame()
    meta = page_meta(_("Multimedia"), settings=around.settings, address=reverse("pages:multimedia"))
    page = compose(at=at, lists=lists)
    return TemplateResponse(request, "pages/multimedia.html", {"site": around.site, "meta": meta, "page": page})


def compose(*, at: datetime, lists: Lists | None = None) -> MultimediaPage:
    shelves = shelves_of(multimedia_slots(), at=at, lists=lists)
    stock = stock_of(shelves, at=at)
    shown = Shown()
    shown.keep(number for pinned in stock.pinned.values() for number in pinned)
    chosen = [choose(shelf, stock, shown=shown) for shelf in shelves]
    cards = cards_by_number(shown.numbers, at=at)
    rows = [cards_on(shelf, numbers, cards=cards, at=at) for shelf, numbers in zip(shelves, chosen, strict=True)]
    lead = rows[0][0] if rows[0] else None
    rows[0] = rows[0][1:]
    return MultimediaPage(
        lead=lead,
        blocks=tuple(
            Block(style=shelf.slot.style, heading=shelf.slot.heading, cards=row)
            for shelf, row in zip(shelves, rows, strict=True)
            if row
        ),
    )
