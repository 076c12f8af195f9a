"""The article page: every element of it in the order in which it is read."""

from dataclasses import dataclass
from datetime import datetime

from pages.body_blocks import BodyBlock, VideoFileBlock, YouTubeBlock
from pages.cards import Card, Picture
from pages.page_types import Block, Byline, Chip, CorrectionNote, Crumb, Source, TopicBanner


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
    video: YouTubeBlock | VideoFileBlock | None
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
