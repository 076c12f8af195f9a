"""Saving a text at the desk: freezing it into a version, refusing to write over a colleague's."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

import vietnamese
from articles import body
from articles.content import BylineLine, Content, picture_keys
from locking import locked_row
from newsroom import audit, publishing, rights
from newsroom.models import Status, Story, StoryContribution, StoryVersion
from newsroom.workflow import move
from photos.models import Photo

if TYPE_CHECKING:
    from accounts.models import User


class NewerVersion(ValidationError):
    """Somebody else has saved since this text was opened; `newer` is theirs."""

    def __init__(self, newer: StoryVersion) -> None:
        self.newer = newer
        super().__init__(
            _("%(who)s saved a newer version while you were writing. Nothing of either text is lost."),
            code="newer_version",
            params={"who": newer.created_by or _("The importer")},
        )


def new_story(*, by: "User | None", now: datetime, **columns) -> Story:
    """A draft with no text saved yet; `keep_version` comes next."""
    story = Story.objects.create(created_by=by, created_at=now, changed_at=now, changed_by=by, **columns)
    audit.record("create", by=by, now=now, story=story.pk, to_status=story.status)
    return story


def refuse_stale(story: Story, *, base_revision: int) -> None:
    """Raise NewerVersion when the text has moved on since `base_revision` was opened. Locks the row."""
    row = locked_row(story)
    if row.revision != base_revision and row.current_version is not None:
        raise NewerVersion(row.current_version)


@transaction.atomic
def keep_version(
    story: Story, *, by: "User | None", now: datetime, origin: str = StoryVersion.Origin.DESK
) -> StoryVersion:
    """Clean and freeze the working copy as it stands in the database, and record it as a version.

    A text that has not changed makes no version. A changed one loses its approval: an approved, scheduled,
    published or submitted story is in edit afterwards; readers of a live story keep the approved version.
    """
    row = locked_row(story)
    _freeze(row)
    content = content_of(row)
    digest = content.digest()
    version = row.current_version
    if version is None or version.content_hash != digest:
        row.revision += 1
        version = StoryVersion.objects.create(
            story=row,
            revision=row.revision,
            origin=origin,
            content=content.to_json(),
            content_hash=digest,
            created_at=now,
            created_by=by,
        )
        row.current_version, row.changed_at, row.changed_by = version, now, by
        row.title_folded = vietnamese.fold(row.title)[:300]
        row.save()
        _lose_approval(row, by=by, now=now)
    else:
        row.save()
    story.refresh_from_db()
    return version


def keep_aside(story: Story, *, content: Content, by: "User", now: datetime) -> StoryVersion:
    """Record a refused text beside the story, so that nothing its writer typed is lost."""
    return StoryVersion.objects.create(
        story=story,
        revision=story.revision,
        origin=StoryVersion.Origin.REFUSED,
        content=content.to_json(),
        content_hash=content.digest(),
        created_at=now,
        created_by=by,
    )


@transaction.atomic
def restore(story: Story, *, version: StoryVersion, by: "User", now: datetime) -> StoryVersion:
    """Make an older version's text the working copy again, as a new version; filing and status stay."""
    if version.story_id != story.pk:
        raise ValidationError(_("This version belongs to another story."))
    row = locked_row(story)
    if not rights.may_change_text(by, row):
        raise ValidationError(_("You may not change this story now."))
    for name, value in version.text.columns().items():
        setattr(row, name, value)
    row.save()
    write_byline(row, version.text.byline)
    audit.record("restore", by=by, now=now, story=row.pk, version_hash=version.content_hash)
    return keep_version(row, by=by, now=now, origin=StoryVersion.Origin.RESTORED)


def write_byline(story: Story, byline: tuple[BylineLine, ...]) -> None:
    story.contributions.all().delete()
    StoryContribution.objects.bulk_create(
        StoryContribution(
            story=story,
            author_id=line.author,
            role=line.role,
            title_lines=line.title_lines,
            position=position,
        )
        for position, line in enumerate(byline)
    )


def content_as_typed(story: Story, *, byline: Iterable[BylineLine]) -> Content:
    """What a form holds that has not been saved, cleaned and frozen as `keep_version` would; changes `story`."""
    _freeze(story)
    return _content(story, byline)


def content_of(story: Story) -> Content:
    """The working copy as it would be approved now."""
    byline = (
        BylineLine(author=line.author_id, name=line.author.name, role=line.role, title_lines=line.title_lines)
        for line in story.contributions.select_related("author")
    )
    return _content(story, byline)


def _content(story: Story, byline: Iterable[BylineLine]) -> Content:
    keys = picture_keys(story.photo_id, story.body)
    digests = dict(Photo.objects.filter(pk__in=keys).values_list("pk", "content_hash"))
    return Content.of(story, byline=byline, digests=digests)


def credit_line(photo: Photo) -> str:
    """How a picture is credited: the photographer, the agency, or both."""
    return "/".join(filter(None, (photo.credit, photo.agency)))


def _freeze(row: Story) -> None:
    """Clean every text and fill in the library's captions, credits and alts where the story has none."""
    for name in ("kicker", "title", "card_title", "seo_title", "social_title", "photo_caption", "photo_alt"):
        setattr(row, name, vietnamese.clean_line(getattr(row, name)))
    for name in ("photo_credit", "source_outlet", "source_agency"):
        setattr(row, name, vietnamese.clean_line(getattr(row, name)))
    row.lead = vietnamese.clean_text(row.lead).strip()
    row.body = body.clean(row.body)
    photos = Photo.objects.in_bulk(picture_keys(row.photo_id, row.body))
    texts = {key: body.PhotoTexts(photo.caption, photo.alt, credit_line(photo)) for key, photo in photos.items()}
    row.body = body.freeze(row.body, texts)
    photo = photos.get(row.photo_id) if row.photo_id else None
    if photo is not None:
        row.photo_caption = row.photo_caption or photo.caption
        row.photo_alt = row.photo_alt or photo.alt
        row.photo_credit = row.photo_credit or credit_line(photo)
    else:
        row.photo_caption = row.photo_alt = row.photo_credit = ""


def _lose_approval(row: Story, *, by: "User | None", now: datetime) -> None:
    if row.status == Status.SCHEDULED:
        publishing.unschedule(row, by=by, now=now)
    if row.status in {Status.APPROVED, Status.PUBLISHED, Status.WITHDRAWN} or (
        row.status == Status.SUBMITTED and by is not None and by.pk != row.created_by_id
    ):
        move(row, to=Status.IN_EDIT, by=by, now=now)
