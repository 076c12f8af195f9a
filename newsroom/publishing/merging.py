"""Merging two bodies, tags, topics or authors: their published stories come together, and the desk's filing with them.

What is merged into what is decided in the rooms of those rows, within the same transaction (`addresses.merging`).
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from addresses.merging import Standing, moves, stands_under
from articles.models import Article, Author, Contribution, FeaturedList, Section, Topic
from locking import locked
from newsroom import audit
from newsroom.holding import touch_all
from newsroom.models import ImportRecord, Story

from . import out
from .bylines import list_under_kept
from .magazine import LISTINGS
from .reach import felt, felt_everywhere

if TYPE_CHECKING:
    from accounts.models import User

CHUNK = 2_000  # stories in one statement; where more come together, every page is made anew
ACTS = {"organizations": "merge_bodies", "tags": "merge_tags", "topics": "merge_topics"}


@dataclass(frozen=True, slots=True)
class Filing:
    """How stories are filed under rows of one kind: the story's field, the listing and its two columns."""

    field: str
    listing: Any
    article: str
    key: str

    @property
    def model(self) -> Any:
        return self.listing._meta.get_field(self.key).related_model

    def find(self, row: Any) -> set[int]:
        """The numbers of stories under a row, at the desk or before readers."""
        relation: Any = Story._meta.get_field(self.field)
        link = relation.remote_field.through
        columns = {each.related_model: each.name for each in link._meta.concrete_fields if each.is_relation}
        at_the_desk = link._default_manager.filter(**{columns[self.model]: row}).values_list(columns[Story], flat=True)
        return {*at_the_desk, *self._listed(row).values_list(self.article, flat=True)}

    def hold(self, row: Any, numbers: Collection[int]) -> None:
        """Whoever files or publishes one of them at this moment is waited for."""
        _hold(Story, numbers)
        _hold(Article, numbers)
        if self.model is Topic:
            list(locked(FeaturedList.objects.filter(fill_topic=row)).values_list("pk"))

    def move(self, *, keep: Any, duplicate: Any, by: "User | None", now: datetime) -> None:
        """File under the row that is kept what is filed under its duplicate; what is under both is so once."""
        numbers = sorted(self.find(duplicate))
        for chunk in _chunks(numbers):
            with ImportRecord.objects.unedited(chunk):
                touch_all(chunk)
        rows = self._listed(duplicate)
        with _felt(list(rows.values_list(self.article, flat=True)), now=now):
            rows.filter(**{f"{self.article}__in": self._listed(keep).values(self.article)}).delete()
            moved = rows.update(**{self.key: keep})
        if self.model in out.ORDER:
            out.settle(self.model, {keep.pk})
        _record(ACTS[self.field], keep, duplicate=duplicate, by=by, now=now, articles=moved, stories=len(numbers))

    def _listed(self, row: Any) -> Any:
        return self.listing._default_manager.filter(**{self.key: row})


for each in LISTINGS:
    filing = Filing(*each)
    if filing.field in ACTS:
        stands_under(filing.model._meta.label_lower, Standing(find=filing.find, hold=filing.hold))
        moves(filing.listing._meta.label_lower)(filing.move)


def _signed(author: Author) -> set[int]:
    """The numbers of published stories that the author's page lists."""
    return set(Contribution.objects.filter(listed_under=author).values_list("article", flat=True))


def _hold_signed(author: Author, numbers: Collection[int]) -> None:
    """Whoever publishes another story of the author's meanwhile asks for its sections before its authors, and then
    finds out whose page lists it (`out.kept`).
    """
    _hold(Article, numbers)
    list(locked(Section.objects.all()).values_list("pk"))


@moves("articles.contribution")
def list_under(*, keep: Author, duplicate: Author, by: "User | None", now: datetime) -> None:
    """List the stories of a merged author on the page of the kept one."""
    numbers = sorted(_signed(duplicate))
    with _felt(numbers, now=now):
        for chunk in _chunks(numbers):
            list_under_kept(chunk)
    out.settle(Author, {keep.pk, duplicate.pk})
    _record("merge_authors", keep, duplicate=duplicate, by=by, now=now, articles=len(numbers))


stands_under("articles.author", Standing(find=_signed, hold=_hold_signed))


def _hold(model: Any, numbers: Collection[int]) -> None:
    for chunk in _chunks(sorted(numbers)):
        list(locked(model.objects.filter(pk__in=chunk)).values_list("pk"))


def _chunks(numbers: list[int]) -> Iterator[list[int]]:
    return (numbers[start : start + CHUNK] for start in range(0, len(numbers), CHUNK))


@contextmanager
def _felt(numbers: list[int], *, now: datetime) -> Iterator[None]:
    """Around a change of stories, of however many."""
    if len(numbers) <= CHUNK:
        with felt(numbers, now=now):
            yield
        return
    yield
    for chunk in _chunks(numbers):
        felt_everywhere(chunk, now=now)


def _record(act: str, keep: Any, *, duplicate: Any, by: "User | None", now: datetime, **counts: int) -> None:
    detail = {"name": str(keep), "duplicate": duplicate.name, "address": duplicate.slug, **counts}
    audit.record(act, by=by, now=now, subject=f"{keep._meta.label_lower}:{keep.pk}", detail=detail)
