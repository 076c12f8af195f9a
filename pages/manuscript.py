"""What an article page tells, wherever it comes from: a published article, or a text of the desk on its way there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from articles.content import Content
from articles.models import Article, Correction, Role, Section, StoryText, Tag
from organizations.models import Event, Organization
from pages.page_types import Byline, CorrectionNote
from photos.models import Photo

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
    topics: frozenset[int] | None = None  # keys; None: as the article's rows say
    organizations: Sequence[Organization] = ()
    events: Sequence[Event] = ()
    picks: Sequence[tuple[str, int]] | None = ()  # (place, story number), in order; None: as the article's rows say
    corrections: tuple[CorrectionNote, ...] = ()

    @classmethod
    def of_article(cls, article: Article) -> Self:
        """A published article, fetched `with_page()`."""
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
                for line in article.contributions.all()
            ),
            people=tuple(
                (line.name, line.author.get_absolute_url(), line.role) for line in article.contributions.all()
            ),
            tags=list(article.tags.all()),
            organizations=list(article.organizations.all()),
            events=list(article.events.all()),
            picks=None,
            corrections=tuple(correction_note(note) for note in article.corrections.all()),
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
            topics=frozenset(topics),
            organizations=list(Organization.objects.prefetch_related("periods").filter(pk__in=list(organizations))),
            events=list(Event.objects.filter(pk__in=list(events))),
            picks=tuple(picks),
            corrections=tuple(correction_note(note) for note in Correction.objects.of_story(number)),
        )


def correction_note(note: Correction) -> CorrectionNote:
    return CorrectionNote(at=note.published_at, text=note.text)


def _byline(name: str, role: str, title_lines: str, *, url: str = "") -> Byline:
    return Byline(
        name=name,
        url=url,
        role_label=str(ROLE_LABELS.get(role, "")),
        title_lines=tuple(line for line in title_lines.splitlines() if line.strip()),
    )
