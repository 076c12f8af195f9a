"""Which published pages are made of a picture, and what they print beside it: for whoever changes it there."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from articles import body
from articles.models import Article
from newsroom import audit
from organizations.models import Event
from photos import published
from photos.models import Photo

MAGAZINE = frozenset({"articles", "organizations", "pages"})  # whose rows readers' pages are made of

if TYPE_CHECKING:
    from accounts.models import User

SHOWN = 200


@dataclass(frozen=True, slots=True)
class PublishedUse:
    """A picture in one article: each credit and each alternative text that its page prints with it."""

    article: Article
    credits: tuple[str, ...]
    alts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublishedUses:
    """The newest pages that use a picture, `total` of all of them; `digest` is that of all their texts."""

    uses: tuple[PublishedUse, ...]
    total: int
    digest: str


@published.tells
def of_the_magazine(photo: Photo) -> frozenset[str]:
    """The crops of any page that shows the picture; its words where an event's page prints the library's own."""
    relations = [each for each in Photo._meta.get_fields(include_hidden=True) if each.is_relation and each.auto_created]
    shown = any(
        each.related_model._default_manager.filter(**{each.field.name: photo}).exists()  # type: ignore[union-attr]
        for each in relations
        if each.related_model._meta.app_label in MAGAZINE  # type: ignore[union-attr]
    )
    if not shown:
        return frozenset()
    printed = Event.objects.filter(Q(photo=photo) | Q(photos=photo)).exists()
    return published.DRAWN | set(published.WORDS if printed else ())


@published.keeps
def in_the_audit(act: str, photo: Photo, *, by: "User | None", now: datetime, reason: str, detail: Any) -> None:
    audit.record(act, by=by, now=now, subject=f"photo:{photo.pk}", reason=reason, detail=detail)


def published_uses(photo: Photo) -> PublishedUses:
    """Of every article in the magazine, those included that wait for their minute."""
    articles = Article.objects.filter(withdrawn_at=None).using_photo(photo)
    newest = articles.select_related("section__parent").newest_first()[:SHOWN]
    texts = dict(articles.values_list("pk", "version_hash"))
    return PublishedUses(
        uses=tuple(_use(article, photo=photo) for article in newest), total=len(texts), digest=digest_of(texts)
    )


def digest_of(texts: Mapping[int, str]) -> str:
    """Of the articles that print a picture, number and version hash: another one where any of them has changed."""
    return hashlib.sha256(json.dumps(sorted(texts.items())).encode()).hexdigest()[:32]


def _use(article: Article, *, photo: Photo) -> PublishedUse:
    words = list(_words(article, photo=photo))
    return PublishedUse(
        article=article,
        credits=tuple(dict.fromkeys(credit for credit, _alt in words)),
        alts=tuple(dict.fromkeys(alt for _credit, alt in words)),
    )


def _words(article: Article, *, photo: Photo) -> Iterator[tuple[str, str]]:
    if article.photo_id == photo.pk:
        yield article.photo_credit, article.photo_alt
    for segment in body.segments(article.body):
        uses = segment.photos if isinstance(segment, body.Gallery) else (segment,)
        for use in uses:
            if isinstance(use, body.PhotoUse | body.Infographic) and use.id == photo.pk:
                yield use.credit, use.alt
