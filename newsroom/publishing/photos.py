"""Correcting a picture's caption, credit or alt in every published page that uses it: an act of its own."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from articles import body
from articles.content import Content
from articles.models import Article
from locking import locked
from newsroom import audit, four_eyes
from newsroom.holding import write as write_story
from newsroom.models import Story, StoryVersion
from newsroom.photo_uses import digest_of
from photos.models import Photo

from . import announce, out
from .door import filing_of_article
from .magazine import Edition, write
from .reach import felt

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def correct_photo(
    photo: Photo, *, by: "User", now: datetime, alt: str, credit: str, seen: str | None = None
) -> list[int]:
    """Set a picture's alt and credit in every article that uses it. Returns the numbers of the changed articles.

    Each gets a new version, approved by whoever corrects; the desk's working copies get the same texts, so that the
    next approved version does not bring the mistake back. Captions belong to their stories and stay. `seen` is the
    digest (`photo_uses`) of the texts that stood on the screen; ValidationError where one of them has changed since.
    """
    if not by.has_perm("newsroom.correct_photo"):
        raise PermissionDenied(_("Your role may not correct published pictures."))
    with out.kept():
        changed = _correct(photo, by=by, now=now, alt=alt, credit=credit, seen=seen)
    if changed:
        audit.record(
            "correct_photo",
            by=by,
            now=now,
            subject=f"photo:{photo.pk}",
            detail={"articles": changed, "credit": credit},
        )
    return changed


def _correct(photo: Photo, *, by: "User", now: datetime, alt: str, credit: str, seen: str | None) -> list[int]:
    printing, changed = list(_that_print(photo)), []
    if seen is not None and seen != digest_of({article.pk: article.version_hash for _story, article in printing}):
        raise ValidationError(
            _("One of these pages has changed since you opened this. Look again, then decide."), code="changed"
        )
    for story, article in printing:
        live = StoryVersion.objects.filter(story=story, content_hash=article.version_hash).latest("pk")
        content = _corrected(live.text, photo=photo, alt=alt, credit=credit)
        if content.digest() == article.version_hash:
            continue
        _bring_to_desk(story, content=content, live=live, photo=photo, alt=alt, credit=credit, by=by, now=now)
        edition = Edition(
            number=article.pk,
            content=content,
            version_hash=content.digest(),
            filing=filing_of_article(article),
            slug=article.slug,
            expires_at=article.expires_at,
            published_at=article.published_at,
            updated_at=article.updated_at,
            embargo_until=article.embargo_until,
        )
        with felt([article.pk], now=now):
            write([edition], now=now)
        announce.published(article)
        changed.append(article.pk)
    return changed


def _that_print(photo: Photo) -> Iterator[tuple[Story, Article]]:
    """The articles that print a picture, each with its story, both held and as they stand then.

    Which they are is asked before the locks, as it must be, and again after them.
    """
    printing = Article.objects.filter(withdrawn_at=None).using_photo(photo)
    stories = {
        story.pk: story for story in locked(Story.objects.filter(pk__in=list(printing.values_list("pk", flat=True))))
    }
    articles = locked(Article.objects.filter(pk__in=list(stories), withdrawn_at=None))
    still = set(printing.filter(pk__in=list(stories)).values_list("pk", flat=True))
    for article in articles:
        if article.pk in still:
            yield stories[article.pk], article


def _corrected(content: Content, *, photo: Photo, alt: str, credit: str) -> Content:
    data = content.to_json()
    data["body"] = body.correct_photo(content.body, photo=photo.pk, alt=alt, credit=credit)
    if content.photo == photo.pk:
        data["photo_alt"], data["photo_credit"] = alt, credit
    return Content.from_json(data)


def _bring_to_desk(
    story: Story,
    *,
    content: Content,
    live: StoryVersion,
    photo: Photo,
    alt: str,
    credit: str,
    by: "User",
    now: datetime,
) -> None:
    """Record the corrected version; where the desk's copy has moved on, correct that one as well."""
    moved_on = story.current_version_id != live.pk
    version = _version(story, content=content, slug=live.slug, by=by, now=now, approved=True)
    if not moved_on:
        story.approved_version = version if story.approved_version_id == live.pk else story.approved_version
    else:
        current: StoryVersion = story.current_version  # type: ignore[assignment]
        working = _corrected(current.text, photo=photo, alt=alt, credit=credit)
        was_approved = story.approved_version_id == story.current_version_id
        version = _version(story, content=working, slug=current.slug, by=by, now=now, approved=was_approved)
        story.approved_version = version if was_approved else story.approved_version
    story.current_version = version
    for name, value in version.text.columns().items():
        setattr(story, name, value)
    write_story(story)


def _version(story: Story, *, content: Content, slug: str, by: "User", now: datetime, approved: bool) -> StoryVersion:
    story.revision += 1
    return StoryVersion.objects.create(
        story=story,
        revision=story.revision,
        origin=StoryVersion.Origin.PHOTO,
        content=content.to_json(),
        content_hash=content.digest(),
        slug=slug,
        created_at=now,
        created_by=by,
        approved_at=now if approved else None,
        approved_by=by if approved else None,
        **four_eyes.credits_of(content, by=by, story=story),
    )
