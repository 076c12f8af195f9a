"""The proof that readers have what the desk says they have: the approved text, where it is filed, and no more.

Every article is rehashed and held against its story. What differs is looked at again while both are held, so that a
save of that moment is no finding. Every night by the worker, and by `manage.py audit_door`.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.content import Content, of_article
from articles.models import Article, RelatedPick, Section
from locking import locked
from newsroom.holding import hold_all
from newsroom.models import AuditEntry, DoorFinding, Status, Story, StoryPick, StoryVersion, TaggedStory
from newsroom.publishing.magazine import LISTINGS
from photos.models import Photo

CHUNK = 500
Found = tuple[int, DoorFinding.What]
What = DoorFinding.What


def strangers(*, at: datetime | None = None) -> Iterator[Found]:
    """Yield (number, what is wrong) for whatever stands before readers otherwise than at the desk.

    Without `at`, each story is looked at as of its own moment: schedules come due while a long look goes on.
    """
    numbers = sorted({*Article.objects.values_list("pk", flat=True), *_that_readers_should_have()})
    for start in range(0, len(numbers), CHUNK):
        suspects = {number for number, _what in _strangers_of(numbers[start : start + CHUNK], at=at or timezone.now())}
        if suspects:
            with transaction.atomic():
                hold_all(suspects)
                list(locked(Article.objects.filter(pk__in=suspects)).values_list("pk"))
                found = list(_strangers_of(sorted(suspects), at=at or timezone.now()))
            yield from found


def keep_findings(*, at: datetime) -> int:
    """Look through everything, and keep what was found for the desk's first page. Returns how much that is."""
    found = list(strangers())
    with transaction.atomic():
        DoorFinding.objects.all().delete()
        DoorFinding.objects.bulk_create(DoorFinding(number=number, what=what, found_at=at) for number, what in found)
    return len(found)


def _that_readers_should_have() -> Iterator[int]:
    yield from Story.objects.in_status(Status.PUBLISHED, Status.SCHEDULED).values_list("pk", flat=True)


def _strangers_of(numbers: Sequence[int], *, at: datetime) -> Iterator[Found]:
    articles = Article.objects.prefetch_related("contributions", "photo_uses").in_bulk(numbers)
    stories = Story.objects.defer("body", "lead").in_bulk(numbers)
    texts = _Texts([article for article in articles.values() if article.withdrawn_at is None])
    filings = _Filings(numbers)
    withdrawn = _withdrawn_last(numbers)
    for number in numbers:
        article, story = articles.get(number), stories.get(number)
        if article is not None:
            if article.withdrawn_at is not None:
                if any(getattr(article, name) for name in ("title", "lead", "body", "version_hash")):
                    yield number, What.NOT_BLANK
            elif wrong := texts.wrong_with(article):
                yield number, wrong
        if story is None:
            yield number, What.NO_STORY
        elif wrong := _standing(story, article, is_withdrawn_last=number in withdrawn, at=at):
            yield number, wrong
        elif article is not None and article.withdrawn_at is None and story.status in _IN_STEP:
            yield from ((number, what) for what in _differences(story, article, filings=filings, at=at))


# While a story stands so, whatever is filed at the desk is filed before readers in the same moment.
_IN_STEP = (Status.PUBLISHED, Status.SCHEDULED)


def _standing(story: Story, article: Article | None, *, is_withdrawn_last: bool, at: datetime) -> What | None:
    """Is the article there, gone or ahead as the story's status says?"""
    is_there = article is not None and article.withdrawn_at is None
    if is_there and (story.status == Status.WITHDRAWN or is_withdrawn_last):
        return What.WITHDRAWN
    if story.status == Status.PUBLISHED and not is_there:
        return What.MISSING
    if story.status == Status.SCHEDULED and article is None:
        return What.MISSING
    if article is not None and is_there and article.published_at > at and story.status != Status.SCHEDULED:
        return What.NOT_CALLED_OFF
    return None


