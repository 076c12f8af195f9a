"""Related stories, worked out beforehand: from shared bodies, events, topics, tags and rare words."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from math import log10

from django.db import models, transaction
from django.db.models import Count

import vietnamese
from articles.models import Article, EventArticle, OrganizationArticle, RelatedStory, TaggedArticle, TopicArticle
from articles.querysets.together import numbers_together
from locking import locked
from pagecache import touch
from search import index

LENGTH = 6  # stories kept: a page shows three, and some may be withdrawn or stand elsewhere on it
PER_FILING = 40  # newest stories looked at under each body, event, topic and tag
PER_NAME = 20  # stories looked at for each name in the title
NAMES = 4
IN_SECTION = 60
ENOUGH = 0.5  # a score below is a coincidence
WORD, NAME = 0.4, 1.0  # the weight of a rare pair of syllables, and of one that is part of a name
RARE = 3  # a pair of syllables is rare in up to so many stories, or in a twentieth of them
AGE = timedelta(days=3 * 365)  # a story this much older or newer counts half

# Listing → its column for the story, its column for what the story stands under, and the weight of sharing it.
FILINGS: tuple[tuple[type[models.Model], str, str, float], ...] = (
    (EventArticle, "article", "event", 4.0),
    (OrganizationArticle, "article", "organization", 2.0),
    (TopicArticle, "article", "topic", 2.0),
    (TaggedArticle, "content_object", "tag", 1.5),
)
Filed = tuple[str, int]  # ("organization", 12)


@dataclass(frozen=True, slots=True)
class Profile:
    """What a story is compared by."""

    number: int
    published_at: datetime
    filed: frozenset[Filed]
    words: frozenset[str]  # pairs of neighbouring syllables of title and lead, folded
    named: frozenset[str] = frozenset()  # those of them that are part of a name in the title


def compute(article: Article, *, at: datetime, limit: int = LENGTH) -> list[int]:
    """The numbers of the live stories that are most like one, the likest first; a fixed number of queries."""
    own = _filings([article.pk])[article.pk]
    numbers = _candidates(article, own, at=at)
    filed = _filings(numbers)
    rows = (
        Article.objects.live(at=at).current(at=at).numbered(numbers).values_list("pk", "published_at", "title", "lead")
    )
    others = [
        Profile(number, published_at, filed[number], pairs(f"{title}\n{lead}"))
        for number, published_at, title, lead in rows
    ]
    story = Profile(
        article.pk,
        article.published_at,
        own,
        pairs(f"{article.title}\n{article.lead}"),
        named=pairs("\n".join(names(article.title))),
    )
    return rank(story, others, popularity=_popularity(own))[:limit]


def rank(story: Profile, others: Iterable[Profile], *, popularity: Mapping[Filed, int]) -> list[int]:
    """The likest first. What few stories share says more than what many do; a distant year says less."""
    others = [other for other in others if other.number != story.number]
    spread = Counter(word for other in others for word in other.words & story.words)
    weights = {kind: weight for _listing, _story, kind, weight in FILINGS}
    scores: list[tuple[float, datetime, int]] = []
    for other in others:
        shared = sum(
            weights[kind] / (1 + log10(max(popularity.get((kind, key), 1), 1)))
            for kind, key in other.filed & story.filed
        )
        rare = sum(
            (NAME if word in story.named else WORD) / spread[word]
            for word in other.words & story.words
            if spread[word] <= max(RARE, len(others) // 20)
        )
        years = abs(other.published_at - story.published_at) / AGE
        score = (shared + rare) / (1 + years)
        if shared + rare >= ENOUGH:
            scores.append((score, other.published_at, other.number))
    return [number for _score, _at, number in sorted(scores, reverse=True)]


def pairs(text: str) -> frozenset[str]:
    """Neighbouring syllables, folded: most Vietnamese words have two."""
    found: set[str] = set()
    for line in text.splitlines():
        syllables = vietnamese.fold(line).split()
        found.update(f"{first} {second}" for first, second in pairwise(syllables))
    return frozenset(found)


def names(text: str) -> list[str]:
    """Runs of two and more capitalised words: people, places, bodies."""
    runs: list[list[str]] = [[]]
    for word in re.findall(r"\w+|[^\w\s]", text):
        if word[:1].isupper():
            runs[-1].append(word)
        elif runs[-1]:
            runs.append([])
    return list(dict.fromkeys(" ".join(run) for run in runs if len(run) > 1))


def refresh(number: int, *, at: datetime) -> list[int]:
    """Work out a story's related ones and keep them. Returns them; an empty list when it is not live."""
    article = Article.objects.live(at=at).numbered([number]).defer("body").first()
    wanted = compute(article, at=at) if article else []
    with transaction.atomic():
        held = locked(Article.objects.filter(pk=number)).first()
        if held is None or not held.is_live(at=at):  # withdrawn meanwhile
            wanted = []
        kept = RelatedStory.objects.filter(article=number)
        if list(kept.values_list("related", flat=True)) != wanted:
            kept.delete()
            touch({f"related:{number}"}, at=at)
            RelatedStory.objects.bulk_create(
                RelatedStory(article_id=number, related_id=other, position=position)
                for position, other in enumerate(wanted)
            )
    return wanted


def _candidates(article: Article, own: Iterable[Filed], *, at: datetime) -> set[int]:
    """Stories that share something with it: its filings, the names in its title, its section."""
    listings = {kind: (listing, story) for listing, story, kind, _weight in FILINGS}
    queries: dict[object, models.QuerySet] = {
        "section": Article.objects.live(at=at).in_section(article.section).newest_first().values_list("pk")[:IN_SECTION]
    }
    for kind, key in own:
        listing, story = listings[kind]
        rows = listing._default_manager.filter(**{kind: key}).order_by("-published_at", f"-{story}")
        queries[kind, key] = rows.values_list(story)[:PER_FILING]
    found = {number for numbers in numbers_together(queries).values() for number in numbers}
    for name in names(article.title)[:NAMES]:
        results = index.find(f'"{name}"', kind="article", at=at, per_page=PER_NAME)
        found.update(hit.number for hit in results.hits)
    return found - {article.pk}


def _filings(numbers: Iterable[int]) -> dict[int, frozenset[Filed]]:
    """Under what each story stands; four queries."""
    wanted = list(numbers)
    found: dict[int, set[Filed]] = {number: set() for number in wanted}
    for listing, story, kind, _weight in FILINGS:
        rows = listing._default_manager.filter(**{f"{story}__in": wanted}).values_list(story, kind)
        for number, key in rows:
            found[number].add((kind, key))
    return {number: frozenset(filed) for number, filed in found.items()}


def _popularity(own: Iterable[Filed]) -> dict[Filed, int]:
    """How many stories stand under each; four queries."""
    keys: dict[str, list[int]] = {}
    for kind, key in own:
        keys.setdefault(kind, []).append(key)
    found: dict[Filed, int] = {}
    for listing, _story, kind, _weight in FILINGS:
        if kind in keys:
            rows = listing._default_manager.filter(**{f"{kind}__in": keys[kind]}).order_by()
            for key, count in rows.values_list(kind).annotate(count=Count("pk")):
                found[kind, key] = count
    return found
