"""Many stories at once: an archive's import and bench data. No outbox, no probes; checks are the caller's warnings."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import connection, transaction

import vietnamese
from articles.models import Article, OldAddress
from locking import locked
from newsroom import audit, four_eyes, freezing
from newsroom.holding import hold_all
from newsroom.models import (
    ImportRecord,
    Status,
    Story,
    StoryContribution,
    StoryPick,
    StoryVersion,
    TaggedStory,
)

from . import announce, magazine
from .address import fixed_addresses
from .door import filing_of_article
from .magazine import Edition, Filing
from .reach import felt_everywhere

STORY_COLUMNS = [
    field.attname
    for field in Story._meta.concrete_fields
    if field.attname not in {"id", "created_by_id", "created_at", "editor_id", "ticket"}
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveStory:
    """A finished story from elsewhere: its edition, old addresses, and the digest of the line it came from."""

    edition: Edition
    line_digest: str = ""
    old_paths: tuple[str, ...] = ()


@transaction.atomic
def publish_many(stories: Sequence[ArchiveStory], *, now: datetime, quiet: bool = True) -> None:
    """Write finished stories into both wings: all of the batch or nothing of it.

    The caller has cleaned and frozen the contents, and has left out whatever the desk has edited since.
    A story that is there already gets a further version, and keeps its address. `quiet=False` tells the outside
    world of each.
    """
    numbers = [story.edition.number for story in stories]
    held = hold_all(numbers)
    revisions = {number: row.revision for number, row in held.items()}
    list(locked(Article.objects.filter(pk__in=numbers)).values_list("pk"))
    fixed = fixed_addresses(numbers, now=now)
    stories = [_at_its_address(story, slug=fixed.get(story.edition.number)) for story in stories]
    signers = four_eyes.signers_of(story.edition.content for story in stories)
    # The versions come first, so that each story is written once and whole: both keys are looked at on commit.
    versions = StoryVersion.objects.bulk_create(
        StoryVersion(
            story_id=story.edition.number,
            revision=revisions.get(story.edition.number, 0) + 1,
            origin=StoryVersion.Origin.IMPORTED,
            content=story.edition.content.to_json(),
            content_hash=story.edition.version_hash,
            slug=story.edition.slug,
            created_at=now,
            approved_at=now,
            signers=signers[story.edition.content],
        )
        for story in stories
    )
    Story.objects.bulk_create(
        [
            _story(story.edition, version=version, was=held.get(story.edition.number), now=now)
            for story, version in zip(stories, versions, strict=True)
        ],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=STORY_COLUMNS,
    )
    _number_above(max(numbers, default=0))
    _file(stories)
    magazine.write([story.edition for story in stories], now=now)
    _remember(stories, held=held, now=now)
    felt_everywhere(numbers, now=now)
    audit.record("import", by=None, now=now, detail={"stories": len(stories), "first": min(numbers, default=0)})
    if not quiet:
        for article in Article.objects.numbered(numbers):
            announce.published(article)


@transaction.atomic
def standing_already(stories: Sequence[ArchiveStory]) -> set[int]:
    """The numbers of stories that stand in both wings just so: to the letter, or but for today's rules of cleaning.

    They need no further version, and what readers have is not written again; their line is remembered as taken.
    """
    by_number = {story.edition.number: story for story in stories}
    articles = Article.objects.prefetch_related("old_addresses").in_bulk(list(by_number))
    rows = Story.objects.filter(pk__in=articles).select_related("current_version")
    standing = {row.pk for row in rows if _stands(by_number[row.pk], story=row, article=articles[row.pk])}
    for number in standing:
        ImportRecord.objects.filter(story=number).update(line_digest=by_number[number].line_digest)
    return standing


def _stands(wanted: ArchiveStory, *, story: Story, article: Article) -> bool:
    edition, version = wanted.edition, story.current_version
    known = {address.path for address in article.old_addresses.all()}
    return (
        version is not None
        and article.withdrawn_at is None
        and article.version_hash == version.content_hash
        and (article.published_at, article.updated_at) == (edition.published_at, edition.updated_at)
        and article.expires_at == edition.expires_at
        and _in_order(filing_of_article(article)) == _in_order(edition.filing)
        and known >= set(wanted.old_paths)
        and freezing.is_same_text(edition.content, version)
    )


def _in_order(filing: Filing) -> Filing:
    """Where the order says nothing, the order of keys."""
    in_order: dict[str, Any] = {
        name: tuple(sorted(set(getattr(filing, name)))) for name in ("tags", "topics", "organizations", "events")
    }
    return replace(filing, **in_order)


def _at_its_address(story: ArchiveStory, *, slug: str | None) -> ArchiveStory:
    return story if slug is None else replace(story, edition=replace(story.edition, slug=slug))


def _number_above(number: int) -> None:
    """Let the desk's next story be numbered above the archive's. SQLite does so by itself."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT setval(sequence, %s) FROM pg_get_serial_sequence('newsroom_story', 'id') AS sequence "
                "WHERE %s > (SELECT last_value FROM newsroom_story_id_seq)",
                [number, number],
            )


