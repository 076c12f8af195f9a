"""The workflow at the desk: which role may take which step, in words that say why not."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from accounts.models import User
from articles.models import Article
from newsroom import steps
from newsroom.models import Status, Story
from newsroom.roles import ROLES
from newsroom.workflow import TRANSITIONS
from tests.factories import make_section, make_story, make_user
from tests.newsroom.desk import change_url, client_of, messages_of, story_data

pytestmark = pytest.mark.usefixtures("clock")

SECTION = ("section_head", "managing_editor", "editor_in_chief")
EDITING = ("editor", *SECTION)
# Who may take a step with a colleague's story (the section head's own section). Nobody else may.
MAY = {
    ("draft", "submitted"): EDITING,
    ("returned", "submitted"): EDITING,
    ("submitted", "draft"): EDITING,
    ("submitted", "in_edit"): EDITING,
    ("submitted", "approved"): EDITING,
    ("submitted", "returned"): EDITING,
    ("in_edit", "approved"): EDITING,
    ("in_edit", "returned"): EDITING,
    ("approved", "in_edit"): EDITING,
    ("approved", "published"): SECTION,
    ("approved", "scheduled"): SECTION,
    ("scheduled", "approved"): SECTION,
    ("scheduled", "published"): SECTION,
    ("published", "in_edit"): EDITING,
    ("withdrawn", "in_edit"): EDITING,
    ("published", "withdrawn"): ("managing_editor", "editor_in_chief"),
    ("scheduled", "withdrawn"): ("managing_editor", "editor_in_chief"),
    ("approved", "withdrawn"): ("managing_editor", "editor_in_chief"),
    ("in_edit", "withdrawn"): ("managing_editor", "editor_in_chief"),
    ("submitted", "withdrawn"): ("managing_editor", "editor_in_chief"),
    ("returned", "withdrawn"): ("managing_editor", "editor_in_chief"),
}


def story_at(source: str, *, target: str, now: datetime) -> Story:
    """A story in a status, live where it is to be withdrawn, as the workflow itself would have brought it there."""
    writer, chief = make_user(role="reporter"), make_user(role="editor_in_chief")
    story = make_story(by=writer, now=now)

    def go(*path: str) -> None:
        for to in path:
            if to == "scheduled":
                Story.objects.filter(pk=story.pk).update(go_live_at=now + timedelta(days=1))
            steps.take(story, to=to, by=chief, reason="Lý do", now=now)

    if target == "withdrawn" or source in {"published", "withdrawn"}:
        go("submitted", "approved", "published")
        if source not in {"published", "withdrawn"}:
            go("in_edit")
            ways = {"in_edit": (), "returned": ("returned",), "submitted": ("returned", "submitted")}
            ways |= {"approved": ("approved",), "scheduled": ("approved", "scheduled")}
            go(*ways[source])
        elif source == "withdrawn":
            go("withdrawn")
    else:
        ways = {"draft": (), "submitted": ("submitted",), "returned": ("submitted", "returned")}
        ways |= {"in_edit": ("submitted", "in_edit"), "approved": ("submitted", "approved")}
        ways |= {"scheduled": ("submitted", "approved", "scheduled")}
        go(*ways[source])
        if target == "scheduled":
            Story.objects.filter(pk=story.pk).update(go_live_at=now + timedelta(days=1))
    story.refresh_from_db()
    assert story.status == source
    return story


def test_the_table_of_this_test_names_every_step() -> None:
    assert set(MAY) == {(step.source.value, step.target.value) for step in TRANSITIONS}


@pytest.mark.parametrize(("source", "target"), sorted(MAY))
def test_who_may_take_a_step(roles, now: datetime, source: str, target: str) -> None:
    for role in ROLES:
        story = story_at(source, target=target, now=now)
        user = make_user(role=role)
        if role == "section_head":
            user.headed_sections.create(section=story.section)
        try:
            reached = steps.take(story, to=target, by=user, reason="Lý do", now=now)
        except PermissionDenied:
            reached = None
        assert (reached == target) == (role in MAY[source, target]), role


def test_writers_submit_and_take_back_their_own(roles, now: datetime) -> None:
    for role in ("contributor", "reporter", "photo_editor"):
        writer = make_user(role=role)
        story = make_story(by=writer)
        steps.take(story, to="submitted", by=writer, now=now)
        assert [offer.to for offer in steps.offers(story, by=writer, now=now)] == [Status.DRAFT]
        assert steps.take(story, to="draft", by=writer, now=now) == Status.DRAFT


def test_a_section_head_has_no_say_elsewhere(roles, now: datetime) -> None:
    head = make_user(role="section_head")
    head.headed_sections.create(section=make_section())
    story = story_at("approved", target="published", now=now)
    assert steps.offers(story, by=head, now=now) == []
    with pytest.raises(PermissionDenied):
        steps.take(story, to="published", by=head, now=now)


def test_the_next_step_stands_first(approved: Story, editor: User, managing_editor: User, now: datetime) -> None:
    assert not any(offer.is_next for offer in steps.offers(approved, by=editor, now=now))
    offers = steps.offers(approved, by=managing_editor, now=now)
    assert [(offer.to, offer.is_next) for offer in offers] == [("published", True), ("in_edit", False)]


def test_publishing_with_a_time_ahead_schedules(approved: Story, managing_editor: User, now: datetime) -> None:
    Story.objects.filter(pk=approved.pk).update(go_live_at=now + timedelta(hours=2))
    assert steps.take(approved, to="published", by=managing_editor, now=now) == Status.SCHEDULED
    assert Article.objects.get(pk=approved.pk).published_at == now + timedelta(hours=2)


def test_publish_now_gives_the_schedule_up(approved: Story, managing_editor: User, now: datetime) -> None:
    Story.objects.filter(pk=approved.pk).update(go_live_at=now + timedelta(hours=2))
    steps.take(approved, to="scheduled", by=managing_editor, now=now)
    assert steps.take(approved, to="published", by=managing_editor, now=now) == Status.PUBLISHED
    assert Article.objects.get(pk=approved.pk).published_at == now
    assert approved.go_live_at is None


def test_a_refused_publish_now_keeps_the_schedule(approved: Story, managing_editor: User, now: datetime) -> None:
    later = now + timedelta(hours=2)
    Story.objects.filter(pk=approved.pk).update(go_live_at=later, embargo_until=now + timedelta(hours=1))
    steps.take(approved, to="scheduled", by=managing_editor, now=now)
    with pytest.raises(ValidationError):
        steps.take(approved, to="published", by=managing_editor, now=now)
    approved.refresh_from_db()
    assert (approved.status, approved.go_live_at) == (Status.SCHEDULED, later)


def test_scheduling_needs_a_time(approved: Story, managing_editor: User, now: datetime) -> None:
    with pytest.raises(ValidationError):
        steps.take(approved, to="scheduled", by=managing_editor, now=now)


def test_a_step_may_not_be_invented(approved: Story, managing_editor: User, now: datetime) -> None:
    with pytest.raises(ValidationError):
        steps.take(approved, to="burnt", by=managing_editor, now=now)


def test_returning_asks_for_a_reason_and_the_writer_reads_it(reporter: User, editor: User, now: datetime) -> None:
    story = make_story(by=reporter)
    steps.take(story, to="submitted", by=reporter, now=now)
    client, data = client_of(editor), story_data(story, _step="returned")
    assert "lý do" in messages_of(client.post(change_url(story), data, follow=True))
    client.post(change_url(story), data | {"reason_returned": "Thiếu lời của ông Sisoulath."})
    page = client_of(reporter).get(change_url(story)).content.decode()
    assert "Thiếu lời của ông Sisoulath." in page


def test_nobody_but_the_chief_is_offered_to_approve_their_own(roles, now: datetime) -> None:
    for role, may in (("editor", False), ("managing_editor", False), ("editor_in_chief", True)):
        writer = make_user(role=role)
        story = make_story(by=writer)
        steps.take(story, to="submitted", by=writer, now=now)
        offers = {offer.to: offer for offer in steps.offers(story, by=writer, now=now)}
        assert (Status.APPROVED in offers) == may
        assert not may or offers[Status.APPROVED].reason_label


def test_a_reader_of_the_text_takes_steps_on_what_was_read(reporter: User, now: datetime) -> None:
    story = make_story(by=reporter)
    steps.take(story, to="submitted", by=reporter, now=now)
    url, client = reverse("admin:newsroom_story_step", args=[story.pk]), client_of(reporter)
    client.post(url, {"_step": "draft", "seen": "7"})
    story.refresh_from_db()
    assert story.status == Status.SUBMITTED
    client.post(url, {"_step": "draft", "seen": story.change_number})
    story.refresh_from_db()
    assert story.status == Status.DRAFT
    assert client.get(url).status_code == 302


def test_the_page_shows_one_main_button_and_the_reason_dialog(reporter: User, editor: User, now: datetime) -> None:
    story = make_story(by=reporter)
    steps.take(story, to="submitted", by=reporter, now=now)
    page = client_of(editor).get(change_url(story)).content.decode()
    bar = page[page.index('class="action-bar"') : page.index('class="story-grid"')]
    assert bar.count('class="button-main" type="submit" name="_step" value="in_edit"') == 1
    assert 'id="reason-returned"' in page
