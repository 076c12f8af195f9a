"""One save of the story's page: the text, its byline and its filing, all or nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from articles.content import Content
from articles.models import Article
from asking import Question
from newsroom import consequences, publishing, rights, writing
from newsroom.admin.story_form import StoryForm
from newsroom.losses import Losses
from newsroom.models import Story, StoryVersion

if TYPE_CHECKING:
    from accounts.models import User


class StaleSave(Exception):
    """A colleague saved first. `typed` and `slug` are what was to be saved, `newer` what stands there now."""

    def __init__(self, story: Story, *, typed: Content, slug: str, newer: StoryVersion) -> None:
        super().__init__()
        self.story, self.typed, self.slug, self.newer = story, typed, slug, newer


@dataclass(frozen=True, slots=True)
class Saved:
    """The story as it then is, and what its change has cost."""

    story: Story
    lost: tuple[str, ...] = ()


def save_story(
    form: StoryForm, *, by: "User", now: datetime, ask: Callable[[Question], None] = lambda question: None
) -> Saved:
    """Save a valid form. Raises StaleSave; call within a transaction.

    `ask` gets what the save costs or changes for readers, and raises unless the colleague has said yes.
    """
    lost: list[str] = []

    def before_loss(losses: Losses) -> None:
        title = _("Saving this changed text costs:")
        ask(Question(title=title, lines=losses.before, button=_("Save the changed text all the same")))
        lost.extend(losses.after)

    story, columns = form.instance, form.columns()
    lines = form.byline.lines()
    if story.pk is None:
        story = writing.new_story(by=by, now=now, **columns)
    else:
        _refuse_stale(form)
        Story.objects.filter(pk=story.pk).update(**columns)
    writing.write_byline(story, lines)
    form.save_filing(story)
    form.save_note(story, now=now)
    writing.keep_version(story, by=by, now=now, before_loss=before_loss)
    if rights.may(by, "edit_story", story):
        _ask_before_filing(story, by=by, now=now, ask=ask)
        publishing.reclassify(story, by=by, now=now)
    if rights.may(by, "publish_story", story):
        publishing.set_expiry(story, by=by, now=now)
    return Saved(story, lost=tuple(lost))


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


def _refuse_stale(form: StoryForm) -> None:
    """Pressing a button twice is no conflict: the newer text is then the typed one."""
    story = form.instance
    try:
        writing.refuse_stale(story, base_revision=form.cleaned_data["base_revision"] or 0)
    except writing.NewerVersion as refusal:
        typed = form.content()
        slug = "" if form.has_its_address else story.slug
        is_same_address = form.has_its_address or slug == refusal.newer.slug
        if not (is_same_address and writing.is_same_text(story, typed, refusal.newer)):
            raise StaleSave(story, typed=typed, slug=slug, newer=refusal.newer) from refusal
