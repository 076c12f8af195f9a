"""What many pages show, kept ready in each process: the newest of a section or a kind, what is read most, the cards.

A page that uses such a list is made of what it shows of it, and not of all that is kept with it.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from articles.models import Article
from articles.querysets.together import numbers_together
from pagecache import aside, fragment, is_ready, made_of
from pagecache.recording import add
from pages.cards import Card, cards_of
from pages.slots import Fill
from readership import counts

STEP = 40  # lists are read in such lengths, so that pages which need some more or less share them
CARDS = 12  # of so many at the head of a list the cards are kept with it
Name = TypeVar("Name", bound=Hashable)
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Ready:
    """The numbers of live stories in their order, the cards of the first ones, and what a page with it is made of."""

    numbers: tuple[int, ...] = ()
    cards: Mapping[int, Card] = field(default_factory=dict)
    keys: frozenset[str] = frozenset()


def lists(
    fills: Mapping[Name, Fill],
    *,
    at: datetime,
    limits: Mapping[Name, int],
    also: Mapping[Name, models.QuerySet] | None = None,
) -> tuple[dict[Name, Ready], dict[Name, list[int]]]:
    """The newest stories that fill these lists up, as many as their limits or some more; and what `also` asks.

    Those that are not ready are read together with `also` in one query, and their cards in another one.
    """
    on = timezone.localdate(at)
    names = {each: ("newest", fill.name, _length(limits[each]), on) for each, fill in fills.items()}
    missing: dict[Hashable, models.QuerySet] = {}
    keys: dict[Hashable, frozenset[str]] = {}
    for each, fill in fills.items():
        name = names[each]
        if name not in missing and not is_ready(name):
            with aside() as notes:
                missing[name] = fill.stories(at=at).values_list("pk")[: _length(limits[each])]
            keys[name] = frozenset(notes.keys)
    asked = also or {}
    numbers = numbers_together({**missing, **{("also", each): rows for each, rows in asked.items()}})
    cards = _heads([numbers[name] for name in missing], at=at)

    def make(name: Hashable) -> Ready:
        head = {number: cards[number] for number in numbers[name] if number in cards}
        made_of(*keys[name], *(key for card in head.values() for key in card.keys))
        return Ready(tuple(numbers[name]), head, keys[name])

    def one(each: Name) -> Ready:
        if names[each] in missing:
            return _without_keys(names[each], lambda: make(names[each]))
        return _without_keys(names[each], lambda: lists({each: fills[each]}, at=at, limits=limits)[0][each])

    return {each: one(each) for each in fills}, {each: numbers["also", each] for each in asked}


def most_read(*, at: datetime, hours: int, limit: int) -> Ready:
    """The live stories that were read most in the last hours, most read first."""
    size, on = _length(limit), timezone.localdate(at)

    def make() -> Ready:
        with aside() as notes:
            ranking = counts.most_read(at=at, hours=hours, limit=size)
            alive = set(Article.objects.live(at=at).current(at=at).numbered(ranking).values_list("pk", flat=True))
        add(notes.keys, until=notes.until)
        numbers = tuple(number for number in ranking if number in alive)
        return Ready(numbers, _heads([numbers], at=at), frozenset(notes.keys))

    return _without_keys(("most read", hours, size, on), make)


def cards_by_number(numbers: Iterable[int], *, at: datetime, lists: Iterable[Ready] = ()) -> dict[int, Card]:
    """The cards of those stories that readers may see at a moment: from the lists, one query for all others."""
    wanted = set(numbers)
    found: dict[int, Card] = {}
    for ready in lists:
        for number in ready.cards.keys() & wanted:
            found[number] = ready.cards[number]
    for card in found.values():
        made_of(*card.keys)
    missing = sorted(wanted - found.keys())
    return found | _cards(missing, at=at) if missing else found


def rows_by_key(rows: models.QuerySet, keys: Iterable[int]) -> list[Any]:
    """The rows with these keys, in this order, each kept ready: many pages name the same ones. One query for others."""
    kind, wanted = rows.model._meta.label, list(keys)
    missing = [key for key in wanted if not is_ready((kind, key))]
    with aside() as notes:
        fetched = {row.pk: row for row in rows.filter(pk__in=missing)} if missing else {}

    def make(key: int) -> Any:
        made_of(f"{rows.model._meta.model_name}:{key}", *notes.keys)
        return fetched.get(key) if key in missing else rows.filter(pk=key).first()

    found = (fragment((kind, key), partial(make, key)) for key in wanted)
    return [row for row in found if row is not None]


def _heads(numbers: Iterable[Sequence[int]], *, at: datetime) -> dict[int, Card]:
    """The cards of the first stories of some lists, where parts are kept at all."""
    wanted = {number for each in numbers for number in each[:CARDS]}
    return _cards(wanted, at=at) if wanted and settings.PAGE_CACHE != "off" else {}


def _cards(numbers: Iterable[int], *, at: datetime) -> dict[int, Card]:
    stories = Article.objects.live(at=at).numbered(numbers).with_card()
    return {card.number: card for card in cards_of(stories, at=at)}


def _length(limit: int) -> int:
    return -(-limit // STEP) * STEP


def _without_keys(name: tuple[object, ...], make: Callable[[], Value]) -> Value:
    """A kept part whose user says what of it the page is made of; when it ends by itself, the page does too."""
    with aside() as notes:
        value = fragment(name, make)
    add((), until=notes.until)
    return value
