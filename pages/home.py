"""The front page as a pure function of a moment: which stories stand where."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import OrganizationArticle, Section, Topic
from organizations.models import Event, Organization
from pagecache import fragment
from pages.cards import Card
from pages.directory import body_card, event_card, topic_banner
from pages.page_contexts import HomePage
from pages.page_types import Block, Link
from pages.ready import cards_by_number
from pages.related import related_numbers
from pages.shelves import Lists, Shelf, cards_on, choose, shelves_of, stock_of
from pages.shown import Shown
from pages.slots import home_slots

LEAD_RELATED = 3
EVENTS = 4
BODIES = 6
BANNERS = 6


def compose(*, at: datetime, lists: Lists | None = None, sections: Sequence[Section] | None = None) -> HomePage:
    """The front page at a moment.

    `lists` (key → items, in order) stand in place of what was launched: a draft on the real page. `sections`
    (those in the menu, both levels) are read when the caller has not done so for the frame.
    """
    menu = tuple(Section.objects.in_menu()) if sections is None else tuple(sections)
    shelves = shelves_of(home_slots(s for s in menu if s.parent_id is None), at=at, lists=lists)
    stock = stock_of(shelves, at=at, spare=LEAD_RELATED)
    shown = Shown()
    shown.keep(number for pinned in stock.pinned.values() for number in pinned)
    chosen: dict[str, list[int]] = {}
    beside_lead: list[int] = []
    for shelf in shelves:
        chosen[shelf.slot.key] = choose(shelf, stock, shown=shown)
        if shelf.slot.place == "lead" and chosen[shelf.slot.key]:
            beside_lead = shown.fill(related_numbers(chosen[shelf.slot.key][0], at=at), limit=LEAD_RELATED)
    numbers = {*beside_lead, *(number for those in chosen.values() for number in those)}
    found = cards_by_number(numbers, at=at)
    cards = {shelf.slot.key: cards_on(shelf, chosen[shelf.slot.key], cards=found, at=at) for shelf in shelves}
    lead, on = next(iter(cards["home-lead"]), None), timezone.localdate(at)
    return HomePage(
        lead=lead,
        lead_related=(
            *cards["home-lead"][1:],
            *(found[number] for number in beside_lead if number in found),
        ),
        second_row=cards["home-second"],
        main=_blocks("main", shelves, cards, sections=menu),
        rail=(*fragment(("events", on), lambda: _events(at=at)), *_blocks("rail", shelves, cards)),
        bands=(
            *_blocks("band", shelves, cards),
            *_bodies(numbers, at=at),
            *fragment(("topics", on), lambda: _topics(at=at)),
        ),
    )


def _blocks(
    place: str, shelves: Sequence[Shelf], cards: Mapping[str, tuple[Card, ...]], *, sections: Sequence[Section] = ()
) -> tuple[Block, ...]:
    """The filled shelves of a place; a section's package carries links to its subsections."""
    return tuple(
        Block(
            style=shelf.slot.style,
            heading=shelf.slot.heading,
            url=shelf.slot.url,
            cards=cards[shelf.slot.key],
            links=tuple(
                Link(child.name, child.get_absolute_url())
                for child in sections
                if shelf.slot.fill.section and child.parent_id == shelf.slot.fill.section.pk
            ),
        )
        for shelf in shelves
        if shelf.slot.place == place and cards[shelf.slot.key]
    )


def _events(*, at: datetime) -> tuple[Block, ...]:
    """The next events; an empty calendar prints nothing."""
    coming = Event.objects.public().whole().upcoming(at=at).with_place().select_related("province")[:EVENTS]
    events = tuple(event_card(event) for event in coming)
    if not events:
        return ()
    return (Block(style="events", heading=_("Coming events"), url=reverse("pages:events"), events=events),)


def _bodies(numbers: set[int], *, at: datetime) -> tuple[Block, ...]:
    """The bodies that the stories of the page are about."""
    on = timezone.localdate(at)
    named = OrganizationArticle.objects.filter(article__in=numbers).values("organization")
    found = Organization.objects.public().filter(pk__in=named).with_place().in_alphabetical_order()[:BODIES]
    bodies = tuple(body_card(body, on=on) for body in found)
    if not bodies:
        return ()
    heading = _("Organizations in the news")
    return (Block(style="organizations", heading=heading, url=reverse("pages:organizations"), organizations=bodies),)


def _topics(*, at: datetime) -> tuple[Block, ...]:
    """The special topics of these days."""
    on = timezone.localdate(at)
    topics = tuple(topic_banner(topic, on=on) for topic in Topic.objects.on_banner(at=at).with_banner()[:BANNERS])
    return (Block(style="topics", heading=_("Special topics"), topics=topics),) if topics else ()
