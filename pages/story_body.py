"""A story's body made ready to be drawn: pictures and stories looked up, what has gone left out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from articles import body
from articles.body.embeds import page_url
from articles.body.segments import Embed, Gallery, Html, Infographic, Note, PhotoUse, PullQuote, Related, Segment, Table
from pages.body_blocks import (
    BodyBlock,
    GalleryBlock,
    InfographicBlock,
    LinkBlock,
    NoteBlock,
    PhotoBlock,
    PullQuoteBlock,
    RelatedBlock,
    TableBlock,
    TextBlock,
    VideoFileBlock,
    YouTubeBlock,
)
from pages.cards import Card, Picture
from photos import renditions
from photos.models import Photo

PHOTO_WIDTH = 1280
FILM_TYPES = {"mp4": "video/mp4", "m4v": "video/mp4", "webm": "video/webm"}
HOSTS = {"vimeo": "Vimeo"}


@dataclass(frozen=True, slots=True)
class StoryBody:
    """The parts of a body, and what they point at."""

    parts: Sequence[Segment]

    @classmethod
    def of(cls, html: str) -> "StoryBody":
        return cls(body.segments(html))

    @property
    def photo_numbers(self) -> set[int]:
        used: set[int] = set()
        for part in self.parts:
            if isinstance(part, PhotoUse | Infographic):
                used.add(part.id)
            elif isinstance(part, Gallery):
                used.update(part.ids)
        return used

    @property
    def linked_numbers(self) -> set[int]:
        """Of the stories that the text links to by their page at the desk."""
        return set().union(*map(body.stories_linked_in, self.parts))

    @property
    def story_numbers(self) -> list[int]:
        """Of all related boxes, in order."""
        return [number for part in self.parts if isinstance(part, Related) for number in part.ids]


def draw(
    story: StoryBody, *, photos: Mapping[int, Photo], cards: Mapping[int, Card], boxed: Iterable[int], on: date
) -> tuple[BodyBlock, ...]:
    """The blocks of a body. `boxed`: the stories that its related boxes may show; each stands in the first one.

    `cards` has the stories that are out: a link to another one is left out, its words stay.
    """
    left = set(boxed)
    addresses = {number: cards[number].url for number in story.linked_numbers if number in cards}
    blocks: list[BodyBlock] = []
    for part in (body.part_with_addresses(each, addresses) for each in story.parts):
        if isinstance(part, Related):
            mine = [number for number in part.ids if number in left and number in cards]
            left.difference_update(mine)
            block: BodyBlock | None = (
                RelatedBlock(tuple(cards[number] for number in mine), with_lead=part.with_lead) if mine else None
            )
        else:
            block = _block(part, photos=photos, on=on)
        if block is not None:
            blocks.append(block)
    return tuple(blocks)


def film(
    embed: str, *, title: str = "", caption_html: str = "", poster: Picture | None = None
) -> YouTubeBlock | VideoFileBlock | LinkBlock | None:
    """The player of a film that is named “youtube:ID”, “vimeo:ID” or “file:path”; None for anything else."""
    provider, _, key = embed.partition(":")
    if not key:
        return None
    if provider == "youtube":
        return YouTubeBlock(video_id=key, title=title, caption_html=caption_html, poster=poster)
    if provider == "file":
        kind = FILM_TYPES.get(key.rpartition(".")[2].lower(), "video/mp4")
        src = f"{settings.MEDIA_URL}{key}"
        return VideoFileBlock(src=src, mime=kind, title=title, caption_html=caption_html, poster=poster)
    if provider in HOSTS:
        return LinkBlock(url=page_url(embed), label=HOSTS[provider], caption_html=caption_html)
    return None


def _block(part: Segment, *, photos: Mapping[int, Photo], on: date) -> BodyBlock | None:
    match part:
        case Html():
            return TextBlock(part.html)
        case Table():
            return TableBlock(part.html)
        case PhotoUse():
            picture = _picture(part, photos=photos, on=on)
            return PhotoBlock(picture, caption_html=part.caption_html, layout=part.layout) if picture else None
        case Gallery():
            pictures = tuple(p for use in part.photos if (p := _picture(use, photos=photos, on=on)))
            return GalleryBlock(pictures) if pictures else None
        case Infographic():
            picture = _picture(part, photos=photos, on=on)
            if picture is None:
                return None
            return InfographicBlock(picture, renditions.full_url(photos[part.id]), caption_html=part.caption_html)
        case Embed():
            return film(part.name, title=part.caption, caption_html=part.caption_html)
        case PullQuote():
            return PullQuoteBlock(part.html, cite_html=part.cite_html)
        case Note():
            return NoteBlock(part.html)
    return None


def _picture(use: PhotoUse | Infographic, *, photos: Mapping[int, Photo], on: date) -> Picture | None:
    """A picture with the words that were approved with it."""
    return Picture.of(photos.get(use.id), on=on, width=PHOTO_WIDTH, alt=use.alt, caption=use.caption, credit=use.credit)
