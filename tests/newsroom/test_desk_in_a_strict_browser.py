"""Every page of the desk in a real browser: nothing that it does is refused by its policy.

What a policy refuses is a trouble, and a screen with troubles fails when it is closed (`tests/journeys/screen.py`).
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests import policies
from tests.component_examples import PAGES
from tests.factories import make_photo, make_tag, make_user
from tests.journeys.editor_hands import compose, paste, text, tool
from tests.journeys.screen import Screen, open_screen
from tests.newsroom import test_desk_addresses as desk
from tests.newsroom.desk import change_url

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
things = desk.things
WORD = Path(__file__).parents[1] / "journeys/clipboards/word.html"


@pytest.fixture
def screen_of(chromium, live_server) -> Iterator[Callable[..., Screen]]:
    """`screen_of(user)`: a colleague's screen, signed in; without one, a stranger's."""
    screens: list[Screen] = []

    def opened(user=None) -> Screen:
        cookie = None
        if user:
            client = Client()
            client.force_login(user)
            value = client.cookies[settings.SESSION_COOKIE_NAME].value
            cookie = {"name": settings.SESSION_COOKIE_NAME, "value": value, "url": f"{live_server.url}/quan-tri/"}
        screens.append(open_screen(chromium, live_server.url, cookie=cookie))
        return screens[-1]

    yield opened
    for screen in screens:
        screen.close()


@pytest.fixture
def chief(things, now: datetime, monkeypatch: pytest.MonkeyPatch):
    """Somebody who may open everything, a minute after the house's one story was published."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: now + timedelta(minutes=1))
    return make_user(is_superuser=True, username="tong", name="Đỗ Hải Yến")


def look_at(screen: Screen, address: str) -> bool:
    """Open a page and whatever unfolds on it; files and empty answers are no pages."""
    answer = screen.context.request.get(address, max_redirects=0)
    if answer.status != 200 or not answer.headers["content-type"].startswith("text/html"):
        return False
    screen.go(address)
    screen.page.evaluate("document.querySelectorAll('#content details').forEach((each) => (each.open = true))")
    for opener in (".select2-selection:visible", ".datetimeshortcuts a:visible", ".theme-toggle:visible"):
        if screen.find(opener).count():
            screen.find(opener).first.click()
            screen.page.keyboard.press("Escape")
    return True


def test_no_page_of_the_desk_wants_more_than_its_policy_gives(screen_of, chief, things) -> None:
    screen = screen_of(chief)
    addresses = {desk.address(name, things) for name in desk.TABLE} | set(policies.fixed_addresses("/quan-tri/"))
    addresses |= {f"/quan-tri/giao-dien/{name}/{case}/" for name, cases in PAGES.items() for case in cases}
    pages = [address for address in sorted(addresses - {"/quan-tri/logout/"}) if look_at(screen, address)]
    assert screen.troubles == []
    assert len(pages) > 130


def test_nor_does_a_page_for_those_who_are_not_signed_in(screen_of, things) -> None:
    screen = screen_of()
    for address in policies.fixed_addresses("/quan-tri/"):
        look_at(screen, address)
    screen.go("/quan-tri/login/")
    screen.find("[name=username]").fill("khong-ai")
    screen.find("[name=password]").fill("sai")
    with screen.leaving():
        screen.find("[name=password]").press("Enter")
    assert screen.troubles == []


def test_writing_pasting_and_choosing_are_not_refused_anything(screen_of, chief, things) -> None:
    make_photo(caption="Ảnh trong kho")
    make_tag(name="Hữu nghị")
    screen = screen_of(chief)
    page = screen.page
    screen.go(change_url(things.story))
    text(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    compose(page, "l", "lê", "lễ")
    paste(
        page,
        html="<p class=MsoNormal><b style='mso-bidi-font-weight:normal'>Đậm</b> <span style='color:red'>đỏ</span></p>",
    )
    paste(page, html=WORD.read_text(encoding="utf-8"))
    assert text(page).locator("strong", has_text="Đậm").count() == 1
    for key in page.locator("[data-tool]").evaluate_all("all => all.map((each) => each.dataset.tool)"):
        if tool(page, key).first.is_enabled() and tool(page, key).first.is_visible():
            tool(page, key).first.click()
            page.keyboard.press("Escape")
    tool(page, "picture").click()
    screen.find(".ed-picker .ed-tile").first.dblclick()
    text(page).locator(".ed-figure img[src]").first.wait_for()
    with screen.leaving():
        screen.find(".action-bar [name=_save]").click()
    screen.go_on()
    text(page).wait_for()
    assert screen.troubles == []


def test_arranging_the_front_page_is_not_refused_anything(screen_of, chief, things) -> None:
    screen = screen_of(chief)
    screen.go(desk.address("newsroom_list_arrange", things))
    screen.find("#list-search").fill(str(things.story.pk))
    screen.find("#list-found button").first.click()
    screen.find(".pins [data-row]:visible").first.wait_for()
    with screen.leaving():
        screen.find("[data-list] [name=_preview]").click()
    screen.page.frame_locator("[data-frame]").locator("main").wait_for()
    screen.find("[data-width]").nth(1).click()
    assert screen.troubles == []
