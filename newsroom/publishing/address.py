"""A story's address: made of what was approved, fixed once readers have it, moved by an act of its own."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_slug
from django.db import transaction
from django.utils.translation import gettext_lazy as _

import vietnamese
from articles.models import Article, OldAddress
from locking import locked
from newsroom import audit, rights
from newsroom.holding import hold, write
from newsroom.models import Story, StoryVersion

from . import announce
from .reach import felt

if TYPE_CHECKING:
    from accounts.models import User

NAMELESS = "bai"  # of a title without any letter
LONGEST: int = Article._meta.get_field("slug").max_length  # type: ignore[assignment, union-attr]


def approved_address(version: StoryVersion) -> str:
    """The words of the address that an approved version asks for: those typed by hand, or its title's."""
    return version.slug or vietnamese.slugify(version.text.title) or NAMELESS


def fixed_addresses(numbers: Iterable[int], *, now: datetime) -> dict[int, str]:
    """The addresses, by number, of the stories that readers have or had: nothing but `readdress` changes them."""
    return dict(Article.objects.filter(pk__in=list(numbers), published_at__lte=now).values_list("pk", "slug"))


def settle(row: Story, *, now: datetime) -> str:
    """The words for an address that a version of the working copy `row` proposes.

    A story that readers have keeps its address whatever the desk has typed; a scheduled one while nothing else is
    proposed: `row.slug` is the article's again.
    """
    before = row.current_version.slug if row.current_version else ""
    article = Article.objects.filter(pk=row.pk).only("slug", "published_at").first()
    if article is None:
        return row.slug
    if article.published_at <= now:
        row.slug = article.slug
        return before
    if row.slug not in {before, article.slug}:
        return row.slug
    row.slug = article.slug
    return before


def readdressable(slug: str, *, article: Article | None, now: datetime, instead_of: str | None) -> Article:
    """The article, if it can get these words for its address; raises ValidationError."""
    if article is None or not article.is_live(at=now):
        raise ValidationError(_("Readers do not have this story."), code="not_live")
    if instead_of is not None and instead_of != article.slug:
        raise ValidationError(_("A colleague has changed the address meanwhile. Look again."), code="newer_address")
    if not slug:
        raise ValidationError(_("Type the words of the new address."), code="address_missing")
    validate_slug(slug)
    if len(slug) > LONGEST:
        raise ValidationError(_("An address has at most %(most)d characters."), params={"most": LONGEST})
    if slug == article.slug:
        raise ValidationError(_("This is the story's address already."), code="same_address")
    return article


@transaction.atomic
def readdress(story: Story, *, slug: str, by: "User", now: datetime, instead_of: str | None = None) -> Article:
    """Give a live story another address; every older one leads on to it (301), since the number alone decides.

    `instead_of` is the address that stood on the screen. Raises ValidationError or PermissionDenied.
    """
    row = hold(story)
    if not rights.may(by, "publish_story", row):
        raise PermissionDenied(_("Your role may not do this with this story."))
    standing = locked(Article.objects.filter(pk=row.pk)).first()
    article = readdressable(slug, article=standing, now=now, instead_of=instead_of)
    was = article.slug
    row.slug = article.slug = slug
    article.changed_at = now
    write(row, "slug")
    with felt([article.pk], now=now):
        article.save(update_fields=["slug", "changed_at"])
    audit.record(
        "readdress",
        by=by,
        now=now,
        story=row.pk,
        version_hash=article.version_hash,
        detail={"from": was, "to": slug},
    )
    announce.published(article)
    story.slug = slug
    return article


def lead_on(paths: Mapping[int, Iterable[str]], *, is_newest: bool) -> None:
    """Let old addresses lead to the stories of these numbers, which are in the magazine.

    `is_newest`: where an address leads to another story already, it is taken over.
    """
    rows = {path: OldAddress(path=path, article_id=number) for number, each in paths.items() for path in each}
    if is_newest:
        OldAddress.objects.bulk_create(
            rows.values(), update_conflicts=True, unique_fields=["path"], update_fields=["article"]
        )
    else:
        OldAddress.objects.bulk_create(rows.values(), ignore_conflicts=True)
