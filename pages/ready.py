"""What many pages show, kept ready in each process: the newest of a section or a kind, what is read most, the cards."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any, TypeVar

from django.db import models
from django.utils import timezone

from articles.models import Article
from articles.querysets.together import numbers_together
from pagecache import aside, made_of, parts
from pagecache.recording import Recording, add
from pages.cards import Card, cards_of
from pages.slots import Fill
from readership import counts

STEP = 40  # lists are read in such lengths, so that pages which need some more or less share them
Name = TypeVar("Name", bound=Hashable)
ListName = tuple[tuple[object, ...], int, date]  # what fills it, its length, the day


@dataclass(frozen=True, slots=True)
class Ready:
    """The numbers of live stories in their order, and what a page that shows the list is made of."""

    numbers: tuple[int, ...] = ()
    keys: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class MostRead:
    """The live stories that were read most in the last hours, most read first: as a list that is kept ready."""

    hours: int

    @property
    def name(self) -> tuple[object, ...]:
        return "most read", self.hours

    def numbers(self, *, at: datetime, limit: int) -> list[int]:
        stories = Article.objects.live(at=at).current(at=at)
        numbers = counts.most_read(at=at, hours=self.hours, limit=limit, among=stories)
        made_of(*(f"article:{number}" for number in numbers))
        return numbers


def lists(fills: Mapping[Name, Fill | MostRead], *, at: datetime, limits: Mapping[Name, int]) -> dict[Name, Ready]:
    """The stories that fill these lists up, as many as their limits or some more: one query for all that are not ready.

    A page is made of what it shows of them and not of all that is kept: `keys` are for it to note.
    """
    on = timezone.localdate(at)
    names: dict[Name, ListName] = {each: (fill.name, _length(limits[each]), on) for each, fill in fills.items()}
    of_name = {names[each]: fill for each, fill in fills.items()}

    def make(missing: Iterable[ListName]) -> Mapping[ListName, Callable[[], Ready]]:
        found: dict[ListName, list[int]] = {}
        queries: dict[ListName, models.QuerySet] = {}
        notes: dict[ListName, Recording] = {}
        for name in missing:
            fill, length = of_name[name], name[1]
            with aside() as notes[name]:
                if isinstance(fill, MostRead):
                    found[name] = fill.numbers(at=at, limit=length)
                else:
                    queries[name] = fill.stories(at=at).values_list("pk")[:length]
        found |= numbers_together(queries)
        return {name: partial(_list, found[name], notes[name]) for name in found}

    with aside() as around:
        ready = parts(of_name, make)
    add((), until=around.until)
    return {each: ready[name] for each, name in names.items()}


def cards_by_number(numbers: Iterable[int], *, at: datetime) -> dict[int, Card]:
    """The cards of those stories that readers may see at a moment; one query for all that are not ready."""
    on = timezone.localdate(at)

    def make(missing: list[tuple[str, int, date]]) -> Mapping[tuple[str, int, date], Callable[[], Card | None]]:
        stories = Article.objects.live(at=at).numbered(number for _, number, _ in missing).with_card()
        cards = {card.number: card for card in cards_of(stories, at=at)}
        return {name: partial(_card, name[1], cards.get(name[1])) for name in missing}

    cards = parts((("card", number, on) for number in numbers), make)
    return {name[1]: card for name, card in cards.items() if card is not None}


def rows_by_key(rows: models.QuerySet, keys: Iterable[int]) -> list[Any]:
    """The rows with these keys, in this order, each kept ready: many pages name the same ones. One query for others."""
    kind = rows.model._meta

    def make(missing: list[tuple[str, int]]) -> Mapping[tuple[str, int], Callable[[], Any]]:
        with aside() as notes:
            fetched = {row.pk: row for row in rows.filter(pk__in=[key for _, key in missing])}
        of_kind = f"{kind.model_name}:"
        shared = [key for key in notes.keys if not key.startswith(of_kind)]  # of rows fetched with them
        return {name: partial(_row, f"{of_kind}{name[1]}", shared, fetched.get(name[1])) for name in missing}

    found = parts(((kind.label, key) for key in keys), make)
    return [row for row in found.values() if row is not None]


def _list(numbers: Iterable[int], notes: Recording) -> Ready:
    add(notes.keys, until=notes.until)
    return Ready(tuple(numbers), frozenset(notes.keys))


def _card(number: int, card: Card | None) -> Card | None:
    made_of(f"article:{number}", *(card.keys if card else ()))
    return card


def _row(key: str, shared: Iterable[str], row: Any) -> Any:
    made_of(key, *shared)
    return row


def _length(limit: int) -> int:
    return -(-limit // STEP) * STEP
