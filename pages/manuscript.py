"""What an article page tells, wherever it comes from: a published article, or a text of the desk on its way there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.db import models

from articles.content import Content
from articles.models import (
    Article,
    Correction,
    EventArticle,
    OrganizationArticle,
    RelatedPick,
    Role,
    Section,
    StoryText,
    Tag,
    TaggedArticle,
    Topic,
    TopicArticle,
)
from articles.querysets.together import ListsOfOne
from organizations.models import Event, Organization
from pages.page_types import Byline, CorrectionNote
from pages.ready import rows_by_key
from photos.models import Photo

MOST = 100  # of anything that one story stands under
# How a contributor's part is named before the name; a plain author needs no word.
ROLE_LABELS = {role.value: role.label for role in Role if role != Role.AUTHOR}


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscript:
    """A text with its filing, all rows fetched; `published_at` is None while nobody has set a time."""

    number: int
    url: str
    text: Content | StoryText
    photo: Photo | None
    section: Section
    published_at: datetime | None = None
    updated_at: datetime | None = None
    expires_at: datetime | None = None
    byline: tuple[Byline, ...] = ()
    people: tuple[tuple[str, str, str], ...] = ()  # (name, address, role) of the byline's lines, for machines
    tags: Sequence[Tag] = ()
    topics: Sequence[Topic] = ()
    organizations: Sequence[Organization] = ()
    events: Sequence[Event] = ()
    picks: Sequence[tuple[str, int]] = ()  # (place, story number), in order
    corrections: tuple[CorrectionNote, ...] = ()

    @classmethod
    def of_article(cls, article: Article) -> Self:
        """A published article. Two queries and more where it has what few have; what it stands under is kept ready."""
        filed = FILED.of(article.pk)
        contributions = list(article.contributions.select_related("author"))
        return cls(
            number=article.pk,
            url=article.get_absolute_url(),
            text=article,
            photo=article.photo,
            section=article.section,
            published_at=article.published_at,
            updated_at=article.updated_at,
            expires_at=article.expires_at,
            byline=tuple(
                _byline(line.name, line.role, line.title_lines, url=line.author.get_absolute_url())
                for line in contributions
            ),
            people=tuple((line.name, line.author.get_absolute_url(), line.role) for line in contributions),
            tags=rows_by_key(Tag.objects.all(), filed["tags"]),
            topics=rows_by_key(Topic.objects.with_banner(), filed["topics"]),
            organizations=rows_by_key(Organization.objects.prefetch_related("periods"), filed["organizations"]),
            events=rows_by_key(Event.objects.all(), filed["events"]),
            picks=tuple((place, number) for place in RelatedPick.Place.values for number in filed["picks", place]),
            corrections=tuple(correction_note(note) for note in article.corrections.all())
            if filed["corrections"]
            else (),
        )

    @classmethod
    def of_content(
        cls,
        content: Content,
        *,
        number: int,
        section: Section,
        url: str = "",
        published_at: datetime | None = None,
        updated_at: datetime | None = None,
        expires_at: datetime | None = None,
        tags: Iterable[int] = (),
        topics: Iterable[int] = (),
        organizations: Iterable[int] = (),
        events: Iterable[int] = (),
        picks: Sequence[tuple[str, int]] = (),
    ) -> Self:
        """A text of the desk and its filing by keys: for previews, before anything is published."""
        return cls(
            number=number,
            url=url,
            text=content,
            photo=Photo.objects.filter(pk=content.photo).first() if content.photo else None,
            section=section,
            published_at=published_at,
            updated_at=updated_at,
            expires_at=expires_at,
            byline=tuple(_byline(line.name, line.role, line.title_lines) for line in content.byline),
            people=tuple((line.name, "", line.role) for line in content.byline),
            tags=list(Tag.objects.filter(pk__in=list(tags))),
            topics=list(Topic.objects.with_banner().filter(pk__in=list(topics))),
            organizations=list(Organization.objects.prefetch_related("periods").filter(pk__in=list(organizations))),
            events=list(Event.objects.filter(pk__in=list(events))),
            picks=tuple(picks),
            corrections=tuple(correction_note(note) for note in Correction.objects.of_story(number)),
        )


def _filing(number: int) -> dict[object, models.QuerySet]:
    """Keys of what an article stands under, in the order of its page, and the numbers picked for it."""
    picks = RelatedPick.objects.filter(article=number).order_by("position", "pk").values_list("number")
    tags = TaggedArticle.objects.filter(content_object=number).order_by("tag__name_folded", "tag")
    bodies = OrganizationArticle.objects.filter(article=number).order_by("organization__sort_key", "organization")
    topics = TopicArticle.objects.filter(article=number).order_by("topic__position", "-topic__shown_from", "-topic")
    events = EventArticle.objects.filter(article=number).order_by("-event__starts_on", "-event")
    return {
        "tags": tags.values_list("tag")[:MOST],
        "topics": topics.values_list("topic")[:MOST],
        "organizations": bodies.values_list("organization")[:MOST],
        "events": events.values_list("event")[:MOST],
        "corrections": Correction.objects.of_story(number).values_list("pk")[:1],
        **{("picks", place): picks.filter(place=place)[:MOST] for place in RelatedPick.Place.values},
    }


FILED = ListsOfOne(Article, _filing)


def correction_note(note: Correction) -> CorrectionNote:
    return CorrectionNote(at=note.published_at, text=note.text)


def _byline(name: str, role: str, title_lines: str, *, url: str = "") -> Byline:
    return Byline(
        name=name,
        url=url,
        role_label=str(ROLE_LABELS.get(role, "")),
        title_lines=tuple(line for line in title_lines.splitlines() if line.strip()),
    )