def _differences(story: Story, article: Article, *, filings: "_Filings", at: datetime) -> Iterator[What]:
    is_ahead = article.published_at > at
    if story.status == Status.SCHEDULED and not is_ahead:
        return  # a replacement that waits: readers have what was filed and approved before
    waits_for_its_time = is_ahead and story.go_live_at and story.go_live_at > at
    if (waits_for_its_time and article.published_at != story.go_live_at) or article.expires_at != story.expires_at:
        yield What.OTHER_TIME
    if story.approved_version_id and story.approved_version.content_hash != article.version_hash:  # type: ignore[union-attr]
        yield What.OTHER_TEXT
    if story.slug and story.slug != article.slug:
        yield What.OTHER_ADDRESS
    if not filings.are_alike(story, article):
        yield What.OTHER_FILING


class _Texts:
    """Which of these articles are approved versions of their stories."""

    def __init__(self, articles: Sequence[Article]) -> None:
        versions = StoryVersion.objects.filter(story__in=[each.pk for each in articles], approved_at__isnull=False)
        self.approved = set(versions.values_list("story_id", "content_hash"))
        keys = {use.photo_id for article in articles for use in article.photo_uses.all()}
        self.digests = dict(Photo.objects.filter(pk__in=keys).values_list("pk", "content_hash"))

    def wrong_with(self, article: Article) -> What | None:
        content: Content = of_article(article, digests=self.digests)
        digest = content.digest()
        if digest != article.version_hash:
            return What.NOT_ITS_HASH
        return None if (article.pk, digest) in self.approved else What.NEVER_APPROVED


class _Filings:
    """Where stories and articles are filed, some queries for all of them."""

    def __init__(self, numbers: Sequence[int]) -> None:
        self.tops = {key: parent or key for key, parent in Section.objects.values_list("pk", "parent")}
        self.of_articles: dict[int, set[Any]] = defaultdict(set)
        self.of_stories: dict[int, set[Any]] = defaultdict(set)
        for field, listing, article, key in LISTINGS:
            rows = listing.objects.filter(**{f"{article}__in": numbers})
            self._take(self.of_articles, field, rows.values_list(article, key))
        tags = TaggedStory.objects.filter(content_object__in=numbers)
        self._take(self.of_stories, "tags", tags.values_list("content_object", "tag"))
        for field in ("topics", "organizations", "events"):
            relation: Any = Story._meta.get_field(field)
            link = relation.remote_field.through.objects.filter(story__in=numbers)
            self._take(self.of_stories, field, link.values_list("story", relation.m2m_reverse_field_name()))
        for found, rows, owner in (
            (self.of_articles, RelatedPick.objects.filter(article__in=numbers), "article"),
            (self.of_stories, StoryPick.objects.filter(story__in=numbers), "story"),
        ):
            places: dict[tuple[int, str], list[int]] = defaultdict(list)
            picks = rows.order_by("place", "position", "pk").values_list(owner, "place", "number")  # type: ignore[attr-defined]
            for number, place, pick in picks:
                places[number, place].append(pick)
            for (number, place), chosen in places.items():
                found[number].add((place, tuple(chosen)))

    @staticmethod
    def _take(found: dict[int, set[Any]], field: str, rows: Any) -> None:
        for number, key in rows:
            found[number].add((field, key))

    def are_alike(self, story: Story, article: Article) -> bool:
        return (
            self.of_stories[story.pk] == self.of_articles[article.pk]
            and story.section_id == article.section_id
            and article.top_section_id == self.tops.get(story.section_id)
        )


def _withdrawn_last(numbers: Sequence[int]) -> set[int]:
    """Those whose last act before readers was a withdrawal, whatever has become of the story at the desk since."""
    acts = (Status.WITHDRAWN.value, Status.PUBLISHED.value, Status.SCHEDULED.value)
    entries = AuditEntry.objects.filter(story__in=numbers, act__in=acts).order_by("at", "pk")
    last: dict[int, str] = dict(entries.values_list("story", "act"))  # type: ignore[arg-type]
    return {number for number, act in last.items() if act == Status.WITHDRAWN}
