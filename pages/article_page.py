"""The article page put together: the story, and everything that leads on from it, computed now."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import body
from articles.models import FeaturedList, Kind, RelatedPick, Section, Topic
from pagecache import fragment, made_of
from pages.cards import Card, Picture
from pages.directory import topic_banner
from pages.frame import Frame, frame
from pages.manuscript import Manuscript
from pages.meta import article_meta
from pages.page_contexts import ArticlePage
from pages.page_types import Block, BlockStyle, Chip, Crumb, Source
from pages.ready import MostRead, cards_by_number, lists
from pages.shown import Shown
from pages.slots import Fill
from pages.story_body import PHOTO_WIDTH, draw, film

LEAD_RELATED, RELATED, SAME_SECTION, MOST_READ = 2, 3, 4, 5
MOST_READ_HOURS = 24
BANNERS = 6
# (style, kind, how many) of what stands in the multimedia bands.
MULTIMEDIA: tuple[tuple[BlockStyle, str, int], ...] = (
    ("infographic", Kind.INFOGRAPHIC, 4),
    ("video", Kind.VIDEO, 4),
    ("photo", Kind.PHOTO_STORY, 3),
)
KINDS = (Kind.USEFUL_INFO, *(kind for style, kind, size in MULTIMEDIA))
USEFUL = 5
BESIDE = 4


@dataclass(frozen=True, slots=True)
class Around:
    """The numbers of stories that could stand around a text, each list in its order.

    All are live but those that this text leads on to: the first four lists.
    """

    lead_picks: Sequence[int]
    end_picks: Sequence[int]
    boxed: Sequence[int]
    computed: Sequence[int]
    same_section: Sequence[int]
    most_read: Sequence[int]
    popular: frozenset[int]  # those of them that were read; the rest are the newest
    newest_keys: Set[str]  # what a page is made of that shows the newest
    useful: Sequence[int]
    beside: Mapping[int, Sequence[int]]  # by section
    multimedia: Mapping[str, Sequence[int]]  # by kind


@dataclass(frozen=True, slots=True)
class Chosen:
    """The numbers of the stories that stand around a text."""

    lead_related: Sequence[int]
    boxed: Sequence[int]
    related: Sequence[int]
    same_section: Sequence[int]
    most_read: Sequence[int]
    beside: Mapping[int, Sequence[int]]
    useful: Sequence[int]
    multimedia: Mapping[str, Sequence[int]]
    numbers: Set[int]  # all of them


def article_context(manuscript: Manuscript, *, at: datetime, preview: bool = False) -> dict[str, Any]:
    """Everything that `pages/article.html` needs. The desk's preview asks for the same with `preview=True`."""
    around = frame(current=manuscript.section)
    page = article_page(manuscript, at=at, frame=around, preview=preview)
    meta = article_meta(manuscript, page=page, settings=around.settings, on=timezone.localdate(at))
    return {"site": around.site, "meta": meta, "page": page}


def article_page(manuscript: Manuscript, *, at: datetime, frame: Frame, preview: bool = False) -> ArticlePage:
    """The page of a text at a moment. All stories that it names differ from each other and from itself."""
    text, story, section, on = manuscript.text, manuscript.body, manuscript.section, timezone.localdate(at)
    banners = fragment(("banners", on), lambda: tuple(Topic.objects.on_banner(at=at).with_banner()))
    beside = [each for each in frame.sections if each.is_beside_stories and each.pk != section.pk]
    around = _around(manuscript, at=at, beside=beside)
    chosen, linked = _chosen(manuscript.number, around), story.linked_numbers
    cards = cards_by_number(chosen.numbers | linked, at=at)
    dead: set[int] = set()
    while gone := chosen.numbers - cards.keys():  # rare: the story leads on to one that is not there any more
        dead |= gone
        chosen = _chosen(manuscript.number, around, dead=dead)
        cards = cards_by_number(chosen.numbers | linked, at=at)

    def row(numbers: Sequence[int]) -> tuple[Card, ...]:
        return tuple(cards[number] for number in numbers if number in cards)

    picture = Picture.of(
        manuscript.photo,
        on=on,
        width=PHOTO_WIDTH,
        alt=text.photo_alt,
        caption=text.photo_caption,
        credit=text.photo_credit,
    )
    return ArticlePage(
        number=manuscript.number,
        kind=text.kind,
        url=f"{settings.SITE_URL}{manuscript.url}",
        crumbs=_crumbs(section),
        published_at=manuscript.published_at,
        updated_at=manuscript.updated_at,
        expires_at=manuscript.expires_at,
        kicker=text.kicker,
        title=text.title,
        lead=text.lead,
        lead_related=row(chosen.lead_related),
        video=film(text.video, title=text.title, poster=picture),
        picture=None if manuscript.photo_number in story.photo_numbers else picture,
        body=draw(story, photos=manuscript.photos, cards=cards, boxed=chosen.boxed, on=on),
        byline=manuscript.byline,
        source=_source(text.source_outlet, text.source_agency, text.source_url),
        organizations=_bodies(manuscript, at=at),
        events=manuscript.events,
        topics=manuscript.topics,
        tags=manuscript.tags,
        corrections=manuscript.corrections,
        related=row(chosen.related),
        same_section=row(chosen.same_section),
        most_read=row(chosen.most_read),
        section_blocks=(
            *_filled("lines", [(each.name, each.get_absolute_url(), row(chosen.beside[each.pk])) for each in beside]),
            *_filled("lines", [(_("Useful information"), "", row(chosen.useful))]),
        ),
        multimedia=tuple(
            Block(style=style, heading=_heading(kind), cards=row(chosen.multimedia[kind]))
            for style, kind, size in MULTIMEDIA
            if row(chosen.multimedia[kind])
        ),
        topic_banners=tuple(topic_banner(topic, on=on) for topic in banners[:BANNERS]),
        is_preview=preview,
    )


