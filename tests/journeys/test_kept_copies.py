"""What was typed and not saved is kept on the computer for the colleague who typed it, and for nobody else."""

from urllib.parse import urljoin

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.factories import make_story
from tests.journeys.screen import Screen
from tests.journeys.story_desk import StoryDesk

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

WORDS = "Chuyện chưa ai được biết"
KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('thoidai-body')).length"


def sign_in(screen: Screen, user: User) -> None:
    """A new session in the same browser."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    desk = urljoin(screen.page.url, reverse("admin:index"))
    screen.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": desk}])


def sign_out(screen: Screen) -> None:
    screen.find(".desk-tools summary").click()
    with screen.leaving():
        screen.find("#logout-form button").click()


def type_without_saving(desk: StoryDesk) -> None:
    desk.text.click()
    desk.page.keyboard.type(WORDS)
    desk.page.wait_for_timeout(1300)
    assert desk.page.evaluate(KEPT) == 1


def test_the_next_colleague_at_the_computer_is_not_offered_it(at_desk, colleague) -> None:
    screen = at_desk("reporter")
    desk = StoryDesk(screen)
    desk.begin()
    type_without_saving(desk)
    sign_out(screen)

    sign_in(screen, colleague("reporter", name="Nguyễn Bảo Trâm"))
    desk.begin()
    assert not desk.text.inner_text().strip()
    assert screen.find(".ed-notice").count() == 0
    desk.text.click()
    screen.page.keyboard.type("Bài của tôi")
    screen.page.wait_for_timeout(1300)
    sign_out(screen)

    sign_in(screen, colleague("reporter"))
    desk.begin()
    screen.find(".ed-notice").get_by_role("button", name="Khôi phục").click()
    assert desk.text.inner_text().strip() == WORDS
    assert screen.page.evaluate(KEPT) == 2


def test_a_text_sent_after_the_session_had_ended_is_offered_to_its_writer(at_desk, colleague, section) -> None:
    screen = at_desk("reporter")
    desk = StoryDesk(screen)
    story = make_story(by=colleague("reporter"), section=section, body="<p>Câu đầu.</p>")
    desk.open(story)
    type_without_saving(desk)
    screen.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    with screen.leaving():
        screen.find(".action-bar [name=_save]").click()
    assert screen.find("#story_form").count() == 0

    # Somebody else signs in first and writes as well; then the writer is back, and begins with another page.
    sign_in(screen, colleague("section_head"))
    desk.open(story)
    assert screen.find(".ed-notice").count() == 0
    sign_in(screen, colleague("reporter"))
    desk.begin()
    screen.go(reverse("admin:newsroom_story_change", args=[story.pk]))
    screen.find(".ed-notice").get_by_role("button", name="Khôi phục").click()
    assert WORDS in desk.text.inner_text()
