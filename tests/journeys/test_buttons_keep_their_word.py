"""A button does what stands on it, asks before it sends, and is in sight on a phone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from newsroom.models import Status
from newsroom.workflow import move
from tests.factories import make_author, make_photo, make_story
from tests.journeys.story_desk import StoryDesk

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def submitted(colleague, section):
    now = timezone.now()
    described = {"section": section, "authors": (make_author(name="Thu Hà"),), "photo": make_photo()}
    story = make_story(by=colleague("reporter"), now=now, go_live_at=now + timedelta(hours=5), **described)
    move(story, to=Status.SUBMITTED, by=colleague("reporter"), now=now)
    return story


def test_who_takes_the_time_out_publishes_at_once(at_desk, submitted, colleague) -> None:
    move(submitted, to=Status.APPROVED, by=colleague("editor"), now=timezone.now())
    screen = at_desk("managing_editor")
    desk = StoryDesk(screen)
    desk.open(submitted)
    button = screen.find("[data-go-live]")
    assert button.inner_text() == "Hẹn giờ"
    screen.find("[name=go_live_at_0]").fill("")
    screen.find("[name=go_live_at_1]").fill("")
    assert button.inner_text() == "Lên trang"
    with screen.leaving():
        button.click()
    assert screen.sees("Bạn đọc thấy ngay")
    screen.go_on()
    desk.text.wait_for()
    assert desk.status == "published"


@pytest.mark.parametrize(
    ("day", "hour", "word"),
    [
        ("31-12-2099", "23h55", "Hẹn giờ"),
        ("31/12/2099", "9 giờ rưỡi", "Hẹn giờ"),
        ("31.12.2020", "9h", "Lên trang"),
        ("mai", "9h", "Hẹn giờ"),
    ],
)
def test_the_button_reads_a_time_as_the_server_does(at_desk, submitted, colleague, day, hour, word) -> None:
    move(submitted, to=Status.APPROVED, by=colleague("editor"), now=timezone.now())
    screen = at_desk("managing_editor")
    StoryDesk(screen).open(submitted)
    screen.find("[name=go_live_at_0]").fill(day)
    screen.find("[name=go_live_at_1]").fill(hour)
    assert screen.find("[data-go-live]").inner_text() == word


def test_a_reason_is_asked_for_before_anything_is_sent(at_desk, submitted) -> None:
    screen = at_desk("editor")
    desk = StoryDesk(screen)
    desk.open(submitted)
    screen.find(".action-bar details.menu > summary").click()
    desk.offer("returned").click()
    dialog = screen.find("#reason-returned")
    dialog.locator("[name=_step]").click()
    assert dialog.is_visible()
    assert dialog.locator("textarea").evaluate("box => box.validationMessage") == "Hãy nêu lý do; người viết sẽ đọc."
    dialog.locator("textarea").fill("Thiếu nguồn ảnh.")
    with screen.leaving():
        dialog.locator("[name=_step]").click()
    desk.text.wait_for()
    assert desk.status == "returned"


@pytest.mark.parametrize(
    "name", ["index", "newsroom_story_changelist", "newsroom_story_add", "photos_photo_changelist"]
)
def test_the_desk_on_a_phone(at_desk, submitted, name) -> None:
    screen = at_desk("managing_editor")
    screen.page.set_viewport_size({"width": 360, "height": 740})
    screen.go(reverse(f"admin:{name}"))
    assert not screen.scrolls_sideways()
    for place in screen.find(".desk-nav > a, .desk-nav > details > summary").all():
        box = place.bounding_box()
        assert box["x"] >= 0, place.inner_text()
        assert box["x"] + box["width"] <= 360, place.inner_text()
    screen.find(".desk-nav summary").click()
    assert screen.find(".menu-sheet--wide a").last.is_visible()
    assert not screen.scrolls_sideways()
