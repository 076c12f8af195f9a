"""The desk asks before an approval, a schedule or what readers see is lost or changed, and says what is missing."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from newsroom import steps
from newsroom.models import Status
from tests.factories import make_author, make_photo, make_story
from tests.journeys.story_desk import StoryDesk

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def scheduled(colleague, section):
    now = timezone.now()
    described = {"section": section, "authors": (make_author(name="Thu Hà"),), "photo": make_photo()}
    story = make_story(by=colleague("reporter"), now=now, go_live_at=now + timedelta(hours=5), **described)
    steps.take(story, to="submitted", by=colleague("reporter"), now=now)
    steps.take(story, to="approved", by=colleague("editor"), now=now)
    steps.take(story, to="scheduled", by=colleague("managing_editor"), now=now)
    return story


def test_a_comma_on_a_scheduled_story(at_desk, scheduled) -> None:
    screen = at_desk("editor_in_chief")
    desk = StoryDesk(screen)
    desk.open(scheduled)
    assert screen.sees("Phạm Hồng Vân")  # who would lose a schedule stands there before anything is typed
    desk.fill(lead="Sáng nay, tại Hà Nội.")
    with screen.leaving():
        screen.find(".action-bar [name=_save]").click()
    assert screen.sees("do Phạm Hồng Vân đặt bị hủy")
    assert screen.sees("Phê duyệt của Lê Minh Quân")
    with screen.leaving():
        screen.find(".question [name=_back]").click()
    assert screen.find("[name=lead]").input_value() == "Sáng nay, tại Hà Nội."
    assert screen.find("[data-dirty-mark]").count()
    scheduled.refresh_from_db()
    assert scheduled.status == Status.SCHEDULED
    desk.save()
    assert desk.status == "in_edit"
    assert screen.sees("đã bị hủy")

    # The approved text comes back to the letter.
    with screen.leaving():
        screen.find("a", has_text="Trở lại bản đã duyệt").click()
    with screen.leaving():
        screen.find("form .button-main").click()
    assert screen.sees("đúng từng chữ")


def test_what_is_missing_is_said_while_a_new_story_is_typed(at_desk, section) -> None:
    screen = at_desk("reporter")
    screen.go(reverse("admin:newsroom_story_add"))
    box = screen.find("[data-findings]")
    assert "Bài chưa có tít." in box.inner_text()
    screen.find("[name=title]").fill("Gặp mặt hữu nghị bên sông")
    box.get_by_text("Bài chưa có tít.").wait_for(state="detached")
    assert "Sửa trước khi gửi duyệt:" in box.inner_text()
