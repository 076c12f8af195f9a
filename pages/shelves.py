"""Curated lists on a page: pins first, then the fill-up rule, and never a story twice."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from articles.models import Article, FeaturedItem, FeaturedList
from articles.querysets.together import numbers_together
from pagecache import aside, made_of, until
from pages.cards import Card
from pages.shown import Shown
from pages.slots import Fill, Slot
from readership import counts

Lists = Mapping[str, Sequence[FeaturedItem]]
MOST_READ_HOURS = 24
_LIVE = "live"


@dataclass(frozen=True, slots=True)
class Shelf:
    """A slot as it is filled at a moment: how long, with what, and which pins hold now."""

    slot: Slot
    size: int
    fill: Fill
    pins: tuple[FeaturedItem, ...]


@dataclass(frozen=True, slots=True)
class Stock:
    """Which stories could stand on each shelf: live pins and fill-ups, as numbers in order."""

    pinned: Mapping[str, Sequence[int]]
    filling: Mapping[str, Sequence[int]]
    popular: frozenset[int]  # stories that stand on a shelf because they were read
    newest_keys: Mapping[str, Set[str]]  # of a shelf of most read ones: what it is made of when the newest fill it up


def shelves_of(slots: Iterable[Slot], *, at: datetime, lists: Lists | None = None) -> list[Shelf]:
    """Slots with what the launched lists say of them; `lists` puts other items in a list's place (a draft's)."""
    slots = list(slots)
    launched = {row.key: row for row in FeaturedList.objects.keyed(*(slot.key for slot in slots)).with_items()}
    drafts = lists or {}
    shelves = []
    for slot in slots:
        row = launched.get(slot.key)
        items = drafts[slot.key] if slot.key in drafts else (row.items.all() if row else ())
        pins = tuple(item for item in items if item.is_active(at=at))
        for item in items:
            until(item.starts_at, at=at)
            until(item.ends_at, at=at)
        shelves.append(Shelf(slot=slot, size=row.size if row else slot.size, fill=_fill(row, slot), pins=pins))
    return shelves


def plain_shelf(slot: Slot) -> Shelf:
    """A slot that nobody curates."""
    return Shelf(slot=slot, size=slot.size, fill=slot.fill, pins=())


def _fill(row: FeaturedList | None, slot: Slot) -> Fill:
    if row is None:
        return slot.fill
    return Fill(rule=row.fill, section=row.fill_section, topic=row.fill_topic, kind=row.fill_kind)


def stock_of(shelves: Sequence[Shelf], *, at: datetime, spare: int = 0) -> Stock:
    """Two queries, however many shelves. `spare`: how many stories may stand on the page besides these."""
    pins = {item.number for shelf in shelves for item in shelf.pins}
    all_places = sum(shelf.size for shelf in shelves) + spare + len(pins)
    most_read: list[int] = []
    if any(shelf.fill.rule == FeaturedList.Fill.MOST_READ for shelf in shelves):
        most_read = counts.most_read(at=at, hours=MOST_READ_HOURS, limit=all_places)
    live = Article.objects.live(at=at).current(at=at)
    named = pins.union(most_read)
    queries = {_LIVE: live.numbered(named).values_list("pk")[: len(named) or 1]}
    places_above = spare + len(pins)
    newest_keys: dict[str, Set[str]] = {}
    for shelf in shelves:  # as many as could already stand further up, and those that are wanted
        places_above += shelf.size
        with aside() as notes:
            queries[shelf.slot.key] = shelf.fill.stories(at=at).values_list("pk")[:places_above]
        if shelf.fill.rule == FeaturedList.Fill.MOST_READ:
            newest_keys[shelf.slot.key] = notes.keys
        else:
            made_of(*notes.keys)
    found = numbers_together(queries)
    alive = set(found.pop(_LIVE))
    popular = [number for number in most_read if number in alive]
    return Stock(
        pinned={shelf.slot.key: [item.number for item in shelf.pins if item.number in alive] for shelf in shelves},
        filling={
            shelf.slot.key: [*popular, *found[shelf.slot.key]]
            if shelf.fill.rule == FeaturedList.Fill.MOST_READ
            else found[shelf.slot.key]
            for shelf in shelves
        },
        popular=frozenset(popular),
        newest_keys=newest_keys,
    )


def choose(shelf: Shelf, stock: Stock, *, shown: Shown) -> list[int]:
    """The numbers that stand on a shelf."""
    key = shelf.slot.key
    pinned = shown.place(stock.pinned[key], limit=shelf.size)
    filled = shown.fill(stock.filling[key], limit=shelf.size - len(pinned))
    if key in stock.newest_keys and (len(filled) < shelf.size - len(pinned) or not stock.popular.issuperset(filled)):
        made_of(*stock.newest_keys[key])
    return pinned + filled


def cards_on(
    shelf: Shelf, numbers: Iterable[int], *, articles: Mapping[int, Article], at: datetime
) -> tuple[Card, ...]:
    """The chosen stories as cards, a pin under its own title and picture."""
    pins = {item.number: item for item in shelf.pins}
    on = timezone.localdate(at)
    cards = []
    for number in numbers:
        if article := articles.get(number):
            pin = pins.get(number)
            cards.append(
                Card.of(article, on=on, title=pin.card_title if pin else "", photo=pin.card_photo if pin else None)
            )
    return tuple(cards)
