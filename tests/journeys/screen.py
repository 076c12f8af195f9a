"""One person's browser: a page that notes every trouble, and the few movements that all journeys share."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

WAIT = 30_000  # milliseconds, for whatever is to appear: a busy machine is no fault of the house


SAY_WHAT_IS_REFUSED = """document.addEventListener("securitypolicyviolation", (refusal) => console.error(
  `Content Security Policy: ${refusal.effectiveDirective} ${refusal.blockedURI} ${refusal.sample}`))"""


class Screen:
    """A tab with its own cookies, and its troubles, which fail the journey.

    Troubles are errors of scripts, answers from 500 up, and whatever the browser refused because a policy says so;
    Playwright's wait_for_function is refused too, since it evaluates text: expect() and evaluate() do without.
    """

    def __init__(self, context: Any) -> None:
        context.add_init_script(SAY_WHAT_IS_REFUSED)
        self.context = context
        self.page = context.new_page()
        self.troubles: list[str] = []
        context.set_default_timeout(WAIT)
        context.on("response", self._note)
        context.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("dialog", lambda dialog: dialog.accept())

    def _note(self, response: Any) -> None:
        if response.status >= 500:
            self.troubles.append(f"{response.status} {response.url}")

    def _hear(self, line: Any) -> None:
        if "Content Security Policy" in line.text or "Permissions-Policy" in line.text:
            self.troubles.append(f"{line.text} ({self.page.url})")

    def go(self, address: str, *, expect: int = 200) -> None:
        answer = self.page.goto(address)
        assert answer.status == expect, f"{address} answered {answer.status}"

    def sees(self, words: str) -> bool:
        """Do these words stand in the page as it is drawn?"""
        return words in " ".join(self.page.locator("body").inner_text().split())

    def post(self, address: str, **fields: Any) -> Any:
        """Send a form that no page offers, with a token that is right: only the role can be in the way."""
        token = next(each["value"] for each in self.context.cookies() if each["name"] == "csrftoken")
        return self.context.request.post(address, form=fields | {"csrfmiddlewaretoken": token})

    def scrolls_sideways(self) -> bool:
        root = "document.documentElement"
        return self.page.evaluate(f"{root}.scrollWidth > {root}.clientWidth")

    def tab_to(self, selector: str, *, back: bool = False) -> None:
        """Go to an element with the Tab key alone, and fail where it cannot be reached."""
        target = self.find(selector).first
        for _press in range(120):
            if target.evaluate("target => target === document.activeElement"):
                return
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
        raise AssertionError(f"The keyboard does not reach {selector}")

    def find(self, selector: str, **options: Any) -> Any:
        return self.page.locator(selector, **options)

    @contextmanager
    def leaving(self) -> Iterator[None]:
        """What is done within leads to another page; wait for it."""
        with self.page.expect_navigation():
            yield

    def go_on(self) -> None:
        """Where the desk asks before readers see a change: read it, and go on."""
        while self.find("form.question").count():
            assert self.find(".question-lines li").count()
            with self.leaving():
                self.find(".question button[name=_sure]").click()

    def close(self) -> None:
        self.context.close()
        assert not self.troubles, self.troubles


def open_screen(chromium: Any, base_url: str, *, cookie: dict[str, str] | None = None, **options: Any) -> Screen:
    context = chromium.new_context(
        **{"base_url": base_url, "viewport": {"width": 1280, "height": 900}, "locale": "vi-VN"} | options
    )
    if cookie:
        context.add_cookies([cookie])
    return Screen(context)
