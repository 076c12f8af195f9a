"""The demo's published stories: archive and news of the last weeks, sent through the door in bulk."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import escape
from random import Random

import vietnamese
from articles import body
from articles.content import BylineLine, Content, picture_keys
from articles.models import Author, Kind, Section, Tag, Topic
from newsroom.publishing import ArchiveStory, publish_many
from newsroom.publishing.magazine import Edition, Filing
from organizations.models import Event, Organization
from photos.models import Photo

from .texts import Composer, Text

FIRST_NUMBER = 240_101
COUNT = 216
FILMS = ("aqz-KE-bpKQ", "eRsGyueVLvQ", "R6MlUcmOul8", "TLkA0RELQ1g")  # open films, free to embed


@dataclass(slots=True)
class Stock:
    """Everything that demo stories are made of."""

    composer: Composer
    random: Random
    photos: Sequence[Photo]
    charts: Sequence[Photo]
    staff: Sequence[Author]
    guests: Sequence[Author]
    sections: dict[str, Section]
    tags: dict[str, Tag]
    topics: Sequence[Topic]
    bodies: Sequence[Organization]
    events: Sequence[Event]
    bodies_by_word: dict[str, list[Organization]] = field(default_factory=dict)


def publish_magazine(stock: Stock, *, now: datetime) -> None:
    """COUNT stories, from two years ago until an hour ago; more of them lately."""
    stories = []
    for index in range(COUNT):
        age = timedelta(hours=1) + timedelta(days=720) * (1 - index / (COUNT - 1)) ** 3
        at = (now - age).replace(second=0, microsecond=0)
        stories.append(_story(stock, number=FIRST_NUMBER + index, at=at, earlier=index, now=now))
    publish_many(stories, now=now)


def content_of(stock: Stock, text: Text, *, number: int, related: Sequence[int] = ()) -> Content:
    """The frozen content of a text: pictures with captions, a byline, sometimes a source."""
    random = stock.random
    lead = random.choice(stock.photos)
    html = _body(stock, text, number=number, lead=lead, related=related)
    photos = Photo.objects.in_bulk(picture_keys(lead.pk, html))
    return Content(
        kind=text.kind,
        kicker=text.kicker,
        title=text.title,
        card_title="",
        seo_title="",
        social_title="",
        lead=text.lead,
        body=html,
        photo=lead.pk,
        photo_caption=random.choice(text.theme.captions),
        photo_alt=lead.alt,
        photo_credit=lead.credit_line,
        video=f"youtube:{random.choice(FILMS)}" if text.kind == Kind.VIDEO else "",
        source_outlet="",
        source_agency="TTXVN" if number % 9 == 0 else "",
        source_url="",
        byline=tuple(_byline(stock, number)),
        pictures=tuple((key, photos[key].content_hash) for key in sorted(photos)),
    )


def filing_of(stock: Stock, text: Text, *, picks: tuple[tuple[str, int], ...] = ()) -> Filing:
    section = stock.sections[text.theme.section]
    near = [one for word in (text.land, text.province) for one in stock.bodies_by_word.get(vietnamese.fold(word), ())]
    bodies = stock.random.sample(near, min(len(near), 2))
    if text.theme.section.startswith("huu-nghi") and stock.bodies:
        bodies.append(stock.random.choice(stock.bodies))
    events = [stock.random.choice(stock.events)] if stock.events and text.theme.section.startswith("huu-nghi/b") else []
    extra = stock.random.sample(sorted(stock.tags), 2)
    return Filing(
        section=section.pk,
        top_section=section.top.pk,
        tags=tuple(sorted({stock.tags[name].pk for name in (*text.theme.tags, *extra)})),
        topics=(stock.random.choice(stock.topics).pk,) if stock.random.random() < 0.3 else (),
        organizations=tuple(sorted({one.pk for one in bodies})),
        events=tuple(event.pk for event in events),
        picks=picks,
    )


def expiry_of(text: Text, *, at: datetime) -> datetime | None:
    return at + timedelta(days=3) if text.kind == Kind.USEFUL_INFO else None


def _story(stock: Stock, *, number: int, at: datetime, earlier: int, now: datetime) -> ArchiveStory:
    kind = {5: Kind.VIDEO, 11: Kind.PHOTO_STORY, 16: Kind.INFOGRAPHIC, 13: Kind.VIDEO}.get(number % 18, Kind.ARTICLE)
    text = stock.composer.text(at=at, kind=kind)
    older = range(FIRST_NUMBER + max(0, earlier - 40), FIRST_NUMBER + earlier)
    numbers = stock.random.sample(older, min(len(older), 4))
    picks = tuple(("lead", pick) for pick in numbers[:2]) if stock.random.random() < 0.4 else ()
    related = numbers[2:] if stock.random.random() < 0.3 else []
    content = content_of(stock, text, number=number, related=related)
    updated = at + timedelta(hours=5)
    edition = Edition(
        number=number,
        content=content,
        version_hash=content.digest(),
        filing=filing_of(stock, text, picks=picks),
        slug=vietnamese.slugify(text.title),
        published_at=at,
        updated_at=updated if number % 23 == 0 and updated < now else None,
        expires_at=expiry_of(text, at=at),
    )
    return ArchiveStory(edition=edition)


def _body(stock: Stock, text: Text, *, number: int, lead: Photo, related: Sequence[int]) -> str:
    parts = list(text.paragraphs)
    others = [photo for photo in stock.photos if photo.pk != lead.pk]
    if text.kind == Kind.PHOTO_STORY:
        uses = "".join(_figure(photo, caption) for photo, caption in _captioned(stock, text, others, 5))
        parts[1:1] = [uses]
    elif text.kind == Kind.INFOGRAPHIC:
        chart = stock.random.choice(stock.charts)
        parts = [_figure(chart, chart.caption, kind="infographic"), *parts[:2]]
    elif stock.random.random() < 0.75:
        parts[2:2] = [_figure(photo, caption) for photo, caption in _captioned(stock, text, others, 1)]
    if number % 12 == 0:
        parts.append(
            "<table><tbody><tr><th>Năm</th><th>Đoàn ra</th><th>Đoàn vào</th></tr><tr><td>2024</td><td>18</td>"
            "<td>21</td></tr><tr><td>2025</td><td>24</td><td>27</td></tr></tbody></table>"
        )
    if number % 15 == 0:
        parts.append("<aside data-note><p>Bạn đọc muốn tham gia chương trình có thể gửi thư về tòa soạn.</p></aside>")
    if related:
        parts.append(f'<aside data-related="{",".join(map(str, related))}"></aside>')
    return body.clean("".join(parts))


def _captioned(stock: Stock, text: Text, photos: Sequence[Photo], count: int) -> list[tuple[Photo, str]]:
    return [(photo, stock.random.choice(text.theme.captions)) for photo in stock.random.sample(photos, count)]


def _figure(photo: Photo, caption: str, *, kind: str = "photo") -> str:
    return (
        f'<figure data-{kind}="{photo.pk}" data-alt="{escape(photo.alt)}" data-credit="{escape(photo.credit_line)}">'
        f"<figcaption>{escape(caption)}.</figcaption></figure>"
    )


def _byline(stock: Stock, number: int) -> list[BylineLine]:
    writer = stock.guests[number % len(stock.guests)] if number % 10 == 0 else stock.random.choice(stock.staff)
    lines = [BylineLine(author=writer.pk, name=writer.name, role="author", title_lines=writer.title_lines)]
    if number % 4 == 0:
        other = stock.random.choice([author for author in stock.staff if author.pk != writer.pk])
        lines.append(BylineLine(author=other.pk, name=other.name, role="photo", title_lines=""))
    return lines
