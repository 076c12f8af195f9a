"""Themes and words put together into stories, each title once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from random import Random

from django.utils.text import capfirst

from articles.models import Kind

from .themes import THEMES, Theme
from .words import COUNTRIES, CRAFTS, GROUPS, ISLANDS, PLACES, PROVINCES, VOICES

SUBHEADINGS = (
    "Bắt đầu từ việc nhỏ",
    "Những con số biết nói",
    "Chuyện của người trong cuộc",
    "Điều còn trăn trở",
    "Nhìn về phía trước",
)
QUOTES = (
    "Tình bạn không cần nghi lễ, chỉ cần ai đó chịu gõ cửa trước.",
    "Chúng tôi không đến để cho, chúng tôi đến để cùng làm.",
    "Đi một ngày đàng không chỉ học một sàng khôn, mà còn có thêm một chỗ để về.",
    "Muốn hiểu nhau thì phải cùng nhau nấu một bữa cơm.",
)
KINDS: dict[str, tuple[str, str]] = {
    Kind.VIDEO: ("Phóng sự: {title}", "Ba phút xem: {title}"),
    Kind.PHOTO_STORY: ("Chùm ảnh: {title}", "Ảnh: {title}"),
    Kind.INFOGRAPHIC: ("Infographic: {title}", "Bằng những con số: {title}"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A story's words; the pictures come in where the story is made."""

    theme: Theme
    kind: str
    kicker: str
    title: str
    lead: str
    paragraphs: tuple[str, ...]  # HTML
    land: str
    province: str


class Composer:
    """Draws stories from a seed; `at` in `text` is the moment that the story is dated to."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.titles: set[str] = set()
        self._themes = self._endless()

    def _endless(self) -> Iterator[Theme]:
        while True:
            yield from self.random.sample(THEMES, len(THEMES))

    def text(self, *, at: datetime, kind: str = Kind.ARTICLE, theme: Theme | None = None) -> Text:
        theme = theme or next(self._themes)
        if theme.section == "thong-tin-can-biet":
            kind = Kind.USEFUL_INFO
        while True:
            words = self._words(at)
            title = self.random.choice(theme.titles).format(**words)
            if kind in KINDS:
                title = self.random.choice(KINDS[kind]).format(title=title)
            title = title[0].upper() + title[1:]
            if title not in self.titles:
                break
        self.titles.add(title)
        lead = self.random.choice(theme.leads).format(**words)
        return Text(
            theme=theme,
            kind=kind,
            kicker=self.random.choice(("", "", "Phóng sự", "Chuyện kể", "Đối thoại", "Ghi chép")),
            title=title,
            lead=lead[0].upper() + lead[1:],
            paragraphs=tuple(self._paragraphs(theme, words)),
            land=str(words["land"]),
            province=str(words["province"]),
        )

    def _paragraphs(self, theme: Theme, words: dict[str, object]) -> Iterator[str]:
        chosen = self.random.sample(theme.paragraphs, min(len(theme.paragraphs), self.random.randint(4, 6)))
        heading_before = self.random.randint(2, 3)
        for position, paragraph in enumerate(chosen):
            if position == heading_before:
                yield f"<h2>{self.random.choice(SUBHEADINGS)}</h2>"
            text = paragraph.format(**words)
            yield f"<p>{text[0].upper()}{text[1:]}</p>"
        if self.random.random() < 0.35:
            who = capfirst(str(words["voice"]))
            yield f"<blockquote data-pull><p>{self.random.choice(QUOTES)}</p><cite>{who}</cite></blockquote>"

    def _words(self, at: datetime) -> dict[str, object]:
        choose = self.random.choice
        land, city = choose(COUNTRIES)
        return {
            "land": land,
            "city": city,
            "province": choose(PROVINCES),
            "place": choose(PLACES),
            "island": choose(ISLANDS),
            "group": choose(GROUPS),
            "craft": choose(CRAFTS),
            "voice": choose(VOICES),
            "n": self.random.randint(24, 320),
            "m": self.random.randint(5, 28),
            "day": f"{at:%d/%m}",
        }
