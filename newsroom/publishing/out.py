"""Since when readers know a section, topic, tag or author: kept whenever a story comes, goes or moves.

`out_since` is the first publication of the earliest story that readers have, or will have by a schedule. It is kept as
a column so that pages, sitemaps and the readers' role compare it plainly with the present.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from articles.models import Article, Author, Contribution, Section, Tag, TaggedArticle, Topic, TopicArticle
from locking import locked

from .bylines import list_under_kept
from .reach import touch_at

# What stories stand under: its model, the rows in between, their columns for the story and for what it stands under.
BETWEEN: tuple[tuple[Any, Any, str, str], ...] = (
    (Tag, TaggedArticle, "content_object", "tag"),
    (Topic, TopicArticle, "article", "topic"),
    (Author, Contribution, "article", "listed_under"),
)
ORDER = (Section, *(model for model, *_rest in BETWEEN))


@dataclass(slots=True)
class Changing:
    """Stories that are being changed, and what they stand under or stood under: settled at the end, so that rows are
    locked in one order.
    """

    numbers: set[int] = field(default_factory=set)
    keys: dict[Any, set[int]] = field(default_factory=dict)

    def note(self, numbers: list[int]) -> None:
        """Note everything that these stories stand under now."""
        if not numbers:
            return
        self.numbers.update(numbers)
        stories = Article.objects.filter(pk__in=numbers, withdrawn_at=None)
        for pair in stories.values_list("section", "top_section"):
            self.keys.setdefault(Section, set()).update(pair)
        for model, rows, story, key in BETWEEN:
            listed = rows._default_manager.filter(**{f"{story}__in": numbers}).values_list(key, flat=True)
            self.keys.setdefault(model, set()).update(listed)


_changing: ContextVar[Changing | None] = ContextVar("changing", default=None)


@contextmanager
def kept(numbers: Iterable[int] = ()) -> Iterator[None]:
    """Around a change of stories in the magazine, in one transaction with it; around several such changes as well."""
    wanted = list(numbers)
    outer = _changing.get()
    if outer is not None:
        outer.note(wanted)
        yield
        outer.note(wanted)
        return
    changing = Changing()
    token = _changing.set(changing)
    try:
        with transaction.atomic():
            changing.note(wanted)
            yield
            changing.note(wanted)
            for model in ORDER:
                if model is Author:  # behind the sections: two authors may have become one while we waited for those
                    changing.keys.setdefault(Author, set()).update(list_under_kept(changing.numbers))
                settle(model, changing.keys.get(model, set()))
    finally:
        _changing.reset(token)


def first_stories(model: Any) -> dict[str, Subquery]:
    """When the earliest story under a row of the model came or comes out: one index is asked for one entry each."""
    if model is Section:
        columns: tuple[str, ...] = ("section", "top_section")
        stories: QuerySet = Article.objects.filter(withdrawn_at=None)
    else:
        [(rows, column)] = [(rows, key) for each, rows, _story, key in BETWEEN if each is model]
        columns, stories = (column,), rows._default_manager.all()
        if model is Author:
            stories = stories.filter(is_first=True)
    return {
        f"first_by_{column}": Subquery(
            stories.filter(**{column: OuterRef("pk")}).order_by("published_at").values("published_at")[:1]
        )
        for column in columns
    }


def settle(model: Any, keys: set[int]) -> None:
    """Two publications at once wait for each other here, and the second one sees the first one's stories."""
    if not keys:
        return
    rows_held = locked(model.objects.filter(pk__in=keys))
    standing: dict[int, datetime | None] = dict(rows_held.values_list("pk", "out_since"))
    firsts = first_stories(model)
    found = model.objects.filter(pk__in=standing).values_list("pk", *firsts.values())
    rows = []
    for key, *moments in found:
        first = min((moment for moment in moments if moment is not None), default=None)
        if first != standing[key]:
            rows.append(model(pk=key, out_since=first))
    if rows:
        model.objects.bulk_update(rows, ["out_since"])
    now, kind = timezone.now(), str(model._meta.model_name)
    for row in rows:
        if row.out_since is not None and row.out_since > now:
            touch_at(row.out_since, {kind, f"{kind}:{row.pk}"})
