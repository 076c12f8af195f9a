"""Each finding says from which step it blocks, and that step refuses it: by button, in bulk and by command."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import User
from newsroom import checks, steps, workflow
from newsroom.models import Status, Story
from tests.factories import make_photo, make_story
from tests.newsroom.desk import change_url, client_of, messages_of, story_data


@pytest.mark.parametrize(
    "fields",
    [
        {"body": ""},
        {"body": "<p> </p>", "title": " "},
        {"kind": "video"},
        {"expires_at": "past"},
    ],
)
def test_what_has_no_title_text_or_sense_of_time_is_not_submitted(
    reporter: User, now: datetime, fields: dict[str, object]
) -> None:
    if "expires_at" in fields:
        fields = {"expires_at": now - timedelta(hours=1)}
    story = make_story(by=reporter, now=now, **fields)
    for act in (steps.take, workflow.move):
        with pytest.raises(ValidationError) as refused:
            act(story, to="submitted", by=reporter, now=now)
        assert refused.value.messages
    assert Story.objects.get(pk=story.pk).status == Status.DRAFT


def test_all_that_stands_in_the_way_is_named_at_once(reporter: User, editor: User, now: datetime) -> None:
    photo = make_photo(alt="", credit="", agency="", caption="Chú thích ảnh")
    story = make_story(by=reporter, now=now, photo=photo)
    steps.take(story, to="submitted", by=reporter, now=now)  # words of pictures may wait for the editor
    for status in (Status.SUBMITTED, Status.IN_EDIT):
        with pytest.raises(ValidationError) as refused:
            steps.take(story, to="approved", by=editor, now=now)
        assert len(refused.value.messages) == 3
        if status == Status.SUBMITTED:
            steps.take(story, to="in_edit", by=editor, now=now)


def test_rights_that_end_before_the_story_goes_live_block_approving(
    reporter: User, editor: User, now: datetime
) -> None:
    photo = make_photo(rights_expire_on=(now + timedelta(days=2)).date())
    story = make_story(by=reporter, now=now, photo=photo, go_live_at=now + timedelta(days=5))
    steps.take(story, to="submitted", by=reporter, now=now)
    with pytest.raises(ValidationError):
        steps.take(story, to="approved", by=editor, now=now)


def test_the_button_saves_and_says_why_the_step_was_refused(reporter: User) -> None:
    story = make_story(by=reporter)
    answer = client_of(reporter).post(change_url(story), story_data(story, body="", _step="submitted"), follow=True)
    story.refresh_from_db()
    assert (story.status, story.body) == (Status.DRAFT, "")
    finding = next(f for f in checks.findings(story.current_version.text, at=story.changed_at) if f.blocks)
    assert finding.message in messages_of(answer)
    assert finding.before in answer.content.decode()


def test_many_at_once_are_refused_one_by_one(reporter: User) -> None:
    good, bad = make_story(by=reporter), make_story(by=reporter, body="")
    data = {"action": "submit_stories", "_selected_action": [good.pk, bad.pk], "index": "0"}
    data |= {f"seen-{story.pk}": story.change_number for story in (good, bad)}
    answer = client_of(reporter).post(reverse("admin:newsroom_story_changelist"), data, follow=True)
    assert Story.objects.get(pk=good.pk).status == Status.SUBMITTED
    assert Story.objects.get(pk=bad.pk).status == Status.DRAFT
    assert bad.title in messages_of(answer)