def _story(edition: Edition, *, version: StoryVersion, was: Story | None, now: datetime) -> Story:
    return Story(
        id=edition.number,
        **edition.content.columns(),
        status=Status.PUBLISHED if edition.published_at <= now else Status.SCHEDULED,
        slug=edition.slug,
        section_id=edition.filing.section,
        go_live_at=edition.published_at if edition.published_at > now else None,
        embargo_until=edition.embargo_until,
        expires_at=edition.expires_at,
        revision=version.revision,
        change_number=_number_after(was),
        current_version=version,
        approved_version=version,
        created_at=min(edition.published_at, now),
        changed_at=edition.updated_at or min(edition.published_at, now),
        title_folded=vietnamese.fold(edition.content.title)[:300],
    )


def _number_after(was: Story | None) -> int:
    """The change number of a story that the archive writes anew, or for the first time."""
    return was.change_number + 1 if was else 0


def _file(stories: Sequence[ArchiveStory]) -> None:
    numbers = [story.edition.number for story in stories]
    StoryContribution.objects.filter(story__in=numbers).delete()
    StoryPick.objects.filter(story__in=numbers).delete()
    TaggedStory.objects.filter(content_object__in=numbers).delete()
    StoryContribution.objects.bulk_create(
        StoryContribution(
            story_id=story.edition.number,
            author_id=line.author,
            role=line.role,
            title_lines=line.title_lines,
            position=position,
        )
        for story in stories
        for position, line in enumerate(story.edition.content.byline)
    )
    StoryPick.objects.bulk_create(
        StoryPick(story_id=story.edition.number, place=place, number=number, position=position)
        for story in stories
        for position, (place, number) in enumerate(story.edition.filing.picks)
    )
    TaggedStory.objects.bulk_create(
        TaggedStory(content_object_id=story.edition.number, tag_id=key)
        for story in stories
        for key in story.edition.filing.tags
    )
    for field in ("topics", "organizations", "events"):
        relation: Any = Story._meta.get_field(field)
        link, target = relation.remote_field.through, relation.m2m_reverse_field_name()
        link.objects.filter(story__in=numbers).delete()
        link.objects.bulk_create(
            link(**{"story_id": story.edition.number, f"{target}_id": key})
            for story in stories
            for key in getattr(story.edition.filing, field)
        )


def _remember(stories: Sequence[ArchiveStory], *, held: dict[int, Story], now: datetime) -> None:
    ImportRecord.objects.bulk_create(
        [
            ImportRecord(
                story_id=story.edition.number,
                line_digest=story.line_digest,
                change_number=_number_after(held.get(story.edition.number)),
                imported_at=now,
            )
            for story in stories
            if story.line_digest
        ],
        update_conflicts=True,
        unique_fields=["story"],
        update_fields=["line_digest", "change_number", "imported_at"],
    )
    OldAddress.objects.bulk_create(
        [
            OldAddress(path=path, article_id=story.edition.number)
            for story in stories
            for path in dict.fromkeys(story.old_paths)
        ],
        update_conflicts=True,
        unique_fields=["path"],
        update_fields=["article"],
    )
