"""Who may move a story where, and what a step leaves behind."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation

from newsroom.diagram import workflow_page
from newsroom.models import AuditEntry, SectionHead, Status
from newsroom.workflow import TRANSITIONS, move, steps_from
from tests.factories import make_author, make_section, make_story, make_user
from tests.newsroom.conftest import edit


def test_a_story_goes_from_draft_to_approved(reporter, editor, now):
    story = make_story(by=reporter, now=now)
    move(story, to=Status.SUBMITTED, by=reporter, now=now)
    move(story, to=Status.IN_EDIT, by=editor, now=now)
    move(story, to=Status.APPROVED, by=editor, now=now)
    story.refresh_from_db()
    assert story.status == Status.APPROVED
    assert story.editor == editor
    assert story.approved_version == story.current_version
    assert story.approved_version.approved_by == editor
    acts = list(AuditEntry.objects.filter(story=story.pk).order_by("pk").values_list("act", flat=True))
    assert acts == ["create", "submitted", "in_edit", "approved"]


def test_a_step_that_is_not_in_the_table_is_refused(reporter, editor, now):
    story = make_story(by=reporter, now=now)
    with pytest.raises(ValidationError, match=r"Draft|Bản nháp"):
        move(story, to=Status.APPROVED, by=editor, now=now)
    story.refresh_from_db()
    assert story.status == Status.DRAFT


def test_returning_needs_a_reason_and_tells_it(reporter, editor, now):
    story = make_story(by=reporter, now=now)
    move(story, to=Status.SUBMITTED, by=reporter, now=now)
    with pytest.raises(ValidationError) as refused:
        move(story, to=Status.RETURNED, by=editor, reason="  ", now=now)
    assert refused.value.code == "reason_missing"
    move(story, to=Status.RETURNED, by=editor, reason="Thiếu nguồn cho số liệu.", now=now)
    assert AuditEntry.objects.filter(story=story.pk).first().reason == "Thiếu nguồn cho số liệu."


def test_nobody_approves_their_own_story(editor, now):
    story = make_story(by=editor, now=now)
    move(story, to=Status.SUBMITTED, by=editor, now=now)
    with pytest.raises(PermissionDenied):
        move(story, to=Status.APPROVED, by=editor, now=now)


def test_nobody_approves_what_they_sign_under_a_pen_name(reporter, editor, now):
    story = make_story(by=reporter, now=now, authors=(make_author(name="Minh Quân", user=editor),))
    move(story, to=Status.SUBMITTED, by=reporter, now=now)
    with pytest.raises(PermissionDenied):
        move(story, to=Status.APPROVED, by=editor, now=now)


def test_the_editor_in_chief_may_override_with_a_reason(chief, now):
    story = make_story(by=chief, now=now)
    move(story, to=Status.SUBMITTED, by=chief, now=now)
    with pytest.raises(ValidationError):
        move(story, to=Status.APPROVED, by=chief, now=now)
    move(story, to=Status.APPROVED, by=chief, reason="Tin khẩn, không còn ai trực.", now=now)
    assert AuditEntry.objects.filter(story=story.pk, act="approved").get().reason.startswith("Tin khẩn")


def test_a_changed_text_needs_approval_again(approved, editor, now):
    edit(approved, by=editor, now=now, title="Tít đã sửa sau khi duyệt")
    approved.refresh_from_db()
    assert approved.status == Status.IN_EDIT
    assert approved.approved_version is None


def test_saving_without_a_change_keeps_the_approval(approved, editor, now):
    edit(approved, by=editor, now=now)
    approved.refresh_from_db()
    assert approved.status == Status.APPROVED
    assert approved.versions.count() == 1


def test_a_section_head_approves_in_their_sections_only(reporter, roles, now):
    head = make_user(role="section_head")
    own = make_section(name="Hữu nghị")
    below = make_section(name="Bốn phương kết bạn", parent=own)
    SectionHead.objects.create(user=head, section=own)
    for section, allowed in ((own, True), (below, True), (make_section(name="Kinh tế"), False)):
        story = make_story(by=reporter, now=now, section=section)
        move(story, to=Status.SUBMITTED, by=reporter, now=now)
        if allowed:
            move(story, to=Status.APPROVED, by=head, now=now)
        else:
            with pytest.raises(PermissionDenied):
                move(story, to=Status.APPROVED, by=head, now=now)


def test_a_reporter_submits_only_their_own(reporter, roles, now):
    story = make_story(by=make_user(role="reporter"), now=now)
    with pytest.raises(PermissionDenied):
        move(story, to=Status.SUBMITTED, by=reporter, now=now)


def test_steps_of_the_door_are_closed_to_move(approved, managing_editor, now):
    for step in TRANSITIONS:
        if step.door and step.source == approved.status:
            with pytest.raises(ValidationError):
                move(approved, to=step.target, by=managing_editor, reason="thử", now=now)


def test_withdrawing_is_offered_only_when_readers_have_the_story(approved, managing_editor, now):
    targets = {step.target for step in steps_from(approved, by=managing_editor, live=False)}
    assert targets == {Status.IN_EDIT, Status.PUBLISHED, Status.SCHEDULED}
    assert Status.WITHDRAWN in {step.target for step in steps_from(approved, by=managing_editor, live=True)}


def test_nothing_but_the_workflow_writes_a_status():
    """An assignment to `.status`, or `status=` in an update, stands in the workflow and the archive's door alone."""
    writers = re.compile(r"\.status(, \w+\.\w+)*\s*=[^=]|update\([^)]*\bstatus=")
    allowed = {"newsroom/workflow.py"}
    root = Path(settings.BASE_DIR)
    found = {
        str(path.relative_to(root))
        for path in (root / "newsroom").rglob("*.py")
        if "migrations" not in path.parts and writers.search(path.read_text())
    }
    assert found <= allowed, found - allowed


def test_the_drawn_workflow_is_fresh():
    with translation.override("vi"):
        page = workflow_page()
    assert (Path(settings.BASE_DIR) / "docs" / "workflow.md").read_text() == page, "run: manage.py workflow_diagram"
