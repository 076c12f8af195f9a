"""The demo from nothing: people, bodies, sections, pictures, magazine, desk, readings, lists."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone, translation

import vietnamese
from accounts.models import User
from articles.models import Article, Author, FeaturedList, Section, Tag, Topic
from newsroom import publishing
from newsroom.curation import make_missing_lists
from newsroom.models import SectionHead, Story
from newsroom.roles import sync_roles
from organizations.models import Organization
from outbox import queue
from photos.ingest import ingest
from photos.models import Photo
from readership.models import HourlyCount

from . import people, pictures, sections, words
from .calendar import make_events
from .desk import Desk
from .magazine import Stock, publish_magazine
from .site import make_site
from .texts import Composer

SEED = 2026
PICTURES, CHARTS = 30, 6


@transaction.atomic
def seed(*, now: datetime, say: Callable[[str], None]) -> None:
    """Fill an empty database; the same `now` gives the same magazine. Pictures land in the media storage."""
    sync_roles()
    colleagues = _colleagues()
    authors = _authors(colleagues)
    call_command("load_organizations", confirm="medium", verbosity=0, stdout=_Quiet(), stderr=_Quiet())
    stock = _stock(colleagues, authors, now=now)
    say(f"{len(stock.photos) + len(stock.charts)} pictures, {len(stock.bodies)} organizations")
    make_site(now=now)
    publish_magazine(stock, now=now)
    Desk(stock, colleagues, now=now).fill()
    newest = Article.objects.live(at=now).newest_first().values_list("pk", flat=True)
    queue.enqueue("articles.related.many", {"numbers": list(newest)}, key="demo")
    say(f"{Story.objects.count()} stories, {Article.objects.live(at=now).count()} of them live")
    _readings(now=now)
    _lists(colleagues, now=now)


class _Quiet:
    def write(self, text: str) -> None:
        """The loader's report is not the demo's."""


def _colleagues() -> dict[str, User]:
    users = {}
    for colleague in people.COLLEAGUES:
        user = User.objects.create_user(
            colleague.username, colleague.email, people.PASSWORD, name=colleague.name, is_staff=True
        )
        user.groups.add(Group.objects.get(name=colleague.role))
        users[colleague.username] = user
    return users


def _authors(users: dict[str, User]) -> tuple[list[Author], list[Author]]:
    def make(name: str, **columns) -> Author:
        author = Author(name=name, slug=vietnamese.slugify(name), **columns)
        author.full_clean()
        author.save()
        return author

    staff = [make(c.pen_name, user=users[c.username]) for c in people.COLLEAGUES if c.pen_name]
    guests = [make(name, title_lines=lines, standing=Author.Standing.GUEST) for name, lines in people.GUESTS]
    return staff, guests


def _sections(users: dict[str, User]) -> dict[str, Section]:
    made: dict[str, Section] = {}

    def make(name: str, parent: Section | None, **columns) -> Section:
        section = Section(name=name, slug=vietnamese.slugify(name), parent=parent, **columns)
        section.full_clean()
        section.save()
        made[section.path] = section
        return section

    for position, (name, colour, description, children) in enumerate(sections.SECTIONS):
        top = make(name, None, colour=colour, description=description, position=position)
        for below, child in enumerate(children):
            make(child, top, colour=colour, position=below)
    Section.objects.at_path(sections.BESIDE_STORIES).update(is_beside_stories=True)
    Section.objects.at_path(sections.OUT_OF_MENU).update(in_menu=False)
    for colleague in people.COLLEAGUES:
        if colleague.heads:
            SectionHead.objects.create(user=users[colleague.username], section=made[colleague.heads])
    return made


def _stock(users: dict[str, User], authors: tuple[list[Author], list[Author]], *, now: datetime) -> Stock:
    staff, guests = authors
    photos = _pictures(users["bienanh"], now=now)
    charts = _charts(users["bienanh"], now=now)
    existing = Organization.objects.public().existing(on=timezone.localdate(now)).with_place().in_alphabetical_order()
    bodies = [body for body in existing if body.province is None or body.province.ended_on is None]
    tags = {}
    for name in sections.TAGS:
        tags[name] = Tag.objects.create(name=name, slug=vietnamese.slugify(name))
    topics = []
    for position, (name, description) in enumerate(sections.TOPICS):
        topic = Topic(
            name=name,
            slug=vietnamese.slugify(name),
            description=description,
            banner=photos[position * 4],
            shown_from=now - timedelta(days=40 + position),
            shown_until=now + timedelta(days=200) if position < 4 else now - timedelta(days=3),
            position=position,
        )
        topic.full_clean()
        topic.save()
        topics.append(topic)
    return Stock(
        composer=Composer(SEED),
        random=Random(SEED),
        photos=photos,
        charts=charts,
        staff=staff,
        guests=guests,
        sections=_sections(users),
        tags=tags,
        topics=topics,
        bodies=bodies,
        events=make_events(bodies, now=now),
        bodies_by_word=_by_word(bodies),
    )


def _by_word(bodies: list[Organization]) -> dict[str, list[Organization]]:
    """Which bodies have a country or a province in their name."""
    wanted = [vietnamese.fold(word) for word in (*(land for land, _city in words.COUNTRIES), *words.PROVINCES)]
    folded = [(vietnamese.fold(body.name), body) for body in bodies]
    return {word: [body for name, body in folded if word in name] for word in wanted}


def _pictures(by: User, *, now: datetime) -> list[Photo]:
    photos = []
    for number in range(PICTURES):
        photographer = ("Đức Thịnh", "Thu Hà", "Khánh Ly", "Vàng Mỷ")[number % 4]
        photo = ingest(
            pictures.landscape(number),
            by=by,
            caption="Tranh minh họa phong cảnh",
            alt="Tranh vẽ những dãy đồi dưới bầu trời"
            + (", có thuyền trên mặt nước" if number % 3 == 0 else ", có mái nhà"),
            credit=photographer,
            agency="Thời Đại" if number % 5 == 0 else "",
            rights=Photo.Rights.OWN,
            focal_y=0.55,
            predraw=False,
            now=now,
        )
        photos.append(photo)
    return photos


def _charts(by: User, *, now: datetime) -> list[Photo]:
    return [
        ingest(
            pictures.chart(number),
            by=by,
            caption="Đồ họa số liệu hoạt động hữu nghị trong năm",
            alt="Đồ họa gồm một vòng tròn bốn phần, bảy cột và một đường đi lên",
            credit="Tổ Đồ họa",
            kind=Photo.Kind.INFOGRAPHIC,
            rights=Photo.Rights.OWN,
            predraw=False,
            now=now,
        )
        for number in range(CHARTS)
    ]


def _readings(*, now: datetime) -> None:
    """Two days of readings, so that "most read" has something to say."""
    random = Random("readings")
    numbers = list(Article.objects.live(at=now).newest_first().values_list("pk", flat=True)[:60])
    hour = now.replace(minute=0, second=0, microsecond=0)
    HourlyCount.objects.bulk_create(
        HourlyCount(
            number=number, hour=hour - timedelta(hours=back), readings=random.randint(1, 400) // (1 + rank // 9)
        )
        for rank, number in enumerate(random.sample(numbers, len(numbers)))
        for back in range(1, 48, 3)
        if rank < 27
    )


def _lists(users: dict[str, User], *, now: datetime) -> None:
    """The home page's first lists, with one story pinned to the lead."""
    with translation.override("vi"):
        make_missing_lists()
    lead = FeaturedList.objects.get(key="home-lead")
    pinned = Article.objects.live(at=now).of_kind("article").newest_first()[3]
    items = [{"number": pinned.pk, "ends_at": (now + timedelta(days=2)).isoformat()}]
    publishing.launch(lead, items=items, by=users["thukytoasoan"], now=now)
