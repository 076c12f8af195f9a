"""Curated lists on a page: pins first, then the fill-up rule, and never a story twice."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from articles.models import Article, FeaturedItem, FeaturedList, Section, Topic
from pagecache import fragment, made_of, until
from pages.cards import Card
from pages.ready import MostRead, Ready, lists
from pages.shown import Shown
from pages.slots import Fill, Slot

Lists = Mapping[str, Sequence[FeaturedItem]]
MOST_READ_HOURS, READ = 24, "(most read)"  # the latter is no slot's key


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
    keys = tuple(slot.key for slot in slots)
    rows = fragment(("lists", *keys), lambda: _launched(keys))
    launched = {row.key: row for row in rows}
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


def _launched(keys: tuple[str, ...]) -> tuple[FeaturedList, ...]:
    """The lists with these keys. A pin's picture is noted also while it is withdrawn and not to be seen."""
    rows = tuple(FeaturedList.objects.keyed(*keys).with_items())
    made_of(*(f"photo:{item.card_photo_id}" for row in rows for item in row.items.all() if item.card_photo_id))
    return rows


def plain_shelf(slot: Slot) -> Shelf:
    """A slot that nobody curates."""
    return Shelf(slot=slot, size=slot.size, fill=slot.fill, pins=())


def _fill(row: FeaturedList | None, slot: Slot) -> Fill:
    if row is None:
        return slot.fill
    # Readers' processes do not get the row of what nobody knows yet; nothing fills the list up, then.
    section = row.fill_section or (Section(pk=row.fill_section_id) if row.fill_section_id else None)
    topic = row.fill_topic or (Topic(pk=row.fill_topic_id) if row.fill_topic_id else None)
    return Fill(rule=row.fill, section=section, topic=topic, kind=row.fill_kind)


def stock_of(shelves: Sequence[Shelf], *, at: datetime, spare: int = 0) -> Stock:
    """From lists kept ready. `spare`: how many stories may stand on the page besides these."""
    pins = frozenset(item.number for shelf in shelves for item in shelf.pins)
    all_places = sum(shelf.size for shelf in shelves) + spare + len(pins)
    places_above = spare + len(pins)
    fills: dict[str, Fill | MostRead] = {}
    limits: dict[str, int] = {}
    for shelf in shelves:  # as many as could already stand further up, and those that are wanted
        places_above += shelf.size
        fills[shelf.slot.key], limits[shelf.slot.key] = shelf.fill, places_above
        if shelf.fill.rule == FeaturedList.Fill.MOST_READ:
            fills[READ], limits[READ] = MostRead(MOST_READ_HOURS), all_places
    filling = lists(fills, at=at, limits=limits)
    read = filling.get(READ, Ready())
    made_of(*read.keys)
    for shelf in shelves:
        if shelf.fill.rule != FeaturedList.Fill.MOST_READ:
            made_of(*filling[shelf.slot.key].keys)
    alive = _alive(pins, at=at)
    return Stock(
        pinned={shelf.slot.key: [item.number for item in shelf.pins if item.number in alive] for shelf in shelves},
        filling={
            shelf.slot.key: [*read.numbers, *filling[shelf.slot.key].numbers]
            if shelf.fill.rule == FeaturedList.Fill.MOST_READ
            else filling[shelf.slot.key].numbers
            for shelf in shelves
        },
        popular=frozenset(read.numbers),
        newest_keys={
            shelf.slot.key: filling[shelf.slot.key].keys
            for shelf in shelves
            if shelf.fill.rule == FeaturedList.Fill.MOST_READ
        },
    )


def _alive(pins: frozenset[int], *, at: datetime) -> set[int]:
    """Those of the pinned stories that may stand in a list now."""
    if not pins:
        return set()
    live = Article.objects.live(at=at).current(at=at)
    return fragment(("pins", pins), lambda: set(live.numbered(pins).values_list("pk", flat=True)))


def choose(shelf: Shelf, stock: Stock, *, shown: Shown) -> list[int]:
    """The numbers that stand on a shelf."""
    key = shelf.slot.key
    pinned = shown.place(stock.pinned[key], limit=shelf.size)
    filled = shown.fill(stock.filling[key], limit=shelf.size - len(pinned))
    if key in stock.newest_keys and (len(filled) < shelf.size - len(pinned) or not stock.popular.issuperset(filled)):
        made_of(*stock.newest_keys[key])
    return pinned + filled


def cards_on(shelf: Shelf, numbers: Iterable[int], *, cards: Mapping[int, Card], at: datetime) -> tuple[Card, ...]:
    """The chosen stories as cards, a pin under its own title and picture."""
    pins = {item.number: item for item in shelf.pins}
    on = timezone.localdate(at)
    return tuple(
        cards[number].dressed(title=pins[number].card_title, photo=pins[number].card_photo, on=on)
        if number in pins
        else cards[number]
        for number in numbers
        if number in cards
    )
