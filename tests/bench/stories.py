"""Generated stories as the door takes them: Vietnamese words, deterministic, each made by itself from its place.

A story is known by its place, 0 for the newest: the story at a place is the same in an archive of any size, its
number falls and its time goes back by eight minutes with each place. A million of them are fifteen years.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from itertools import accumulate
from random import Random

from articles.content import BylineLine, Content
from articles.models import Author, Kind
from newsroom.publishing import ArchiveStory
from newsroom.publishing.magazine import Edition, Filing
from vietnamese import slugify

from .vocabulary import WORDS

LAST_NUMBER = 9_000_000
APART = timedelta(minutes=8)
PARAGRAPHS, WORDS_EACH = 10, 32  # words of mostly two syllables: some 600 as newsrooms count them
NEAR = range(1, 400)  # how many places back a picked or boxed story lies
# Of twenty stories these are no plain articles.
KINDS = {3: Kind.VIDEO, 8: Kind.PHOTO_STORY, 12: Kind.INFOGRAPHIC, 17: Kind.USEFUL_INFO}
NO_TEXT = dict.fromkeys(("card_title", "seo_title", "social_title", "source_outlet", "source_url"), "")


@cache
def falling(count: int) -> list[float]:
    """Cumulative weights that fall as those of words do in a language."""
    return list(accumulate(1 / (rank + 8) for rank in range(count)))


_WEIGHTS = falling(len(WORDS))


@dataclass(frozen=True, slots=True)
class Picture:
    key: int
    digest: str
    alt: str
    credit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Everything that stories stand under and show, as keys in a fixed order."""

    sections: Sequence[tuple[int, int]]  # a section and its top section
    tags: Sequence[int]
    topics: Sequence[int]
    bodies: Sequence[int]
    events: Sequence[int]
    authors: Sequence[Author]
    photos: Sequence[Picture]
    charts: Sequence[Picture]


def number_at(place: int) -> int:
    return LAST_NUMBER - place


def story(place: int, *, world: World, newest: datetime) -> ArchiveStory:
    """The story at a place; `newest` is when the one at place 0 came out."""
    random = Random(place)
    content = _content(random, world, place=place)
    published_at = newest - APART * place
    section, top_section = random.choice(world.sections)
    filing = Filing(
        section=section,
        top_section=top_section,
        tags=tuple(sorted(set(random.choices(world.tags, cum_weights=falling(len(world.tags)), k=3)))),
        topics=(random.choice(world.topics),) if place % 5 == 0 else (),
        organizations=tuple(sorted(set(random.choices(world.bodies, k=place % 3)))),
        events=(random.choice(world.events),) if place % 25 == 0 else (),
        picks=tuple(("lead", number_at(place + back)) for back in random.sample(NEAR, 2)) if place % 3 == 0 else (),
    )
    return ArchiveStory(
        edition=Edition(
            number=number_at(place),
            content=content,
            version_hash=content.digest(),
            filing=filing,
            slug=slugify(content.title),
            published_at=published_at,
            expires_at=published_at + timedelta(days=3) if content.kind == Kind.USEFUL_INFO else None,
        )
    )


def _content(random: Random, world: World, *, place: int) -> Content:
    kind = KINDS.get(place % 20, Kind.ARTICLE)
    lead = random.choice(world.photos)
    shown = _shown(random, world, kind=kind, place=place)
    paragraphs = [f"<p>{sentence(random, WORDS_EACH)}.</p>" for _ in range(PARAGRAPHS)]
    name = "infographic" if kind == Kind.INFOGRAPHIC else "photo"
    paragraphs[2:2] = [_figure(picture, f"{sentence(random, 5)}.", name=name) for picture in shown]
    if place % 7 == 0:
        boxed = (number_at(place + back) for back in random.sample(NEAR, 2))
        paragraphs.append(f'<aside data-related="{",".join(map(str, boxed))}"></aside>')
    writers = random.sample(world.authors, 2 if place % 6 == 0 else 1)
    return Content(
        **NO_TEXT,
        kind=kind,
        kicker="Phóng sự" if place % 9 == 0 else "",
        title=sentence(random, 6),
        lead=f"{sentence(random, 18)}.",
        body="".join(paragraphs),
        photo=lead.key,
        photo_caption=f"{sentence(random, 6)}.",
        photo_alt=lead.alt,
        photo_credit=lead.credit,
        video="youtube:aqz-KE-bpKQ" if kind == Kind.VIDEO else "",
        source_agency="TTXVN" if place % 11 == 0 else "",
        byline=tuple(
            BylineLine(author=writer.pk, name=writer.name, role=role, title_lines=writer.title_lines)
            for writer, role in zip(writers, ("author", "photo"), strict=False)
        ),
        pictures=tuple(sorted({picture.key: picture.digest for picture in (lead, *shown)}.items())),
    )


def _shown(random: Random, world: World, *, kind: str, place: int) -> list[Picture]:
    """The pictures inside the body."""
    if kind == Kind.PHOTO_STORY:
        return random.sample(world.photos, 4)
    if kind == Kind.INFOGRAPHIC:
        return [random.choice(world.charts)]
    return [random.choice(world.photos)] if place % 2 else []


def _figure(picture: Picture, caption: str, *, name: str) -> str:
    layout = ' data-layout="normal"' if name == "photo" else ""
    return (
        f'<figure data-{name}="{picture.key}"{layout} data-alt="{picture.alt}" data-credit="{picture.credit}">'
        f"<figcaption>{caption}</figcaption></figure>"
    )


def sentence(random: Random, count: int) -> str:
    """So many words, the first letter large."""
    words = " ".join(random.choices(WORDS, cum_weights=_WEIGHTS, k=count))
    return words[0].upper() + words[1:]
