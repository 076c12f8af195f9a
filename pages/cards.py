"""What a list shows of a story: plain values, already chosen, nothing that asks the database."""

from dataclasses import dataclass
from datetime import datetime


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
