"""How an approved text becomes rows of the magazine: one story or a thousand, the same way."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from articles import body
from articles.content import Content, picture_keys
from articles.models import (
    Article,
    ArticlePhoto,
    Contribution,
    EventArticle,
    OrganizationArticle,
    RelatedPick,
    TaggedArticle,
    TopicArticle,
)
from search import index

from . import out

ARTICLE_COLUMNS = [
    field.attname for field in Article._meta.concrete_fields if field.attname not in {"id", "changed_at"}
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """Where a story stands: what may change without a new approval. Keys of rows, in order."""

    section: int
    top_section: int
    tags: tuple[int, ...] = ()
    topics: tuple[int, ...] = ()
    organizations: tuple[int, ...] = ()
    events: tuple[int, ...] = ()
    picks: tuple[tuple[str, int], ...] = ()  # (place, story number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One story as it is to stand in the magazine."""

    number: int
    content: Content
    version_hash: str
    filing: Filing
    slug: str  # the words of its address
    published_at: datetime
    updated_at: datetime | None = None
    embargo_until: datetime | None = None
    expires_at: datetime | None = None


def write(editions: Sequence[Edition], *, now: datetime) -> None:
    """Put editions into the magazine, in place of whatever stood under their numbers. Call within a transaction."""
    numbers = [edition.number for edition in editions]
    with out.kept(numbers):
        _write(editions, numbers=numbers, now=now)
    index.put_many(_document(edition) for edition in editions)


def _write(editions: Sequence[Edition], *, numbers: Sequence[int], now: datetime) -> None:
    rows = [
        Article(
            id=edition.number,
            **edition.content.columns(),
            slug=edition.slug,
            section_id=edition.filing.section,
            top_section_id=edition.filing.top_section,
            published_at=edition.published_at,
            updated_at=edition.updated_at,
            expires_at=edition.expires_at,
            embargo_until=edition.embargo_until,
            withdrawn_at=None,
            version_hash=edition.version_hash,
            changed_at=now,
        )
        for edition in editions
    ]
    Article.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["id"], update_fields=[*ARTICLE_COLUMNS, "changed_at"]
    )
    Contribution.objects.filter(article__in=numbers).delete()
    ArticlePhoto.objects.filter(article__in=numbers).delete()
    Contribution.objects.bulk_create(_byline(editions))
    ArticlePhoto.objects.bulk_create(
        ArticlePhoto(article_id=edition.number, photo_id=key)
        for edition in editions
        for key in picture_keys(edition.content.photo, edition.content.body)
    )
    _list(
        {edition.number: edition.filing for edition in editions},
        published_at={edition.number: edition.published_at for edition in editions},
    )


# Where a story is listed: the filing's field, the listing, its columns for the article and for what it is listed by.
LISTINGS: tuple[tuple[str, Any, str, str], ...] = (
    ("tags", TaggedArticle, "content_object", "tag"),
    ("topics", TopicArticle, "article", "topic"),
    ("organizations", OrganizationArticle, "article", "organization"),
    ("events", EventArticle, "article", "event"),
)


def file(article: Article, filing: Filing, *, now: datetime) -> None:
    """File a story of the magazine anew; its text is not asked for. Call within a transaction."""
    article.section_id, article.top_section_id, article.changed_at = filing.section, filing.top_section, now
    with out.kept([article.pk]):
        article.save(update_fields=["section", "top_section", "changed_at"])
        _list({article.pk: filing}, published_at={article.pk: article.published_at})


def _list(filings: Mapping[int, Filing], *, published_at: Mapping[int, datetime]) -> None:
    """Write the listings and picks of stories anew, by their numbers."""
    numbers = list(filings)
    for field, listing, article, key in LISTINGS:
        listing.objects.filter(**{f"{article}__in": numbers}).delete()
        listing.objects.bulk_create(
            listing(**{f"{article}_id": number, f"{key}_id": listed_by, "published_at": published_at[number]})
            for number, filing in filings.items()
            for listed_by in getattr(filing, field)
        )
    RelatedPick.objects.filter(article__in=numbers).delete()
    RelatedPick.objects.bulk_create(
        RelatedPick(article_id=number, place=place, number=pick, position=position)
        for number, filing in filings.items()
        for position, (place, pick) in enumerate(filing.picks)
    )


def blank(article: Article, *, now: datetime, withdrawn_at: datetime | None = None) -> None:
    """Withdraw: the address stays known (410), the public text goes, and so does every listing."""
    with out.kept([article.pk]):
        _blank(article, now=now, withdrawn_at=withdrawn_at or now)
    index.remove("article", article.pk)


def _blank(article: Article, *, now: datetime, withdrawn_at: datetime) -> None:
    for relation in ("contributions", "photo_uses", "picks", "tag_listings", "topic_listings"):
        getattr(article, relation).all().delete()
    for relation in ("organization_listings", "event_listings", "computed_related"):
        getattr(article, relation).all().delete()
    for name in Content.columns(_EMPTY):
        setattr(article, name, getattr(_EMPTY, "photo" if name == "photo_id" else name))
    article.withdrawn_at, article.changed_at = withdrawn_at, now
    article.version_hash = ""
    article.save()


def remove(article: Article) -> None:
    """Take out an article that was never live (its schedule was called off)."""
    index.remove("article", article.pk)
    with out.kept([article.pk]):
        article.delete()


_EMPTY = Content(
    kind="article",
    kicker="",
    title="",
    card_title="",
    seo_title="",
    social_title="",
    lead="",
    body="",
    photo=None,
    photo_caption="",
    photo_alt="",
    photo_credit="",
    video="",
    source_outlet="",
    source_agency="",
    source_url="",
)


def _byline(editions: Iterable[Edition]) -> Iterable[Contribution]:
    for edition in editions:
        seen: set[int] = set()
        for position, line in enumerate(edition.content.byline):
            yield Contribution(
                article_id=edition.number,
                author_id=line.author,
                listed_under_id=line.author,  # `out.kept` knows better where that one was merged
                name=line.name,
                role=line.role,
                title_lines=line.title_lines,
                position=position,
                is_first=line.author not in seen,
                published_at=edition.published_at,
            )
            seen.add(line.author)


def _document(edition: Edition) -> index.Document:
    content = edition.content
    names = " ".join(line.name for line in content.byline)
    return index.Document(
        kind="article",
        number=edition.number,
        title=content.title,
        text="\n".join(filter(None, (content.kicker, content.lead, body.plain_text(content.body), names))),
        live_from=edition.published_at,
    )
