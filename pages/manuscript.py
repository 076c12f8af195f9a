"""What an article page tells, wherever it comes from: a published article, or a text of the desk on its way there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.utils import timezone

from articles.content import Content
from articles.models import (
    Article,
    Author,
    Contribution,
    Correction,
    EventArticle,
    OrganizationArticle,
    RelatedPick,
    RelatedStory,
    Role,
    Section,
    StoryText,
    Tag,
    TaggedArticle,
    Topic,
    TopicArticle,
)
from articles.querysets.together import KeptLists
from organizations.models import Event, Organization
from pagecache import made_of
from pages.frame import sections_by_key
from pages.page_types import Byline, Chip, ChipKind, CorrectionNote
from pages.ready import rows_by_key
from pages.story_body import StoryBody
from photos.models import Photo

MOST = 100  # of anything that one story stands under
CHIPS: Mapping[type, ChipKind] = {Tag: "tag", Topic: "topic", Event: "event"}
# How a contributor's part is named before the name; a plain author needs no word.
ROLE_LABELS = {role.value: role.label for role in Role if role != Role.AUTHOR}


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscript:
    """A text with its filing, all rows fetched; `published_at` is None while nobody has set a time."""

    number: int
    url: str
    text: Content | StoryText
    body: StoryBody
    photo_number: int | None  # of the lead picture
    photos: Mapping[int, Photo]  # the lead picture and those of the body
    section: Section
    published_at: datetime | None = None
    updated_at: datetime | None = None
    expires_at: datetime | None = None
    byline: tuple[Byline, ...] = ()
    people: tuple[tuple[str, str, str], ...] = ()  # (name, address, role) of the byline's lines, for machines
    tags: tuple[Chip, ...] = ()
    topics: tuple[Chip, ...] = ()
    organizations: Sequence[Organization] = ()
    events: tuple[Chip, ...] = ()
    picks: Sequence[tuple[str, int]] = ()  # (place, story number), in order
    computed: Sequence[int] = ()  # numbers of stories that the worker found to be related, the closest first
    corrections: tuple[CorrectionNote, ...] = ()

    @property
    def photo(self) -> Photo | None:
        """The lead picture."""
        return self.photos.get(self.photo_number) if self.photo_number else None

    @classmethod
    def of_article(cls, article: Article, *, at: datetime | None = None) -> Self:
        """A published article as it is at a moment (now).

        Two queries and more where it has what few have; what it stands under is kept ready.
        """
        filed = FILED.of(article.pk, at or timezone.now())
        body = StoryBody.of(article.body)
        lines = [
            (name, person, role, titles, _author_url(author, slug))
            for author, name, slug, role, titles, person in filed["byline"]
        ]
        return cls(
            number=article.pk,
            url=article.get_absolute_url(),
            text=article,
            body=body,
            photo_number=article.photo_id,
            photos=_photos(article.photo_id, body),
            section=sections_by_key().get(article.section_id) or article.section,
            published_at=article.published_at,
            updated_at=article.updated_at,
            expires_at=article.expires_at,
            byline=_role_by_role(_byline(name, role, titles, url=url) for name, person, role, titles, url in lines),
            people=tuple(dict.fromkeys((person, url, role) for name, person, role, titles, url in lines)),
            tags=_chips(Tag(pk=key, name=name, slug=slug) for key, name, slug, *_ in filed["tags"]),
            topics=_chips(Topic(pk=key, name=name, slug=slug) for key, name, slug, *_ in filed["topics"]),
            organizations=_bodies(key for key, *_ in filed["organizations"]),
            events=_chips(Event(pk=key, name=name, slug=slug) for key, name, slug, *_ in filed["events"]),
            picks=tuple((place, number) for number, place, *_ in filed["picks"]),
            computed=[number for number, *_ in filed["computed"]],
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
        computed: Sequence[int] = (),
    ) -> Self:
        """A text of the desk and its filing by keys: for previews, before anything is published."""
        body = StoryBody.of(content.body)
        return cls(
            number=number,
            url=url,
            text=content,
            body=body,
            photo_number=content.photo,
            photos=_photos(content.photo, body),
            section=section,
            published_at=published_at,
            updated_at=updated_at,
            expires_at=expires_at,
            byline=_role_by_role(_byline(line.name, line.role, line.title_lines) for line in content.byline),
            people=tuple((line.name, "", line.role) for line in content.byline),
            tags=_chips(Tag.objects.filter(pk__in=list(tags))),
            topics=_chips(Topic.objects.begun(at=published_at or timezone.now()).filter(pk__in=list(topics))),
            organizations=list(Organization.objects.prefetch_related("periods").filter(pk__in=list(organizations))),
            events=_chips(Event.objects.public().filter(pk__in=list(events))),
            picks=tuple(picks),
            computed=computed,
            corrections=tuple(correction_note(note) for note in Correction.objects.of_story(number)),
        )


def _filing(number: int, at: datetime) -> dict[object, models.QuerySet]:
    """What an article stands under, in the order of its page, and what leads on from it: keys and printed words.

    A topic is not named before its time.
    """
    byline = Contribution.objects.filter(article=number)
    # Machines are told of one person, whichever of two merged names is printed.
    person = models.Case(models.When(author=models.F("listed_under"), then="name"), default="listed_under__name")
    tags = TaggedArticle.objects.filter(content_object=number).order_by("tag__name_folded", "tag")
    begun = models.Q(topic__shown_from=None) | models.Q(topic__shown_from__lte=at)
    topics = TopicArticle.objects.filter(begun, article=number)
    events = EventArticle.objects.filter(article=number, event__is_confirmed=True)
    picks = RelatedPick.objects.filter(article=number).order_by("position", "pk")
    return {
        "byline": _columns(byline, "listed_under", "name", "listed_under__slug", "role", "title_lines", person),
        "tags": _columns(tags, "tag", "tag__name", "tag__slug"),
        "topics": _columns(
            topics.order_by("topic__position", "-topic__shown_from", "-topic"), "topic", "topic__name", "topic__slug"
        ),
        "organizations": _columns(OrganizationArticle.objects.filter(article=number), "organization"),
        "events": _columns(events.order_by("-event__starts_on", "-event"), "event", "event__name", "event__slug"),
        "corrections": _columns(Correction.objects.of_story(number), "pk"),
        "computed": _columns(RelatedStory.objects.of_story(number), "related"),
        "picks": _columns(picks, "number", "place"),
    }


def _columns(rows: models.QuerySet, *columns: Any) -> models.QuerySet:
    """A key and up to five words of each row."""
    return rows.values_list(*columns, *(models.Value("") for _ in range(6 - len(columns))))[:MOST]


FILED = KeptLists(_filing, int, datetime)


def _photos(lead: int | None, body: StoryBody) -> dict[int, Photo]:
    keys = [*([lead] if lead else []), *body.photo_numbers]
    return {photo.pk: photo for photo in rows_by_key(Photo.objects.all(), keys)}


def _bodies(keys: Iterable[int]) -> list[Organization]:
    rows = rows_by_key(Organization.objects.prefetch_related("periods"), keys)
    return sorted(rows, key=lambda body: (body.sort_key, body.pk))


def _chips(rows: Iterable[Tag | Topic | Event]) -> tuple[Chip, ...]:
    """Rows of which the key, the name and the slug are known."""
    found = list(rows)
    made_of(*(f"{row._meta.model_name}:{row.pk}" for row in found))
    return tuple(Chip(row.name, row.get_absolute_url(), CHIPS[type(row)]) for row in found)


def _author_url(key: int, slug: str) -> str:
    made_of(f"author:{key}")
    return Author(slug=slug).get_absolute_url()


def correction_note(note: Correction) -> CorrectionNote:
    return CorrectionNote(at=note.published_at, text=note.text)


def _byline(name: str, role: str, title_lines: str, *, url: str = "") -> Byline:
    return Byline(
        name=name,
        url=url,
        role_label=str(ROLE_LABELS.get(role, "")),
        title_lines=tuple(line for line in title_lines.splitlines() if line.strip()),
    )


def _role_by_role(byline: Iterable[Byline]) -> tuple[Byline, ...]:
    """Those of one role together, where the first of them stands: the role is named once for all."""
    roles: dict[str, list[Byline]] = {}
    for person in byline:
        roles.setdefault(person.role_label, []).append(person)
    return tuple(person for people in roles.values() for person in people)
