from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Kind
from pages.caching import public_page
from pages.frame import frame
from pages.meta import page_meta
from pages.page_contexts import MultimediaPage
from pages.page_types import Block
from pages.shelves import cards_on, choose, shelves_of, stock_of
from pages.shown import Shown
from pages.slots import Slot, kind_slot


@public_page
def multimedia(request: HttpRequest) -> HttpResponse:
    """Videos, photo stories and infographics."""
    at = timezone.now()
    around = frame()
    meta = page_meta(_("Multimedia"), settings=around.settings, address=reverse("pages:multimedia"))
    page = compose(at=at)
    return TemplateResponse(request, "pages/multimedia.html", {"site": around.site, "meta": meta, "page": page})


def slots() -> list[Slot]:
    """The page's lists in page order; the first one's first story stands large at the head."""
    return [
        kind_slot("multimedia-video", Kind.VIDEO, style="video", size=9, heading=_("Videos")),
        kind_slot("multimedia-photo", Kind.PHOTO_STORY, style="photo", size=7, heading=_("Photo stories")),
        kind_slot("multimedia-infographic", Kind.INFOGRAPHIC, style="infographic", size=8, heading=_("Infographics")),
    ]


def compose(*, at: datetime) -> MultimediaPage:
    shelves = shelves_of(slots(), at=at)
    stock = stock_of(shelves, at=at)
    shown = Shown()
    shown.keep(number for pinned in stock.pinned.values() for number in pinned)
    chosen = [choose(shelf, stock, shown=shown) for shelf in shelves]
    articles = {article.pk: article for article in Article.objects.live(at=at).numbered(shown.numbers).with_card()}
    rows = [cards_on(shelf, numbers, articles=articles, at=at) for shelf, numbers in zip(shelves, chosen, strict=True)]
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
