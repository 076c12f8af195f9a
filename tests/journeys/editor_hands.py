"""The hands of the editor's journeys: its page under the strict policy of the desk, typing, pasting, saving."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Permission

from tests.journeys import editor_page


@pytest.fixture(name="page")
def editing(chromium, live_server, settings, django_user_model, client) -> Iterator[Any]:
    """The editor's page, signed in; any error of a script and anything the policy refuses fails the test."""
    settings.ROOT_URLCONF = "tests.journeys.editor_page"
    user = django_user_model.objects.create_user("lan", password="x", name="Nguyễn Lan", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=["view_photo", "add_photo", "view_story"]))
    client.force_login(user)
    editor_page.saved["body"] = ""
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, has_touch=True, locale="vi-VN")
    cookie = client.cookies["sessionid"]
    context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": f"{live_server.url}/quan-tri/"}])
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
    page = context.new_page()
    page.set_default_timeout(8000)
    context.route("**/favicon.ico", lambda route: route.fulfill(status=204))
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda line: troubles.append(line.text) if line.type == "error" else None)
    page.troubles = troubles
    page.address = live_server.url + editor_page.ADDRESS
    page.goto(page.address)
    page.locator(".ProseMirror").wait_for()
    yield page
    context.close()
    assert troubles == []


def text(page):
    return page.locator(".ProseMirror")


def click_into(page, words: str) -> None:
    """Puts the cursor into these words."""
    text(page).get_by_text(words).click()


def source(page) -> str:
    return page.locator("textarea[name=body]").input_value()


def save(page) -> str:
    with page.expect_navigation():
        page.get_by_role("button", name="Lưu", exact=True).click()
    page.locator(".ProseMirror").wait_for()
    return editor_page.saved["body"]


def show(page, body: str) -> None:
    editor_page.saved["body"] = body
    page.goto(page.address)
    page.locator(".ProseMirror").wait_for()


def tool(page, key: str):
    return page.locator(f"[data-tool={key}]")


def paste(page, *, html: str = "", plain: str = "", png: bytes | None = None) -> None:
    """What a program put on the clipboard, pasted at the cursor."""
    page.evaluate(
        """([html, plain, png]) => {
          const data = new DataTransfer();
          if (html) data.setData("text/html", html);
          if (plain) data.setData("text/plain", plain);
          if (png) data.items.add(new File([new Uint8Array(png)], "image.png", { type: "image/png" }));
          document.querySelector(".ProseMirror").dispatchEvent(
            new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        [html, plain, list(png) if png else None],
    )


def compose(page, *steps: str) -> None:
    """What an input method of the system does: it shows each step in the text, and sends the last."""
    keys = page.context.new_cdp_session(page)
    for step in steps:
        keys.send("Input.imeSetComposition", {"text": step, "selectionStart": len(step), "selectionEnd": len(step)})
    keys.send("Input.insertText", {"text": steps[-1]})
