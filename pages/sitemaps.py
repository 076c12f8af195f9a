"""Sitemaps: every public page once, in files cut by ranges of keys so that none ever grows too long."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import DateTimeField, F, Max, Min, QuerySet, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from articles.models import Article, Author, Section, Tag, Topic
from organizations.models import Event, Organization, Province
from pagecache import made_of, until
from pages.models import StandingPage

RANGE = 10_000  # keys a file: far below the 50,000 addresses that one may hold
NEWS_DAYS = timedelta(days=2)
NEWS_LENGTH = 1_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One address with the day of its last real change, where that is known."""

    address: str
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Family:
    """Pages of one kind: rows by key, and when each last changed (a column or an expression)."""

    rows: Callable[[datetime], QuerySet]
    changed: str | Coalesce | None = None


def _articles(at: datetime) -> QuerySet:
    return Article.objects.live(at=at).only("slug", "published_at", "updated_at")


FAMILIES: Mapping[str, Family] = {
    "bai": Family(_articles, Coalesce("updated_at", "published_at")),
    "chuyen-muc": Family(lambda at: Section.objects.public(at=at)),
    "chuyen-de": Family(lambda at: Topic.objects.published(at=at)),
    "the": Family(lambda at: Tag.objects.published(at=at)),
    "tac-gia": Family(lambda at: Author.objects.published(at=at)),
    "to-chuc": Family(lambda at: Organization.objects.public(), "changed_at"),
    "su-kien": Family(lambda at: Event.objects.public(), "changed_at"),
    "tinh-thanh": Family(lambda at: Province.objects.all()),
    "trang": Family(lambda at: StandingPage.objects.written(), "changed_at"),
}
FIXED = ("home", "organizations", "events", "multimedia", "most-read", "corrections")


def parts(*, at: datetime) -> Iterable[tuple[str, int, datetime | None]]:
    """Every file of the sitemap: family, range number, when something in it last changed."""
    for name, family in FAMILIES.items():
        rows = family.rows(at).order_by()
        made_of("article", str(rows.model._meta.model_name))
        if family.changed is None:
            bounds = rows.aggregate(first=Min("pk"), last=Max("pk"))
            if bounds["first"] is not None:
                ranges = range(bounds["first"] // RANGE, bounds["last"] // RANGE + 1)
                yield from ((name, number, None) for number in ranges)
            continue
        found = (
            rows.annotate(part=F("pk") / Value(RANGE))
            .values("part")
            .annotate(changed=Max(family.changed, output_field=DateTimeField()))
            .order_by("part")
        )
        yield from ((name, row["part"], row["changed"]) for row in found)


def entries(name: str, number: int, *, at: datetime) -> list[Entry]:
    """The addresses of one file, in the order of their keys; empty for a file that does not exist."""
    family = FAMILIES[name]
    rows = family.rows(at).filter(pk__gte=number * RANGE, pk__lt=(number + 1) * RANGE).order_by("pk")
    made_of("article", str(rows.model._meta.model_name))
    if family.changed is not None:
        rows = rows.annotate(last_change=F(family.changed) if isinstance(family.changed, str) else family.changed)
    return [Entry(row.get_absolute_url(), getattr(row, "last_change", None)) for row in rows]


def fixed_entries() -> list[Entry]:
    """The pages that are always there."""
    return [Entry(reverse(f"pages:{name}")) for name in FIXED]


def news(*, at: datetime, part: int) -> list[Article]:
    """The stories of the last two days, the newest first, a thousand a file; `part` counts from 0."""
    recent = Article.objects.live(at=at).published_since(at - NEWS_DAYS).newest_first()
    found = list(recent.only("slug", "title", "published_at")[part * NEWS_LENGTH : (part + 1) * NEWS_LENGTH])
    for oldest in found[-1:]:
        until(oldest.published_at + NEWS_DAYS + timedelta(microseconds=1), at=at)
    return found


def news_parts(*, at: datetime) -> int:
    """How many files the news of the last two days take."""
    count = Article.objects.live(at=at).published_since(at - NEWS_DAYS).count()
    return max(1, -(-count // NEWS_LENGTH))
