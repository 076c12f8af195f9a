"""The pieces that pages are made of, between the views that fill them and the templates that draw them.

Every public template gets the same three names: `site` (Site), `meta` (PageMeta) and `page` (the page's own
dataclass, see page_contexts.py). An empty string, an empty tuple or None prints nothing, not even a heading.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from pages.cards import Card, Picture


# ── The frame around every page ───────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class Link:
    """A label that leads somewhere."""

    label: str
    url: str


class Crumb(Link):
    """One step of the breadcrumb; the first is always the home page, the last may be the page itself."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class NavSection:
    """A top section in the header's bar with its subsections."""

    label: str
    url: str
    children: tuple[Link, ...] = ()
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class FollowLink:
    """Where readers follow the magazine; `icon` is a file name of templates/icons/ without its ending."""

    label: str
    url: str
    icon: str  # facebook, google-news, link, rss, x, youtube, zalo


@dataclass(frozen=True, slots=True)
class ImprintLine:
    """One fact of the imprint ("Tổng Biên tập", "Nguyễn Văn A"); `url` links the value (tel:, mailto:)."""

    label: str
    value: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """What the frame of every page shows: names, sections, follow line, imprint (site settings)."""

    name: str
    tagline: str
    nav: tuple[NavSection, ...] = ()
    follow: tuple[FollowLink, ...] = ()
    imprint: tuple[ImprintLine, ...] = ()
    footer_links: tuple[Link, ...] = ()
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed announced in the head of a page."""

    label: str
    url: str
    type: str = "application/rss+xml"


@dataclass(frozen=True, slots=True)
class PageMeta:
    """What machines read of a page; addresses absolute, `image` at least 1200 pixels wide or empty."""

    title: str
    description: str = ""
    canonical: str = ""
    image: str = ""
    image_alt: str = ""
    social_title: str = ""
    og_type: str = "website"
    robots: str = "max-image-preview:large"
    prev_url: str = ""
    next_url: str = ""
    published_at: datetime | None = None
    updated_at: datetime | None = None
    feeds: tuple[Feed, ...] = ()
    json_ld: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Pager:
    """The way through a list by keys: newer before, older after."""

    prev_url: str = ""
    next_url: str = ""


# ── Beside and around a story ─────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class Byline:
    """One contributor as printed; `role_label` is empty for a plain author ("Ảnh", "Dịch" … otherwise).

    Neighbours of one role share a line, which names it once: "Minh họa: Sơn Hà, Khánh An".
    """

    name: str
    url: str = ""
    role_label: str = ""
    title_lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Where a story was taken from: "Theo Báo Tin tức/TTXVN" (`label`), with the original's address."""

    label: str
    url: str = ""


ChipKind = Literal["organization", "event", "topic", "tag"]


@dataclass(frozen=True, slots=True)
class Chip:
    """A word that leads to a page of its own."""

    label: str
    url: str
    kind: ChipKind


@dataclass(frozen=True, slots=True)
class CorrectionNote:
    """A correction kept in public; `title` and `url` name the story where the note stands elsewhere."""

    at: datetime
    text: str
    title: str = ""
    url: str = ""


# ── Blocks ────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class TopicBanner:
    """A special topic; its name stands in the picture's place where there is none."""

    label: str
    url: str
    picture: Picture | None = None
    description: str = ""


@dataclass(frozen=True, slots=True)
class EventCard:
    """An event in a list: days, not moments; `time_label` is "08:30" where the hour is known."""

    label: str
    url: str
    starts_on: date
    ends_on: date | None = None
    time_label: str = ""
    place: str = ""
    kind_label: str = ""
    status: str = "planned"  # planned, held, postponed, cancelled
    status_label: str = ""
    precision: str = "day"  # how exactly the date is known: "day", "month" or "year"


@dataclass(frozen=True, slots=True)
class BodyCard:
    """An organization in a list; `detail` is one line: kind, province or country, former name."""

    label: str
    url: str
    acronym: str = ""
    detail: str = ""
    logo: Picture | None = None


BlockStyle = Literal[
    "major",  # a section's package: one large story beside several smaller ones
    "minor",  # half the width: one picture story, then lines
    "lines",  # headings only
    "thumbs",  # small pictures beside the headings
    "cards",  # a row of equal pictures
    "ranked",  # most read, with numerals
    "photo",  # dark band of photo stories
    "infographic",
    "video",
    "events",
    "organizations",
    "topics",
]


@dataclass(frozen=True, slots=True)
class Block:
    """A headed group on a page; one of the four tuples is filled, after its style; an empty one is not drawn."""

    style: BlockStyle
    heading: str
    url: str = ""
    cards: tuple[Card, ...] = ()
    events: tuple[EventCard, ...] = ()
    organizations: tuple[BodyCard, ...] = ()
    topics: tuple[TopicBanner, ...] = ()
    links: tuple[Link, ...] = field(default=())

    @property
    def is_empty(self) -> bool:
        """True when there is nothing to draw below the heading."""
        return not (self.cards or self.events or self.organizations or self.topics)

    @property
    def template(self) -> str:
        """The component that draws this style."""
        return f"components/block_{self.style}.html"
