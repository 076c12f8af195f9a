"""What each reader's page is filled with: one dataclass a page, in the order in which it is drawn."""

from dataclasses import dataclass
from datetime import date, datetime

from django import forms

from pages.body_blocks import BodyBlock, LinkBlock, VideoFileBlock, YouTubeBlock
from pages.cards import Card, Picture
from pages.page_types import (
    Block,
    BodyCard,
    Byline,
    Chip,
    CorrectionNote,
    Crumb,
    EventCard,
    Link,
    Pager,
    Source,
    TopicBanner,
)

NO_PAGER = Pager()


@dataclass(frozen=True, slots=True)
class HomePage:
    """The front page: lead package, second row, packages beside a rail, then bands of the full width.

    `main` holds blocks of style major and minor; `rail` events, ranked, lines, thumbs; `bands` photo,
    infographic, video, organizations, topics, and further cards or minor packages.
    """

    lead: Card | None
    lead_related: tuple[Card, ...] = ()
    second_row: tuple[Card, ...] = ()
    main: tuple[Block, ...] = ()
    rail: tuple[Block, ...] = ()
    bands: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """One story as readers see it, and what leads on from it; the same for a preview of an unfinished one.

    `url` is the absolute address that is shared. `picture` is the lead picture, None where the body shows it
    itself. The follow line and the footer come from the site. All stories named here differ from each other.
    """

    number: int
    kind: str
    url: str
    crumbs: tuple[Crumb, ...]
    published_at: datetime | None
    updated_at: datetime | None
    kicker: str
    title: str
    lead: str
    lead_related: tuple[Card, ...]
    video: YouTubeBlock | VideoFileBlock | LinkBlock | None
    picture: Picture | None
    body: tuple[BodyBlock, ...]
    byline: tuple[Byline, ...]
    source: Source | None
    organizations: tuple[Chip, ...]
    events: tuple[Chip, ...]
    topics: tuple[Chip, ...]
    tags: tuple[Chip, ...]
    corrections: tuple[CorrectionNote, ...]
    related: tuple[Card, ...]
    same_section: tuple[Card, ...]
    most_read: tuple[Card, ...]
    section_blocks: tuple[Block, ...]
    multimedia: tuple[Block, ...]
    topic_banners: tuple[TopicBanner, ...]
    is_preview: bool = False
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SectionPage:
    """A section's list; `lead` and `second_row` stand on its first page only."""

    name: str
    url: str
    crumbs: tuple[Crumb, ...]
    description: str = ""
    children: tuple[Link, ...] = ()
    lead: Card | None = None
    second_row: tuple[Card, ...] = ()
    cards: tuple[Card, ...] = ()
    pager: Pager = NO_PAGER
    rail: tuple[Block, ...] = ()
    feed_url: str = ""


@dataclass(frozen=True, slots=True)
class TagPage:
    """Every story under one tag."""

    name: str
    cards: tuple[Card, ...] = ()
    pager: Pager = NO_PAGER
    rail: tuple[Block, ...] = ()
    feed_url: str = ""


@dataclass(frozen=True, slots=True)
class TopicPage:
    """A special topic with its banner; an archived one says until when it was shown."""

    name: str
    description: str = ""
    banner: Picture | None = None
    archived_on: date | None = None
    lead: Card | None = None
    cards: tuple[Card, ...] = ()
    pager: Pager = NO_PAGER
    rail: tuple[Block, ...] = ()
    feed_url: str = ""


@dataclass(frozen=True, slots=True)
class AuthorPage:
    """Who writes, and what; `kind_label` says staff or guest, `title_lines` as last printed."""

    name: str
    kind_label: str = ""
    title_lines: tuple[str, ...] = ()
    bio: str = ""
    photo: Picture | None = None
    cards: tuple[Card, ...] = ()
    pager: Pager = NO_PAGER
    rail: tuple[Block, ...] = ()
    feed_url: str = ""


