"""The magazine as a reader's eyes and tools find it."""

from typing import Any

import feedparser

from tests.journeys.screen import Screen


class Magazine:
    def __init__(self, screen: Screen) -> None:
        self.screen, self.page = screen, screen.page

    def home(self) -> None:
        self.screen.go("/")

    @property
    def lead(self) -> str:
        """The title that the front page leads with."""
        return self.screen.find(".lead-package .card--lead .card__title").inner_text()

    def has_link(self, number: int) -> bool:
        """Does the page's own part link to this story?"""
        return self.screen.find(f"main a[href*='-{number}.html']").count() > 0

    def follow(self, number: int) -> None:
        with self.screen.leaving():
            self.screen.find(f"main .card__title a[href*='-{number}.html']").first.click()

    def search(self, words: str) -> None:
        """By the box that stands on every page."""
        box = self.screen.find("#header-search")
        if not box.is_visible():
            with self.screen.leaving():
                self.screen.find(".header__find").click()
            box = self.screen.find("main input[type=search]")
        box.fill(words)
        with self.screen.leaving():
            box.press("Enter")

    def feed(self, address: str = "/rss/") -> dict[str, Any]:
        """The entries of a feed by address, as a feed reader has them."""
        answer = self.screen.context.request.get(address)
        assert answer.status == 200
        parsed = feedparser.parse(answer.body())
        assert not parsed.bozo, parsed.bozo_exception
        return {entry.link: entry for entry in parsed.entries}

    def status_of(self, address: str) -> int:
        return self.screen.context.request.get(address, max_redirects=0).status

    @property
    def title(self) -> str:
        return self.screen.find("h1.story__title").inner_text()

    @property
    def body(self) -> str:
        return self.screen.find("[data-el=body]").inner_text()