def _around(manuscript: Manuscript, *, at: datetime, beside: Sequence[Section]) -> Around:
    """What many stories have around them is kept ready."""
    boxed = manuscript.body.story_numbers
    sizes = (LEAD_RELATED, len(boxed), RELATED, SAME_SECTION, MOST_READ, USEFUL, BESIDE * len(beside))
    places = 1 + sum(sizes) + sum(size for style, kind, size in MULTIMEDIA)
    fills: dict[object, Fill | MostRead] = {
        "popular": MostRead(MOST_READ_HOURS),
        "newest": Fill(),
        "section": _of_section(manuscript.section),
        **{("section", each.pk): _of_section(each) for each in beside},
        **{("kind", kind): Fill(rule=FeaturedList.Fill.KIND, kind=kind) for kind in KINDS},
    }
    ready = lists(fills, at=at, limits=dict.fromkeys(fills, places))
    for name, each in ready.items():
        if name != "newest":  # only a page that shows them is made of them
            made_of(*each.keys)
    made_of(f"related:{manuscript.number}")
    popular = ready["popular"].numbers
    return Around(
        lead_picks=[number for place, number in manuscript.picks if place == RelatedPick.Place.LEAD],
        end_picks=[number for place, number in manuscript.picks if place == RelatedPick.Place.END],
        computed=manuscript.computed,
        boxed=boxed,
        same_section=ready["section"].numbers,
        most_read=[*popular, *ready["newest"].numbers],
        popular=frozenset(popular),
        newest_keys=ready["newest"].keys,
        useful=ready["kind", Kind.USEFUL_INFO].numbers,
        beside={each.pk: ready["section", each.pk].numbers for each in beside},
        multimedia={kind: ready["kind", kind].numbers for style, kind, size in MULTIMEDIA},
    )


def _chosen(number: int, around: Around, *, dead: Set[int] = frozenset()) -> Chosen:
    """Which stories stand where: each once, and never the text itself. `dead`: those that are not there any more."""
    shown = Shown([number, *dead])
    lead_related = shown.place(around.lead_picks, limit=LEAD_RELATED)
    boxed = shown.place(around.boxed, limit=len(around.boxed))
    related = shown.place([*around.lead_picks, *around.end_picks, *around.computed], limit=RELATED)
    same_section = shown.fill(around.same_section, limit=SAME_SECTION)
    most_read = shown.fill(around.most_read, limit=MOST_READ)
    if len(most_read) < MOST_READ or not around.popular.issuperset(most_read):
        made_of(*around.newest_keys)
    return Chosen(
        lead_related=lead_related,
        boxed=boxed,
        related=related,
        same_section=same_section,
        most_read=most_read,
        beside={section: shown.fill(numbers, limit=BESIDE) for section, numbers in around.beside.items()},
        useful=shown.fill(around.useful, limit=USEFUL),
        multimedia={kind: shown.fill(around.multimedia[kind], limit=size) for style, kind, size in MULTIMEDIA},
        numbers=shown.numbers - {number, *dead},
    )


def _of_section(section: Section) -> Fill:
    return Fill(rule=FeaturedList.Fill.SECTION, section=section)


def _crumbs(section: Section) -> tuple[Crumb, ...]:
    sections = [section.parent, section] if section.parent else [section]
    return (Crumb(_("Home page"), "/"), *(Crumb(each.name, each.get_absolute_url()) for each in sections))


def _source(outlet: str, agency: str, url: str) -> Source | None:
    """“Theo Báo Tin tức/TTXVN”, “Nguồn: baolaocai.vn”; None when nothing is known."""
    url = body.public_address(url)
    name = "/".join(part for part in (outlet, agency) if part) or (urlsplit(url).hostname or "").removeprefix("www.")
    if not name:
        return None
    is_address = "." in name and " " not in name
    label = _("Source: %(name)s") if is_address else _("According to %(name)s")
    return Source(label % {"name": name}, url)


def _bodies(manuscript: Manuscript, *, at: datetime) -> tuple[Chip, ...]:
    """The bodies under the names that they had when the story came out."""
    day = timezone.localdate(manuscript.published_at or at)
    return tuple(
        Chip(body.name_on(day), body.get_absolute_url(), "organization")
        for body in manuscript.organizations
        if body.is_confirmed
    )


def _filled(style: BlockStyle, lists: Sequence[tuple[str, str, tuple[Card, ...]]]) -> tuple[Block, ...]:
    return tuple(Block(style=style, heading=heading, url=url, cards=cards) for heading, url, cards in lists if cards)


def _heading(kind: str) -> str:
    return {
        Kind.INFOGRAPHIC: _("Infographics"),
        Kind.VIDEO: _("Videos"),
        Kind.PHOTO_STORY: _("Photo stories"),
    }[Kind(kind)]