@dataclass(frozen=True, slots=True)
class FactLine:
    """A dated or plain fact: "Thành lập", "17/11/1950"; `links` follow the value where it names other pages."""

    label: str
    value: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficeLine:
    """Somebody in an office: "Chủ tịch", "Phan Anh Sơn", "từ 2023"."""

    office: str
    name: str
    period: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class SuccessionLine:
    """What became of a body or where it came from, in a sentence with its date and the other body."""

    text: str
    on: date | None = None
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class BodyGroup:
    """A headed group of bodies: the organs, a province's bodies, a cluster, the letter Đ."""

    heading: str
    bodies: tuple[BodyCard, ...]
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class OrganizationPage:
    """A body: who it is, where in the tree, who leads it, its events and its newest stories."""

    name: str
    crumbs: tuple[Crumb, ...]
    kind_label: str = ""
    acronym: str = ""
    other_names: tuple[str, ...] = ()
    logo: Picture | None = None
    notice: str = ""  # dissolved, merged, to be confirmed: one sentence
    description: str = ""
    facts: tuple[FactLine, ...] = ()
    succession: tuple[SuccessionLine, ...] = ()
    leaders: tuple[OfficeLine, ...] = ()
    former_leaders: tuple[OfficeLine, ...] = ()
    groups: tuple[BodyGroup, ...] = ()
    upcoming: tuple[EventCard, ...] = ()
    past: tuple[EventCard, ...] = ()
    cards: tuple[Card, ...] = ()
    pager: Pager = NO_PAGER
    feed_url: str = ""
    calendar_url: str = ""


@dataclass(frozen=True, slots=True)
class EventPage:
    """An event: when, where, by whom, and the stories that covered it."""

    name: str
    crumbs: tuple[Crumb, ...]
    event: EventCard
    when_label: str
    starts_at: datetime | None = None
    series: Link | None = None
    description: str = ""
    facts: tuple[FactLine, ...] = ()
    pictures: tuple[Picture, ...] = ()
    cards: tuple[Card, ...] = ()
    rail: tuple[Block, ...] = ()
    calendar_url: str = ""


@dataclass(frozen=True, slots=True)
class OrganizationsPage:
    """The directory: tree, or a list by province, country or kind, filtered by a form."""

    groups: tuple[BodyGroup, ...] = ()
    views: tuple[Link, ...] = ()
    current_view: str = ""
    form: forms.Form | None = None
    is_filtered: bool = False
    total: int = 0


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day of the month view."""

    on: date
    events: tuple[EventCard, ...] = ()
    is_other_month: bool = False
    is_today: bool = False


@dataclass(frozen=True, slots=True)
class EventsPage:
    """Events to come and past, as a list or as a month of weeks from Monday."""

    upcoming: tuple[EventCard, ...] = ()
    past: tuple[EventCard, ...] = ()
    month: date | None = None
    weeks: tuple[tuple[MonthDay, ...], ...] = ()
    month_pager: Pager = NO_PAGER
    views: tuple[Link, ...] = ()
    current_view: str = ""
    form: forms.Form | None = None
    is_filtered: bool = False
    pager: Pager = NO_PAGER
    calendar_url: str = ""


@dataclass(frozen=True, slots=True)
class MostReadPage:
    """What was read most in the last day and in the last week."""

    day: tuple[Card, ...] = ()
    week: tuple[Card, ...] = ()


@dataclass(frozen=True, slots=True)
class MultimediaPage:
    """Videos, photo stories and infographics, as blocks of those styles."""

    lead: Card | None = None
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class CorrectionsPage:
    """Every correction, newest first."""

    notes: tuple[CorrectionNote, ...] = ()
    policy_url: str = ""
    pager: Pager = NO_PAGER


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What a search found; `total_label` is ready to print, because a large total is only a bound."""

    query: str = ""
    total_label: str = ""
    bodies: tuple[BodyCard, ...] = ()
    events: tuple[EventCard, ...] = ()
    cards: tuple[Card, ...] = ()
    pager: Pager = NO_PAGER
    notice: str = ""  # a query cut short, a page that does not exist
    suggestions: tuple[Card, ...] = ()  # the newest stories, where nothing was found


@dataclass(frozen=True, slots=True)
class StandingPage:
    """A page that stays: about, masthead, contact, rules; `html` is clean."""

    name: str
    html: str
    updated_at: datetime | None = None
    pages: tuple[Link, ...] = ()
    current_url: str = ""
