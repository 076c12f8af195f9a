"""What stands beside a list: the most read stories that the page does not show already."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import FeaturedList
from pages.page_types import Block
from pages.ready import cards_by_number
from pages.shelves import choose, plain_shelf, stock_of
from pages.shown import Shown
from pages.slots import Fill, Slot

MOST_READ = 5


def most_read_rail(*, shown: Shown, at: datetime) -> tuple[Block, ...]:
    """The day's most read stories, filled up with the newest."""
    slot = Slot(
        key="most-read",
        place="rail",
        style="ranked",
        size=MOST_READ,
        heading=_("Most read"),
        url=reverse("pages:most-read"),
        fill=Fill(rule=FeaturedList.Fill.MOST_READ),
    )
    shelf = plain_shelf(slot)
    stock = stock_of([shelf], at=at, spare=len(shown))
    numbers = choose(shelf, stock, shown=shown)
    cards = cards_by_number(numbers, at=at)
    ranked = tuple(cards[number] for number in numbers if number in cards)
    return (Block(style="ranked", heading=slot.heading, url=slot.url, cards=ranked),) if ranked else ()
