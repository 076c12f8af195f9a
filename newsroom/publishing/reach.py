"""How far a change of stories reaches: the keys under which pages are made of them (`pagecache`)."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db.models import Model

from articles.models import (
    Article,
    Contribution,
    EventArticle,
    FeaturedItem,
    OrganizationArticle,
    TaggedArticle,
    TopicArticle,
)
from pagecache import touch
from pagecache.recording import EVERYTHING

# Where a story is listed: the listing, its columns for the story and for what lists it, and that one's kind.
LISTED: tuple[tuple[type[Model], str, str, str], ...] = (
    (TaggedArticle, "content_object", "tag", "tag"),
    (TopicArticle, "article", "topic", "topic"),
    (OrganizationArticle, "article", "organization", "organization"),
    (EventArticle, "article", "event", "event"),
    (Contribution, "article", "listed_under", "author"),
)
# A page is drawn anew by its process's clock, and PostgreSQL hides a row until its own one has come to the moment.
SKEW = timedelta(seconds=2)


@contextmanager
def felt(numbers: Iterable[int], *, now: datetime, withdrawal: bool = False) -> Iterator[None]:
    """Around a change of stories: makes the pages old that are made of them as they were, or as they are then.

    Those that will be made of them at a moment ahead (a scheduled story, an expiry) grow old at that moment.
    """
    wanted = list(numbers)
    before = _keys(wanted)
    yield
    after = _keys(wanted)
    keys = {number: before[number] | after[number] for number in wanted}
    touch(set().union(*keys.values()), at=now, withdrawal=withdrawal)
    for number, published_at, expires_at in Article.objects.filter(pk__in=wanted).values_list(
        "pk", "published_at", "expires_at"
    ):
        for moment in (published_at, expires_at):
            if moment is not None and moment > now:
                touch_at(moment, keys[number])


def felt_everywhere(numbers: Iterable[int], *, now: datetime, withdrawal: bool = False) -> None:
    """After a change of very many stories: every page is made anew, and again when one of them comes out or expires."""
    touch({EVERYTHING}, at=now, withdrawal=withdrawal)
    wanted = list(numbers)
    for column in ("published_at", "expires_at"):
        ahead = Article.objects.filter(pk__in=wanted, **{f"{column}__gt": now}).values_list("pk", column)
        moments = dict(ahead)
        for number, keys in _keys(moments).items():
            touch_at(moments[number], keys)


def felt_by_list(key: str, *, pins: Iterable[int], now: datetime) -> None:
    """After a launch: what pins a story that is not out yet is made anew when it comes out."""
    ahead = Article.objects.filter(pk__in=list(pins), published_at__gt=now).values_list("published_at", flat=True)
    for moment in ahead:
        touch_at(moment, {f"list:{key}"})


def touch_at(moment: datetime, keys: Iterable[str]) -> None:
    """At a moment ahead, and again when it has come by every clock."""
    for each in (moment, moment + SKEW):
        touch(keys, at=each)


def _keys(numbers: Iterable[int]) -> dict[int, set[str]]:
    """Everything that pages may be made of when they show one of these stories; eight queries."""
    found: dict[int, set[str]] = {number: {"article", "correction", f"article:{number}"} for number in numbers}
    if not found:
        return found
    rows = Article.objects.filter(pk__in=found).values_list("pk", "section", "top_section", "kind")
    for number, section, top_section, kind in rows:
        found[number] |= {f"section:{section}/stories", f"section:{top_section}/stories", f"kind:{kind}"}
    for listing, story, listed_by, kind in LISTED:
        listed = listing._default_manager.filter(**{f"{story}__in": list(found)}).values_list(story, listed_by)
        for number, key in listed:
            found[number] |= {f"{kind}:{key}/stories", f"{kind}/stories"}
    # Readers' processes do not see a pin before its story is live: the story tells the lists that pin it.
    for number, key in FeaturedItem.objects.filter(number__in=list(found)).values_list("number", "featured_list__key"):
        found[number].add(f"list:{key}")
    return found
