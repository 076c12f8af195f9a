"""One save of the story's page: the text, its byline and its filing, all or nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from articles.content import TEXT_FIELDS, Content
from articles.models import Article
from asking import Question
from locking import look_at_references
from newsroom import consequences, freezing, publishing, rights, writing
from newsroom.admin.filing import Collision
from newsroom.admin.story_form import StoryForm
from newsroom.admin.tickets import Ticket
from newsroom.admin.widgets import did_you_mean
from newsroom.holding import hold
from newsroom.losses import Losses
from newsroom.models import Story, StoryVersion

if TYPE_CHECKING:
    from accounts.models import User


TEXT = frozenset({*TEXT_FIELDS, "photo", "slug"})  # columns of the story's form that a version keeps


@dataclass(frozen=True, slots=True)
class Saved:
    """The story as it is after a save, and what its change has cost.

    `is_moved`: others had changed it since the page was opened; `is_merged`: and mine came beside theirs, which it
    does not when a button is pressed twice.
    """

    story: Story
    lost: tuple[str, ...] = ()
    is_moved: bool = False
    is_merged: bool = False


class StaleSave(Exception):
    """A colleague saved first. `typed` and `slug` are the text that was to be saved, `newer` what stands there now.

    `collisions` are fields beside the text that both have changed; with the note `base_filing` mine may be saved over
    theirs.
    """

    def __init__(
        self,
        story: Story,
        *,
        typed: Content,
        slug: str,
        newer: StoryVersion,
        collisions: Sequence[Collision],
        base_filing: str,
    ) -> None:
        super().__init__()
        self.story, self.typed, self.slug, self.newer = story, typed, slug, newer
        self.collisions, self.base_filing = collisions, base_filing


def save_story(
    form: StoryForm,
    *,
    by: "User",
    now: datetime,
    ticket: Ticket | None = None,
    ask: Callable[[Question], None] = lambda question: None,
) -> Saved:
    """Save a valid form.

    What only one of the two has changed is taken from that one; the text counts as one thing. Raises StaleSave where
    both changed the same; call within the transaction that held the story before the form was made. `ask` gets what
    the save costs or changes for readers, and raises unless the colleague has said yes.
    """
    lost: list[str] = []

    def before_loss(losses: Losses) -> None:
        title = _("Saving this changed text costs:")
        ask(Question(title=title, lines=losses.before, button=_("Save the changed text all the same")))
        lost.extend(losses.after)

    columns, lines = form.columns(), form.byline.lines()
    if form.instance.pk is None:
        story = writing.new_story(by=by, now=now, ticket=ticket.code if ticket else None, **columns)
        moved, stood, is_text_mine = False, 0, True
    else:
        story = hold(form.instance)
        seen, base = form.cleaned_data["seen"], form.cleaned_data["base_revision"] or 0
        moved = story.revision != base or seen != story.change_number
        text = form.text()
        is_text_mine = not any(_is_text_of(version, text, form=form) for version in _opened_and_newest(story, base))
        if moved:
            _refuse_stale(form, story, typed=text.content, is_text_mine=is_text_mine)
        stood = story.change_number
    if is_text_mine:
        writing.write_columns(story, columns)
        writing.write_byline(story, lines)
    else:
        writing.write_columns(story, {name: value for name, value in columns.items() if name not in TEXT})
    if question := did_you_mean(form["tags"].data or ()):
        ask(question)
    form.save_filing(story)
    look_at_references()
    form.save_note(story, now=now)
    writing.keep_version(story, by=by, now=now, before_loss=before_loss)
    if rights.may(by, "edit_story", story):
        _ask_before_filing(story, by=by, now=now, ask=ask)
        publishing.reclassify(story, by=by, now=now)
    if rights.may(by, "publish_story", story):
        publishing.set_expiry(story, by=by, now=now)
    story.refresh_from_db()
    is_merged = moved and story.change_number != stood
    return Saved(story, lost=tuple(lost), is_moved=moved, is_merged=is_merged)


def _ask_before_filing(story: Story, *, by: "User", now: datetime, ask: Callable[[Question], None]) -> None:
    article = Article.objects.live(at=now).filter(pk=story.pk).first()
    if article is None:
        return
    row = Story.objects.get(pk=story.pk)
    lines = consequences.of_filing(publishing.filing_of_article(article), publishing.filing_of(row))
    if rights.may(by, "publish_story", row):
        lines += consequences.of_expiry(article.expires_at, row.expires_at)
    if lines:
        title = _("Readers have this story: saving changes where they find it, at once.")
        ask(Question(title=title, lines=lines, button=_("Save, readers see it")))


def _opened_and_newest(story: Story, base_revision: int) -> list[StoryVersion]:
    """The text that the page was opened with, and the one that stands there now."""
    opened = story.versions.exclude(origin=StoryVersion.Origin.REFUSED).filter(revision=base_revision).first()
    return [version for version in (story.current_version, opened) if version is not None]


def _is_text_of(version: StoryVersion, text: writing.Typed, *, form: StoryForm) -> bool:
    """Is what a form holds this version's text, with the address that it proposes?"""
    if not form.has_its_address and form.cleaned_data["slug"] != version.slug:
        return False
    return freezing.is_same_text(text.content, version) or freezing.is_untouched(
        text.columns, text.content.byline, version
    )


def _refuse_stale(form: StoryForm, story: Story, *, typed: Content, is_text_mine: bool) -> None:
    """Pressing a button twice is no conflict: what stands there is then what was typed."""
    newer = story.current_version
    if newer is None:
        return
    collisions = form.collisions(is_other_text=is_text_mine)
    is_newer_text = story.revision != (form.cleaned_data["base_revision"] or 0)
    if collisions or (is_newer_text and is_text_mine):
        slug = "" if form.has_its_address else form.cleaned_data["slug"]
        note = form.note_of_collisions()
        raise StaleSave(story, typed=typed, slug=slug, newer=newer, collisions=collisions, base_filing=note)
