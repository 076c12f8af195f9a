"""Saving a text at the desk: freezing it into a version, refusing to write over a colleague's."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

import vietnamese
from articles.content import TEXT_FIELDS, BylineLine, Content, picture_keys
from newsroom import audit, four_eyes, freezing, losses, publishing, rights
from newsroom.holding import compare, hold, touch, write
from newsroom.losses import Losses
from newsroom.models import Status, Story, StoryContribution, StoryNote, StoryVersion
from newsroom.numbering import next_numbers
from newsroom.workflow import move
from photos.models import Photo

if TYPE_CHECKING:
    from accounts.models import User


FREE = frozenset({Status.DRAFT, Status.RETURNED, Status.IN_EDIT})  # nothing hangs on the text yet
ASIDE_AT_MOST = 20  # refused texts of one colleague beside one story


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
    [number] = next_numbers(1)
    story = Story.objects.create(pk=number, created_by=by, created_at=now, changed_at=now, changed_by=by, **columns)
    audit.record("create", by=by, now=now, story=story.pk, to_status=story.status)
    return story


def refuse_stale(story: Story, *, base_revision: int) -> None:
    """Raise NewerVersion when the text has moved on since `base_revision` was opened. Holds the story."""
    row = hold(story)
    if row.revision != base_revision and row.current_version is not None:
        raise NewerVersion(row.current_version)


@transaction.atomic
def keep_version(
    story: Story,
    *,
    by: "User | None",
    now: datetime,
    origin: str = StoryVersion.Origin.DESK,
    exactly: Content | None = None,
    before_loss: Callable[[Losses], None] | None = None,
    writers: Iterable[int] = (),
    seen: int | None = None,
) -> StoryVersion:
    """Clean and freeze the working copy as it stands in the database, and record it as a version.

    A text that has not changed makes no version: also where today's rules of cleaning would make another one of it
    (`newsroom.freezing`); the working copy is then the version as it was saved. A changed one loses its approval: an
    approved, scheduled, published or submitted story is in edit afterwards; readers of a live story keep the
    approved version. `before_loss` is told what the change costs, and may raise to prevent it. `exactly` is a text
    that is kept to the letter, as it was approved. The address that is proposed by hand belongs to the text until
    readers have the story. `writers` are colleagues whose text it is beside `by`'s.
    """
    row = hold(story, seen=seen)
    stood = _columns(row)
    slug = publishing.address.settle(row, now=now)
    version = row.current_version
    if exactly is None:
        typed = as_typed(row, byline=_byline(row))
        content = typed.content
        is_same = version is not None and is_same_text(row, typed, version)
    else:
        content = exactly
        is_same = version is not None and content.digest() == version.content_hash
    if version is None or version.slug != slug or not is_same:
        lost = losses.of_a_changed_text(row, by=by, now=now)
        if lost and before_loss is not None:
            before_loss(lost)
        row.revision += 1
        version = StoryVersion.objects.create(
            story=row,
            revision=row.revision,
            origin=origin,
            content=content.to_json(),
            content_hash=content.digest(),
            slug=slug,
            created_at=now,
            created_by=by,
            **four_eyes.credits_of(content, by=by, story=row, also=writers),
        )
        row.current_version, row.changed_at, row.changed_by = version, now, by
        row.title_folded = vietnamese.fold(row.title)[:300]
        write(row)
        _lose_approval(row, by=by, now=now)
        losses.record(row, lost, by=by, now=now)
    else:
        for name, value in version.text.columns().items():
            setattr(row, name, value)
        if stood != _columns(row):
            write(row)
        write_byline(row, version.text.byline)
    story.refresh_from_db()
    return version


class Typed(NamedTuple):
    """A working copy: its text columns as cleaned, and the content that is kept of it, filled in from the library."""

    columns: dict[str, Any]
    content: Content


def is_same_text(story: Story, typed: Typed, version: StoryVersion) -> bool:
    """Is what stands in a story's form the text of its version?

    While something hangs on the version, a text that nobody has touched is; a draft takes what the library and
    authors' new names bring to it by themselves.
    """
    if freezing.is_same_text(typed.content, version):
        return True
    return story.status not in FREE and freezing.is_untouched(typed.columns, typed.content.byline, version)


@transaction.atomic
def keep_aside(story: Story, *, content: Content, by: "User", now: datetime, slug: str = "") -> StoryVersion | None:
    """Record a refused text beside the story, so that nothing its writer typed is lost.

    The same text is kept once. None where this colleague has ASIDE_AT_MOST of them beside this story already. The
    caller knows that the colleague might change the text when the page was opened.
    """
    row, digest = hold(story), content.digest()
    theirs = row.versions.filter(origin=StoryVersion.Origin.REFUSED, created_by=by)
    if same := theirs.filter(content_hash=digest, slug=slug).first():
        return same
    if theirs.count() >= ASIDE_AT_MOST:
        return None
    return StoryVersion.objects.create(
        story=row,
        revision=row.revision,
        origin=StoryVersion.Origin.REFUSED,
        content=content.to_json(),
        content_hash=digest,
        slug=slug,
        created_at=now,
        created_by=by,
        **four_eyes.credits_of(content, by=by),
    )


@transaction.atomic
def restore(
    story: Story,
    *,
    version: StoryVersion,
    by: "User",
    now: datetime,
    seen: int | None = None,
    before_loss: Callable[[Losses], None] | None = None,
) -> StoryVersion:
    """Make an older version's text the working copy again, as a new version; filing and status stay.

    A text that was approved comes back to the letter: its digest is the approved one's, whatever rules are new.
    """
    if version.story_id != story.pk:
        raise ValidationError(_("This version belongs to another story."))
    row = hold(story)
    if not rights.may_change_text(by, row):
        raise ValidationError(_("You may not change this story now."))
    current = row.current_version
    if current is not None and (current.content, current.slug) == (version.content, version.slug):
        return current  # it is the text already: the button was pressed twice
    compare(row, seen=seen)
    row.slug = version.slug
    _take_text(row, version.text)
    audit.record("restore", by=by, now=now, story=row.pk, version_hash=version.content_hash)
    exactly = version.text if version.approved_at else None
    origin = StoryVersion.Origin.RESTORED
    return keep_version(
        row, by=by, now=now, origin=origin, exactly=exactly, before_loss=before_loss, writers=version.writers
    )


def write_columns(story: Story, columns: Mapping[str, Any]) -> None:
    """Put what was typed into a story that is held, as far as it is something else than what stands there."""
    changed = [name for name, value in columns.items() if getattr(story, name) != value]
    for name in changed:
        setattr(story, name, columns[name])
    if changed:
        write(story, *changed)


def write_byline(story: Story, byline: tuple[BylineLine, ...]) -> None:
    """Put a byline in place of the one that a story has; the story is held."""
    if freezing.signed(byline) == freezing.signed(_byline(story)):
        return
    touch(story)
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


def _take_text(row: Story, content: Content) -> None:
    """Make a version's text the working copy, to the letter."""
    for name, value in content.columns().items():
        setattr(row, name, value)
    write(row)
    write_byline(row, content.byline)


