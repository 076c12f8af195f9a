"""One save of the story's page: the text, its byline and its filing, all or nothing."""

from datetime import datetime
from typing import TYPE_CHECKING

from articles.content import Content
from newsroom import publishing, rights, writing
from newsroom.admin.story_form import StoryForm
from newsroom.models import Story, StoryVersion

if TYPE_CHECKING:
    from accounts.models import User


class StaleSave(Exception):
    """A colleague saved first. `typed` is what was to be saved, `newer` what stands there now."""

    def __init__(self, story: Story, *, typed: Content, newer: StoryVersion) -> None:
        super().__init__()
        self.story, self.typed, self.newer = story, typed, newer


def save_story(form: StoryForm, *, by: "User", now: datetime) -> Story:
    """Save a valid form and return the story as it then is. Raises StaleSave; call within a transaction."""
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
    writing.keep_version(story, by=by, now=now)
    if rights.may(by, "edit_story", story):
        publishing.reclassify(story, by=by, now=now)
    return story


def _refuse_stale(form: StoryForm) -> None:
    """Pressing a button twice is no conflict: the newer text is then the typed one."""
    story = form.instance
    try:
        writing.refuse_stale(story, base_revision=form.cleaned_data["base_revision"] or 0)
    except writing.NewerVersion as refusal:
        typed = form.content()
        if not writing.is_same_text(story, typed, refusal.newer):
            raise StaleSave(story, typed=typed, newer=refusal.newer) from refusal
