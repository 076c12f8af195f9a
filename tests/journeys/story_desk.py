"""The story's page at the desk, as the hands of a journalist use it."""

import base64
import unicodedata
from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from newsroom.models import Status, Story
from tests.journeys.screen import Screen

MARKED = {"Đ": "D", "đ": "d"}


class StoryDesk:
    def __init__(self, screen: Screen) -> None:
        self.screen, self.page = screen, screen.page

    # ── Coming here ──
    def begin(self) -> None:
        self.screen.go(reverse("admin:newsroom_story_add"))
        self._ready()

    def open(self, story: Story) -> None:
        self.screen.go(reverse("admin:newsroom_story_change", args=[story.pk]))
        self._ready()

    def _ready(self) -> None:
        if self.screen.find("#story_form").count():
            self.text.wait_for()

    # ── Writing ──
    @property
    def text(self) -> Any:
        """The body in the editor."""
        return self.screen.find(".story-body .ProseMirror")

    def file_under(self, section: str) -> None:
        self.screen.find("[name=section]").select_option(label=section)

    def fill(self, **fields: str) -> None:
        for name, words in fields.items():
            self.screen.find(f"[name={name}]").fill(words)

    def telex(self, words: str) -> None:
        """Type where the cursor stands as a Vietnamese input method does: each word is composed, then committed."""
        keys = self.screen.context.new_cdp_session(self.page)
        for place, word in enumerate(words.split(" ")):
            if place:
                self.page.keyboard.type(" ")
            for seen in composing(word):
                keys.send(
                    "Input.imeSetComposition", {"text": seen, "selectionStart": len(seen), "selectionEnd": len(seen)}
                )
            keys.send("Input.insertText", {"text": word})
        keys.detach()

    def stand_after(self, words: str) -> None:
        """Put the cursor at the end of a line, and do not wait before typing on."""
        self.text.get_by_text(words).click()
        self.page.keyboard.press("End")

    def drop_picture(self, data: bytes, *, name: str, onto: str) -> None:
        """Let a picture file fall onto the paragraph that has these words; wait until the library has it."""
        target = self.text.get_by_text(onto)
        target.scroll_into_view_if_needed()
        box = target.bounding_box()
        before = self.figures.count()
        self.page.evaluate(
            """([data, name, x, y]) => {
              const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
              const files = new DataTransfer();
              files.items.add(new File([bytes], name, { type: "image/jpeg" }));
              const at = { dataTransfer: files, bubbles: true, cancelable: true, clientX: x, clientY: y };
              const under = document.elementFromPoint(x, y);
              under.dispatchEvent(new DragEvent("dragover", at));
              under.dispatchEvent(new DragEvent("drop", at));
            }""",
            [base64.b64encode(data).decode(), name, box["x"] + 12, box["y"] + 6],
        )
        self.figures.nth(before).locator("img[src]").wait_for()

    @property
    def figures(self) -> Any:
        return self.text.locator("figure.ed-figure")

    def describe_figure(self, place: int = 0, *, caption: str = "", alt: str = "", credit: str = "") -> None:
        figure = self.figures.nth(place)
        figure.locator(".ed-figure__picture").click()
        if alt:
            figure.locator(".ed-figure__fields textarea").fill(alt)
        if credit:
            figure.locator(".ed-figure__fields input").fill(credit)
        if caption:
            figure.locator("figcaption").click()
            self.telex(caption)

    def choose_lead_picture(self) -> None:
        """The newest of the library, by the picker."""
        self.screen.find("[data-choose]").click()
        self.screen.find(".ed-picker .ed-tile").first.dblclick()
        self.screen.find("[data-view] img").wait_for()

    def note(self, words: str) -> None:
        self._unfold("[name=note]")
        self.fill(note=words)

    def _unfold(self, selector: str) -> None:
        box = self.screen.find("details.side-box", has=self.page.locator(selector))
        if box.count() and not box.evaluate("box => box.open"):
            box.locator("summary").click()

    # ── Moving on ──
    def save(self) -> None:
        with self.screen.leaving():
            self.screen.find(".action-bar [name=_save]").click()
        self.screen.go_on()
        self._ready()

    def step(self, to: str, *, reason: str = "") -> None:
        """Press the button of a step; where it asks for a reason, give one."""
        button = self.offer(to)
        if not button.is_visible():
            self.screen.find(".action-bar details.menu > summary").click()
        button.click()
        if reason:
            dialog = self.screen.find(f"#reason-{to}")
            dialog.locator("textarea").fill(reason)
            button = dialog.locator(f"[name=_step][value={to}]")
            with self.screen.leaving():
                button.click()
        else:
            reached = self.screen.find(f".action-where .pill--{to}")
            reached.or_(self.screen.find("form.question")).first.wait_for(state="attached")
            self.screen.go_on()
            reached.wait_for(state="attached")
        self._ready()

    def offer(self, to: str) -> Any:
        """The button of a step; count() is 0 where it is not offered."""
        return self.screen.find(f".action-bar [data-opens='reason-{to}'], .action-bar [name=_step][value={to}]")

    @property
    def offered(self) -> set[str]:
        """Every step that has a button."""
        buttons = self.screen.find(".action-bar [data-opens], .action-bar [name=_step]")
        found = buttons.evaluate_all("all => all.map((each) => each.dataset.opens?.slice(7) ?? each.value)")
        return set(found)

    @property
    def status(self) -> str:
        pill = self.screen.find(".action-where .pill").get_attribute("class") or ""
        return next((status for status in Status.values if f"pill--{status}" in pill.split()), "")

    @property
    def number(self) -> int:
        return int(self.screen.find(".action-facts b").inner_text())


def composing(word: str) -> Iterator[str]:
    """What stands underlined while a word is typed: every letter first without its marks, then with them."""
    for end, letter in enumerate(word):
        bare = unicodedata.normalize("NFD", MARKED.get(letter, letter))[0]
        if bare != letter:
            yield word[:end] + bare
        yield word[: end + 1]