def as_typed(story: Story, *, byline: Iterable[BylineLine]) -> Typed:
    """What a form holds that has not been saved, cleaned and filled in as `keep_version` would; changes `story`."""
    columns = _freeze(story)
    return Typed(columns, _content(story, byline))


def content_of(story: Story) -> Content:
    """The working copy as it would be approved now."""
    return _content(story, _byline(story))


def _byline(story: Story) -> tuple[BylineLine, ...]:
    return tuple(
        BylineLine(author=line.author_id, name=line.author.name, role=line.role, title_lines=line.title_lines)
        for line in story.contributions.select_related("author")
    )


def _columns(row: Story) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in Story._meta.concrete_fields}


@transaction.atomic
def leave_note(story: Story, *, text: str, by: "User", now: datetime) -> bool:
    """A remark to colleagues; False for one that this colleague has left last, word for word."""
    row = hold(story)
    last = row.notes.order_by("-at", "-pk").first()
    if last is not None and (last.by_id, last.text) == (by.pk, text):
        return False
    StoryNote.objects.create(story=row, text=text, by=by, at=now)
    touch(row)
    story.change_number = row.change_number
    return True


def _content(story: Story, byline: Iterable[BylineLine]) -> Content:
    keys = picture_keys(story.photo_id, story.body)
    digests = dict(Photo.objects.filter(pk__in=keys).values_list("pk", "content_hash"))
    return Content.of(story, byline=byline, digests=digests)


def _freeze(row: Story) -> dict[str, Any]:
    """Clean every text and fill in the library's captions, credits and alts where the story has none.

    Returns the text columns as they were cleaned, not yet filled in.
    """
    columns = {name: getattr(row, name) for name in TEXT_FIELDS}
    columns |= freezing.clean_columns(columns)
    for name, value in freezing.fill_in_columns(columns, photo=row.photo_id).items():
        setattr(row, name, value)
    return columns | {"photo_id": row.photo_id}


def _lose_approval(row: Story, *, by: "User | None", now: datetime) -> None:
    if row.status == Status.SCHEDULED:
        publishing.unschedule(row, by=by, now=now)
    if row.status in {Status.APPROVED, Status.PUBLISHED, Status.WITHDRAWN} or (
        row.status == Status.SUBMITTED and by is not None and by.pk != row.created_by_id
    ):
        move(row, to=Status.IN_EDIT, by=by, now=now)
