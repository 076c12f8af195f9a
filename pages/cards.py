"""What a list shows of a story: plain values, already chosen, nothing that asks the database."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Self

from django.db.models import Model
from django.utils import timezone

from articles.models import Article
from photos import renditions
from photos.models import Photo

CARD_WIDTH = 640  # pixels: what a browser without srcset gets


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn picture: addresses of its renditions and the words that go with it here.

    `width` and `height` are those of `src`, in pixels; `focus` is a CSS object-position such as "50% 30%".
    """

    src: str
    srcset: str
    width: int
    height: int
    alt: str
    caption: str
    credit: str
    focus: str

    @classmethod
    def of(
        cls,
        photo: Photo | None,
        *,
        on: date,
        width: int = CARD_WIDTH,
        alt: str = "",
        caption: str = "",
        credit: str = "",
    ) -> Self | None:
        """A library picture as it may be shown on a day; None when it was withdrawn or its rights are over."""
        if photo is None or not photo.is_usable(on):
            return None
        drawn_width, drawn_height = renditions.size_at(photo, width)
        return cls(
            src=renditions.rendition_url(photo, width),
            srcset=renditions.srcset(photo),
            width=drawn_width,
            height=drawn_height,
            alt=alt,
            caption=caption,
            credit=credit,
            focus=photo.focus,
        )


@dataclass(frozen=True, slots=True)
class Card:
    """One story as it stands in a list; `kind` is that of the article, `duration` is "3:25" for a video."""

    number: int
    url: str
    title: str
    lead: str
    kicker: str
    kind: str
    section_name: str
    section_url: str
    published_at: datetime
    picture: Picture | None
    duration: str = ""
    keys: frozenset[str] = field(default=frozenset(), compare=False, repr=False)  # what a page with it is made of

    def __hash__(self) -> int:
        """Cheap, since every list that keeps what it drew looks its cards up; equal ones are alike in all."""
        return self.number

    @classmethod
    def of(cls, article: Article, *, on: date, title: str = "", photo: Photo | None = None) -> Self:
        """An article fetched `with_card()`; a list may give it a title and a picture of its own."""
        section = article.section
        return cls(
            number=article.pk,
            url=article.get_absolute_url(),
            title=title or article.card_title or article.title,
            lead=article.lead,
            kicker=article.kicker,
            kind=article.kind,
            section_name=section.name,
            section_url=section.get_absolute_url(),
            published_at=article.published_at,
            picture=Picture.of(photo, on=on) or Picture.of(article.photo, on=on),
            # A picture's by its number: readers' processes do not get to see the row of one that is withdrawn.
            keys=frozenset(
                {
                    *(_key(row) for row in (article, section, section.parent, photo) if row),
                    *({f"photo:{article.photo_id}"} if article.photo_id else ()),
                }
            ),
        )

    def dressed(self, *, title: str, photo: Photo | None, on: date) -> Self:
        """The card as a list shows it that has a title or a picture of its own for it."""
        if not title and photo is None:
            return self
        return replace(self, title=title or self.title, picture=Picture.of(photo, on=on) or self.picture)


def _key(row: Model) -> str:
    """How `pagecache` names a row."""
    return f"{row._meta.model_name}:{row.pk}"


def cards_of(articles: Iterable[Article], *, at: datetime) -> tuple[Card, ...]:
    """A list of articles as cards, in its order."""
    on = timezone.localdate(at)
    return tuple(Card.of(article, on=on) for article in articles)
