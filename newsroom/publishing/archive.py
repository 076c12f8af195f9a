"""Many stories at once: an archive's import and bench data. No outbox, no probes; checks are the caller's warnings."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction

import vietnamese
from articles.models import Article
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
from newsroom.numbering import continued_above

from . import announce, magazine, out
from .address import fixed_addresses, lead_on
from .door import filing_of, filing_of_article
from .magazine import Edition, Filing
from .reach import felt_everywhere

STORY_COLUMNS = [
    field.attname
    for field in Story._meta.concrete_fields
    if field.attname not in {"id", "created_by_id", "created_at", "editor_id", "ticket"}
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveStory:
    """A finished story from elsewhere: its edition, old addresses, and the digest of the line it came from.

    `status`: PUBLISHED (at a time ahead: scheduled), DRAFT (stays at the desk) or WITHDRAWN (readers had it once).
    """

    edition: Edition
    status: Status = Status.PUBLISHED
    withdrawn_at: datetime | None = None
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
    articles = {article.pk: article for article in locked(Article.objects.filter(pk__in=numbers))}
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
            approved_at=None if story.status == Status.DRAFT else now,
            signers=signers[story.edition.content],
        )
        for story in stories
    )
    with continued_above(numbers):
        Story.objects.bulk_create(
            [
                _story(story, version=version, was=held.get(key), had=articles.get(key), now=now)
                for key, story, version in zip(numbers, stories, versions, strict=True)
            ],
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=STORY_COLUMNS,
        )
    _file(stories)
    with out.kept(numbers):  # its rows, which other imports want as well, are locked last
        _write(stories, had=articles, now=now)
        _remember(stories, held=held, now=now)
        audit.record("import", by=None, now=now, detail={"stories": len(stories), "first": min(numbers, default=0)})
    if not quiet:
        for article in Article.objects.numbered(numbers):
            announce.published(article)


def _write(stories: Sequence[ArchiveStory], *, had: dict[int, Article], now: datetime) -> None:
    """Bring the magazine to the archive: what is out or scheduled, what was withdrawn, what stays at the desk."""
    magazine.write([story.edition for story in stories if story.status != Status.DRAFT], now=now)
    for story in stories:
        article = had.get(story.edition.number)
        if story.status == Status.WITHDRAWN:
            magazine.blank(Article.objects.get(pk=story.edition.number), now=now, withdrawn_at=story.withdrawn_at)
        elif story.status == Status.DRAFT and article is not None:
            if article.published_at > now:
                magazine.remove(article)
            elif article.withdrawn_at is None:
                magazine.blank(article, now=now)
    is_withdrawal = any(story.status != Status.PUBLISHED for story in stories)
    felt_everywhere([story.edition.number for story in stories], now=now, withdrawal=is_withdrawal)


@transaction.atomic
def standing_already(stories: Sequence[ArchiveStory]) -> set[int]:
    """The numbers of stories that stand in both wings just so: to the letter, or but for today's rules of cleaning.

    They need no further version, and what readers have is not written again; their line is remembered as taken.
    """
    by_number = {story.edition.number: story for story in stories}
    articles = Article.objects.prefetch_related("old_addresses").in_bulk(list(by_number))
    rows = Story.objects.filter(pk__in=by_number).select_related("current_version")
    standing = {row.pk for row in rows if _stands(by_number[row.pk], story=row, article=articles.get(row.pk))}
    for number in standing:
        ImportRecord.objects.filter(story=number).update(line_digest=by_number[number].line_digest)
    return standing


def _stands(wanted: ArchiveStory, *, story: Story, article: Article | None) -> bool:
    edition, version = wanted.edition, story.current_version
    if version is None or not freezing.is_same_text(edition.content, version):
        return False
    if wanted.status == Status.DRAFT:
        is_away = story.status == (Status.DRAFT if article is None else Status.WITHDRAWN)
        return is_away and _is_filed_so(story, edition)
    if article is None:
        return False
    if (article.published_at, article.updated_at) != (edition.published_at, edition.updated_at):
        return False
    known = {address.path for address in article.old_addresses.all()}
    if wanted.status == Status.WITHDRAWN or article.withdrawn_at is not None:
        return article.withdrawn_at == wanted.withdrawn_at and known >= set(wanted.old_paths)
    return (
        article.version_hash == version.content_hash
        and article.expires_at == edition.expires_at
        and _in_order(filing_of_article(article)) == _in_order(edition.filing)
        and known >= set(wanted.old_paths)
    )


def _is_filed_so(story: Story, edition: Edition) -> bool:
    times = (story.embargo_until, story.expires_at) == (edition.embargo_until, edition.expires_at)
    return times and _in_order(filing_of(story)) == _in_order(edition.filing)


def _in_order(filing: Filing) -> Filing:
    """Where the order says nothing, the order of keys."""
    in_order: dict[str, Any] = {
        name: tuple(sorted(set(getattr(filing, name)))) for name in ("tags", "topics", "organizations", "events")
    }
    return replace(filing, **in_order)


def _at_its_address(story: ArchiveStory, *, slug: str | None) -> ArchiveStory:
    return story if slug is None else replace(story, edition=replace(story.edition, slug=slug))


def _story(
    story: ArchiveStory, *, version: StoryVersion, was: Story | None, had: Article | None, now: datetime
) -> Story:
    edition, is_draft = story.edition, story.status == Status.DRAFT
    return Story(
        id=edition.number,
        **edition.content.columns(),
        status=_status(story, had=had, now=now),
        slug=edition.slug,
        section_id=edition.filing.section,
        go_live_at=edition.published_at if edition.published_at > now and not is_draft else None,
        embargo_until=edition.embargo_until,
        expires_at=edition.expires_at,
        revision=version.revision,
        change_number=_number_after(was),
        current_version=version,
        approved_version=None if is_draft else version,
        created_at=min(edition.published_at, now),
        changed_at=edition.updated_at or min(edition.published_at, now),
        title_folded=vietnamese.fold(edition.content.title)[:300],
    )


def _status(story: ArchiveStory, *, had: Article | None, now: datetime) -> str:
    """A draft that readers had is withdrawn."""
    if story.status == Status.DRAFT:
        return Status.WITHDRAWN if had is not None and had.published_at <= now else Status.DRAFT
    if story.status == Status.PUBLISHED and story.edition.published_at > now:
        return Status.SCHEDULED
    return story.status


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
                old_paths=list(story.old_paths),
            )
            for story in stories
            if story.line_digest
        ],
        update_conflicts=True,
        unique_fields=["story"],
        update_fields=["line_digest", "change_number", "imported_at", "old_paths"],
    )
    lead_on(
        {story.edition.number: story.old_paths for story in stories if story.status != Status.DRAFT}, is_newest=True
    )
