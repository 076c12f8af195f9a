"""The front page without a mouse: stories found, pinned, put in order, previewed, launched, undone; timed pins."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import FeaturedItem, FeaturedList
from newsroom.curation import make_missing_lists
from newsroom.models import Story
from tests.journeys.list_desk import ListDesk
from tests.journeys.magazine import Magazine

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

FORM = "%Y-%m-%dT%H:%M"  # of <input type="datetime-local">
LEAD = "Trang chủ: tin chính"


@pytest.fixture
def stories(live_story) -> dict[str, Story]:
    names = ("Gạo thơm sang xứ lạ", "Chợ phiên bên kia núi", "Đêm nhạc hữu nghị")
    found = {name: live_story(title=name) for name in names}
    make_missing_lists()
    return found


def pin_by_keyboard(desk: ListDesk, words: str, *, title: str) -> None:
    desk.screen.tab_to("#list-search", back=True)
    desk.page.keyboard.type(words)
    desk.screen.find("#list-found button").filter(has_text=title).wait_for()
    desk.page.keyboard.press("ArrowDown")
    desk.page.keyboard.press("Enter")
    desk.pins.filter(has_text=title).wait_for()


def press(desk: ListDesk, selector: str, *, back: bool = False) -> None:
    desk.screen.tab_to(selector, back=back)
    desk.page.keyboard.press("Enter")


def press_and_leave(desk: ListDesk, selector: str) -> None:
    desk.screen.tab_to(selector, back=True)
    with desk.screen.leaving():
        desk.page.keyboard.press("Enter")
    say_yes(desk)


def say_yes(desk: ListDesk) -> None:
    """Where the desk asks first, its button is reached by the keyboard as well."""
    if desk.screen.find("form.question").count():
        desk.screen.tab_to(".question [name=_sure]")
        with desk.screen.leaving():
            desk.page.keyboard.press("Enter")


def test_arranged_previewed_launched_and_undone_without_a_mouse(at_desk, reader, stories) -> None:
    desk, magazine = ListDesk(at_desk("managing_editor")), Magazine(reader())
    magazine.home()
    assert magazine.lead == "Đêm nhạc hữu nghị"  # the newest fills the list up
    desk.overview()
    press(desk, f"#result_list a:text-is('{LEAD}')")
    desk.screen.find("#list-search").wait_for()

    # Pin two, then move the second to the top; the focus stays on its button, and the place is said.
    pin_by_keyboard(desk, "gao thom", title="Gạo thơm sang xứ lạ")
    pin_by_keyboard(desk, "cho phien", title="Chợ phiên bên kia núi")
    assert desk.titles == ["Gạo thơm sang xứ lạ", "Chợ phiên bên kia núi"]
    press(desk, ".pins [data-row]:nth-child(2) [data-up]")
    assert desk.titles == ["Chợ phiên bên kia núi", "Gạo thơm sang xứ lạ"]
    assert desk.screen.find("[data-order-said]").inner_text() == "Đã chuyển tới vị trí 1."
    assert desk.page.evaluate("document.activeElement.matches('[data-up]')")
    desk.page.keyboard.press("Tab")
    desk.page.keyboard.press("Enter")  # down again
    assert desk.titles == ["Gạo thơm sang xứ lạ", "Chợ phiên bên kia núi"]

    # The real page, before anybody has it.
    press_and_leave(desk, "[data-list] [name=_preview]")
    assert desk.preview_lead() == "Gạo thơm sang xứ lạ"
    magazine.home()
    assert magazine.lead == "Đêm nhạc hữu nghị"

    # Launched.
    with desk.screen.leaving():
        press(desk, ".action-back")
    press_and_leave(desk, "[data-list] [name=_launch]")
    magazine.home()
    assert magazine.lead == "Gạo thơm sang xứ lạ"

    # The second alone, launched, and taken back.
    press(desk, ".pins [data-row]:nth-child(1) [data-remove]")
    assert desk.titles == ["Chợ phiên bên kia núi"]
    press_and_leave(desk, "[data-list] [name=_launch]")
    magazine.home()
    assert magazine.lead == "Chợ phiên bên kia núi"
    desk.screen.tab_to("[data-list] [name=_undo]")
    with desk.screen.leaving():
        desk.page.keyboard.press("Enter")
    say_yes(desk)
    magazine.home()
    assert magazine.lead == "Gạo thơm sang xứ lạ"


def test_a_pin_comes_and_goes_at_its_time(at_desk, reader, stories, monkeypatch) -> None:
    desk, magazine = ListDesk(at_desk("managing_editor")), Magazine(reader())
    now = timezone.localtime()
    desk.overview()
    desk.open(LEAD)
    desk.pin("cho phien", title="Chợ phiên bên kia núi")
    desk.pin("gao thom", title="Gạo thơm sang xứ lạ")
    for place, times in enumerate(
        [
            {"starts_at": now + timedelta(hours=2), "ends_at": now + timedelta(hours=4)},
            {"ends_at": now + timedelta(hours=6)},
        ]
    ):
        pin = desk.pins.nth(place)
        if not pin.locator("details").evaluate("box => box.open"):
            pin.locator("summary").click()
        for name, at in times.items():
            pin.locator(f"[name$=-{name}]").fill(at.strftime(FORM))
    desk.press("_launch")
    assert FeaturedItem.objects.filter(featured_list=FeaturedList.objects.get(key="home-lead")).count() == 2
    seen = []
    for hours in (0, 3, 5, 7):
        later = timezone.now() + timedelta(hours=hours)
        with monkeypatch.context() as clock:
            clock.setattr("django.utils.timezone.now", lambda at=later: at)
            magazine.home()
        seen.append(magazine.lead)
    assert seen == ["Gạo thơm sang xứ lạ", "Chợ phiên bên kia núi", "Gạo thơm sang xứ lạ", "Đêm nhạc hữu nghị"]


def test_an_impossible_time_is_refused_and_nothing_is_lost(at_desk, stories) -> None:
    desk = ListDesk(at_desk("managing_editor"))
    desk.overview()
    desk.open(LEAD)
    desk.pin("gao thom", title="Gạo thơm sang xứ lạ")
    pin = desk.pins.first
    pin.locator("summary").click()
    pin.locator("[name$=-card_title]").fill("Gạo thơm đi xa")
    pin.locator("[name$=-starts_at]").fill("2026-12-02T10:00")
    pin.locator("[name$=-ends_at]").fill("2026-12-01T10:00")
    desk.press("_launch")
    assert desk.pins.first.locator(".errorlist").count() == 1
    assert desk.pins.first.locator("[name$=-card_title]").input_value() == "Gạo thơm đi xa"
    assert not FeaturedItem.objects.exists()
