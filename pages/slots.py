"""What the front page is made of, as data: which list, in which dress, how long, filled up with what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Article, FeaturedList, Kind, Section, Topic
from articles.querysets.article import ArticleQuerySet
from pages.page_types import BlockStyle

SECTION_LEADS = 4
Place = Literal["lead", "second", "main", "rail", "band"]
PACKAGES: tuple[tuple[BlockStyle, int], ...] = (  # sections take turns: one large, two of half the width
    ("major", 5),
    ("minor", 4),
    ("minor", 4),
)
# News lists are filled up with news: the weather of the day has a block of its own.
NEWS = (Kind.ARTICLE, Kind.PHOTO_STORY, Kind.VIDEO, Kind.INFOGRAPHIC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """What a list is filled up with where editors have pinned nothing."""

    rule: str = FeaturedList.Fill.NEWEST
    section: Section | None = None
    topic: Topic | None = None
    kind: str = ""

    @property
    def name(self) -> tuple[object, ...]:
        """What tells it from others."""
        section = (self.section.pk, self.section.parent_id) if self.section else ()
        return self.rule, section, self.topic.pk if self.topic else 0, self.kind

    def stories(self, *, at: datetime) -> ArticleQuerySet:
        """The stories that come in, the newest first; a list of most read ones falls back to these too."""
        stories = Article.objects.live(at=at).current(at=at)
        if self.rule == FeaturedList.Fill.SECTION and self.section:
            stories = stories.in_section(self.section)
        elif self.rule == FeaturedList.Fill.TOPIC and self.topic:
            stories = stories.in_topic(self.topic)
        elif self.rule == FeaturedList.Fill.KIND and self.kind:
            stories = stories.of_kind(self.kind)
        else:
            stories = stories.of_kind(*NEWS)
        return stories.newest_first()


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A place of the front page. A FeaturedList with its key brings pins, and a size and a fill-up rule of its own."""

    key: str
    place: Place
    size: int
    fill: Fill
    style: BlockStyle = "cards"
    heading: str = ""
    url: str = ""


def section_key(section: Section) -> str:
    """The key of the list at the head of a section's page."""
    return f"section-{section.path.replace('/', '--')}"


def section_slot(section: Section) -> Slot:
    """The list at the head of a section's page."""
    fill = Fill(rule=FeaturedList.Fill.SECTION, section=section)
    return Slot(key=section_key(section), place="lead", size=SECTION_LEADS, fill=fill)


def home_slots(sections: Iterable[Section]) -> list[Slot]:
    """The front page's lists in page order; a package for every top section of the menu."""
    multimedia = reverse("pages:multimedia")
    return [
        Slot(key="home-lead", place="lead", size=1, fill=Fill()),
        Slot(key="home-second", place="second", size=4, fill=Fill()),
        *(_package(section, turn=turn) for turn, section in enumerate(sections)),
        Slot(
            key="home-most-read",
            place="rail",
            style="ranked",
            size=5,
            heading=_("Most read"),
            url=reverse("pages:most-read"),
            fill=Fill(rule=FeaturedList.Fill.MOST_READ),
        ),
        Slot(
            key="home-useful",
            place="rail",
            style="thumbs",
            size=5,
            heading=_("Useful information"),
            fill=Fill(rule=FeaturedList.Fill.KIND, kind=Kind.USEFUL_INFO),
        ),
        kind_slot("home-photo", Kind.PHOTO_STORY, style="photo", size=4, heading=_("Photo stories"), url=multimedia),
        kind_slot("home-video", Kind.VIDEO, style="video", size=4, heading=_("Videos"), url=multimedia),
        kind_slot(
            "home-infographic", Kind.INFOGRAPHIC, style="infographic", size=4, heading=_("Infographics"), url=multimedia
        ),
    ]


def multimedia_slots() -> list[Slot]:
    """The multimedia page's lists in page order; the first one's first story stands large at the head."""
    return [
        kind_slot("multimedia-video", Kind.VIDEO, style="video", size=9, heading=_("Videos")),
        kind_slot("multimedia-photo", Kind.PHOTO_STORY, style="photo", size=7, heading=_("Photo stories")),
        kind_slot("multimedia-infographic", Kind.INFOGRAPHIC, style="infographic", size=8, heading=_("Infographics")),
    ]


def _package(section: Section, *, turn: int) -> Slot:
    style, size = PACKAGES[turn % len(PACKAGES)]
    return Slot(
        key=f"home-{section.slug}",
        place="main",
        style=style,
        size=size,
        heading=section.name,
        url=section.get_absolute_url(),
        fill=Fill(rule=FeaturedList.Fill.SECTION, section=section),
    )


def kind_slot(key: str, kind: str, *, style: BlockStyle, size: int, heading: str, url: str = "") -> Slot:
    """A band of the newest stories of a kind."""
    fill = Fill(rule=FeaturedList.Fill.KIND, kind=kind)
    return Slot(key=key, place="band", style=style, size=size, heading=heading, url=url, fill=fill)
