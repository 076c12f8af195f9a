"""A story's body as it is drawn: text runs, and blocks whose pictures and stories were looked up just now.

`articles.body` says what a body may hold; a view turns its segments into these. A block that lost what it
refers to (photo withdrawn, every related story gone) is left out by the view, never drawn empty.
"""

from dataclasses import dataclass
from typing import ClassVar

from pages.cards import Card, Picture


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Clean HTML of the house's vocabulary: paragraphs, headings, lists, quotes."""

    template: ClassVar[str] = "components/body_text.html"
    html: str


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table, which scrolls within itself on a phone."""

    template: ClassVar[str] = "components/body_table.html"
    html: str


@dataclass(frozen=True, slots=True)
class PhotoBlock:
    """One photo with its frozen credit and caption (clean inline HTML); `layout` is how wide it stands."""

    template: ClassVar[str] = "components/body_photo.html"
    picture: Picture
    caption_html: str = ""
    layout: str = "normal"  # one of articles.body.vocabulary.LAYOUTS: normal, wide, full, narrow


@dataclass(frozen=True, slots=True)
class GalleryBlock:
    """Several photos, each with its own caption and credit; each opens large."""

    template: ClassVar[str] = "components/body_gallery.html"
    pictures: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class InfographicBlock:
    """A drawing to be read closely: `full_url` is its largest rendition, the alt tells what it says."""

    template: ClassVar[str] = "components/body_infographic.html"
    picture: Picture
    full_url: str
    caption_html: str = ""


@dataclass(frozen=True, slots=True)
class RelatedBlock:
    """The journalist's own box of other stories inside the text, with or without their leads."""

    template: ClassVar[str] = "components/body_related.html"
    cards: tuple[Card, ...]
    with_lead: bool = False


@dataclass(frozen=True, slots=True)
class YouTubeBlock:
    """A YouTube film that loads on a click only; without JavaScript it is a link."""

    template: ClassVar[str] = "components/body_youtube.html"
    video_id: str
    title: str = ""
    caption_html: str = ""
    poster: Picture | None = None

    @property
    def watch_url(self) -> str:
        """The film's own page."""
        return f"https://www.youtube.com/watch?v={self.video_id}"

    @property
    def embed_url(self) -> str:
        """The player without cookies."""
        return f"https://www.youtube-nocookie.com/embed/{self.video_id}?autoplay=1&rel=0&hl=vi"


@dataclass(frozen=True, slots=True)
class VideoFileBlock:
    """A film of our own."""

    template: ClassVar[str] = "components/body_video.html"
    src: str
    mime: str = "video/mp4"
    title: str = ""
    caption_html: str = ""
    poster: Picture | None = None


@dataclass(frozen=True, slots=True)
class LinkBlock:
    """An embed from another allowed host, shown as a link to it."""

    template: ClassVar[str] = "components/body_link.html"
    url: str
    label: str
    caption_html: str = ""


@dataclass(frozen=True, slots=True)
class PullQuoteBlock:
    """A sentence set large, and who said it; both clean HTML."""

    template: ClassVar[str] = "components/body_pull_quote.html"
    html: str
    cite_html: str = ""


@dataclass(frozen=True, slots=True)
class NoteBlock:
    """A note beside the text; `html` is clean HTML."""

    template: ClassVar[str] = "components/body_note.html"
    html: str


BodyBlock = (
    TextBlock
    | TableBlock
    | PhotoBlock
    | GalleryBlock
    | InfographicBlock
    | RelatedBlock
    | YouTubeBlock
    | VideoFileBlock
    | LinkBlock
    | PullQuoteBlock
    | NoteBlock
)
