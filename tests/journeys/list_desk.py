"""The desk of featured lists, used with the mouse or with the keyboard alone."""

from typing import Any

from django.urls import reverse

from tests.journeys.screen import Screen


class ListDesk:
    def __init__(self, screen: Screen) -> None:
        self.screen, self.page = screen, screen.page

    def overview(self) -> None:
        self.screen.go(reverse("admin:articles_featuredlist_changelist"))

    def make_missing(self) -> None:
        with self.screen.leaving():
            self.screen.find(".object-tools button, form[action*=them-danh-sach] button").first.click()

    def open(self, name: str) -> None:
        with self.screen.leaving():
            self.screen.find("#result_list").get_by_role("link", name=name, exact=True).click()

    def pin(self, words: str, *, title: str) -> None:
        """Search for a story and pin it."""
        self.screen.find("#list-search").fill(words)
        self.screen.find("#list-found button").filter(has_text=title).first.click()
        self.pins.filter(has_text=title).wait_for()

    @property
    def pins(self) -> Any:
        return self.screen.find(".pins [data-row]:visible")

    @property
    def titles(self) -> list[str]:
        return self.pins.locator("[data-title]").all_inner_texts()

    def press(self, name: str) -> None:
        """One of the form's buttons: _save, _preview, _launch, _undo, _discard, _schedule."""
        with self.screen.leaving():
            self.screen.find(f"[data-list] [name={name}]").click()
        self.screen.go_on()

    def preview_lead(self) -> str:
        """What leads the front page in the preview's frame."""
        frame = self.page.frame_locator("[data-frame]")
        return frame.locator(".lead-package .card--lead .card__title").inner_text()
