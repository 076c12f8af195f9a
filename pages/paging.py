"""The way through long lists, by the last story seen: as quick at page 1,000 as at page 1, and nothing slips."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone

from articles.querysets.article import ArticleQuerySet
from articles.querysets.together import KeptLists
from pages.cards import Card
from pages.page_types import Pager
from pages.ready import cards_by_number

PARAMETER = "truoc"  # "before"
PAGE = 20
_FORM = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d)-(\d\d)(?:-(\d\d)(?:\.(\d{6}))?)?(?:-(\d{1,18}))?", re.ASCII)
_YEARS = range(1900, 2200)


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in a list, written “2026-11-22T09-30-00-1000012”: Hanoi time of publication and story number."""

    published_at: datetime
    number: int

    @classmethod
    def read(cls, text: str) -> Self | None:
        """None for anything that is no place. Also reads the old site's “2025-05-26T20-49”: before that minute."""
        found = _FORM.fullmatch(text)
        if found is None:
            return None
        year, month, day, hour, minute, second, micro, number = (int(part or 0) for part in found.groups())
        if year not in _YEARS:
            return None
        try:
            at = datetime(year, month, day, hour, minute, second, micro, tzinfo=timezone.get_default_timezone())
        except ValueError:
            return None
        return cls(at, number)

    @classmethod
    def after(cls, card: Card) -> Self:
        """Right after a story."""
        return cls(card.published_at, card.number)

    def __str__(self) -> str:
        local = timezone.localtime(self.published_at, timezone.get_default_timezone())
        micro = f".{local.microsecond:06}" if local.microsecond else ""
        return f"{local:%Y-%m-%dT%H-%M-%S}{micro}-{self.number}"


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a list. `address` is its own, with the cursor; it is the first when there is no cursor."""

    cards: tuple[Card, ...]
    found: Mapping[int, Card]  # by number: these, and the others that were asked for
    pager: Pager
    address: str
    is_first: bool


def cursor_of(request: HttpRequest) -> Cursor | None:
    """The place that a request asks for. Raises Http404 for one that cannot be read."""
    text = request.GET.get(PARAMETER, "")
    if not text:
        return None
    cursor = Cursor.read(text)
    if cursor is None:
        raise Http404
    return cursor


class PagedStories:
    """The stories of a section, a tag or another such thing, in pages of `size`, the newest first.

    `stories` takes the thing's key and the moment. `leads`: how many more the first page shows above its list.
    """

    def __init__(
        self, stories: Callable[[int, datetime], ArticleQuerySet], *, size: int = PAGE, leads: int = 0
    ) -> None:
        self.size, self.leads, self._stories = size, leads, stories
        self._first = KeptLists(self._at_the_top, int, datetime)
        self._further = KeptLists(self._around, int, datetime, datetime, int)

    def numbers(self, key: int, *, cursor: Cursor | None, at: datetime) -> tuple[list[int], list[int]]:
        """Of a page and the next story below it; and of the stories above the page before it, nearest first."""
        if cursor is None:
            found = self._first.of(key, at)
        else:
            found = self._further.of(key, at, cursor.published_at, cursor.number)
        return [number for (number,) in found["here"]], [number for (number,) in found.get("above", ())]

    def _at_the_top(self, key: int, at: datetime) -> dict[str, QuerySet]:
        return {"here": self._stories(key, at).newest_first().values_list("pk")[: self.size + 1]}

    def _around(self, key: int, at: datetime, published_at: datetime, number: int) -> dict[str, QuerySet]:
        stories = self._stories(key, at)
        older = stories.before(published_at, number).newest_first()
        newer = stories.not_before(published_at, number)
        return {
            "here": older.values_list("pk")[: self.size + 1],
            "above": newer.values_list("pk")[self.size : self.size + self.leads + 1],
        }


def list_page(
    stories: PagedStories,
    key: int,
    *,
    cursor: Cursor | None,
    address: str,
    at: datetime,
    others: Iterable[int] = (),
    newest: Iterable[int] | None = None,
) -> ListPage:
    """The page after `cursor` of such a list. Raises Http404 beyond the last one.

    `others`: further stories of which the page shows cards. `newest`: the numbers of the first page and more, where
    they are ready. One query at most, and one for cards that are not ready.
    """
    size = stories.size
    if cursor is None and newest is not None:
        pages: tuple[list[int], list[int]] = list(newest), []
    else:
        pages = stories.numbers(key, cursor=cursor, at=at)
    here, above = pages
    cards = cards_by_number([*here[:size], *above[:1], *others], at=at)
    shown = tuple(cards[number] for number in here[:size] if number in cards)
    if cursor and not shown:
        raise Http404
    # The page before begins after the story a page and one above, if the first page does not reach so far.
    first_of_newer = cards.get(above[0]) if len(above) > stories.leads else None
    newer_url = address_at(address, Cursor.after(first_of_newer)) if first_of_newer else address
    pager = Pager(
        prev_url=newer_url if cursor else "",
        next_url=address_at(address, Cursor.after(shown[-1])) if len(here) > size and shown else "",
    )
    own = address_at(address, cursor) if cursor else address
    return ListPage(cards=shown, found=cards, pager=pager, address=own, is_first=cursor is None)


def address_at(address: str, cursor: Cursor) -> str:
    """The address of the page after a place in a list."""
    return f"{address}?{urlencode({PARAMETER: str(cursor)})}"
