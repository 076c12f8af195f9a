"""The desk of an old house: stories, nearly all published, and everything they are filed under; deterministic."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import accumulate, islice
from random import Random
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.utils import timezone

from tests.bench.vocabulary import WORDS
from vietnamese import fold

if TYPE_CHECKING:
    from accounts.models import User
    from articles.models import Section
    from newsroom.models import Story

BATCH = 1_000
WRITTEN = 200_000
SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý")
GIVEN = ("Bảo", "Châu", "Dũng", "Đức", "Giang", "Hạnh", "Khánh", "Linh", "Mạnh", "Nga", "Oanh", "Phúc", "Quyên", "Trâm")
KINDS = {3: "video", 8: "photo_story", 12: "infographic", 17: "useful_info"}  # of twenty
UNDER_WAY = ("draft", "submitted", "returned", "in_edit", "approved")
APART = timedelta(minutes=8)  # a million are fifteen years
TEXTS = 64  # bodies of about 600 words, shared: the list never reads them, but steps over them


def _weights(count: int) -> list[float]:
    return list(accumulate(1 / (rank + 8) for rank in range(count)))


_WORDS = _weights(len(WORDS))


def fill(count: int) -> None:
    """Fifty colleagues, thirty sections; every 150th story is under way, and the newest hundred.

    Of more than WRITTEN stories the older ones repeat the newest, with other numbers and times.
    """
    from newsroom.models import Story, StoryVersion
    from tests.factories import make_section, make_user

    _fill_choices()
    users = [make_user(role="reporter") for _ in range(50)]
    tops = [make_section() for _ in range(6)]
    sections = tops + [make_section(parent=tops[number % 6]) for number in range(24)]
    now = timezone.now()
    first = next(_stories(1, users=users, sections=sections, now=now, version=None))
    first.status, first.approved_version = "draft", None
    first.save()
    version = StoryVersion.objects.create(story=first, revision=1, content={}, content_hash="0" * 64, created_at=now)
    stories = _stories(min(count, WRITTEN) - 1, users=users, sections=sections, now=now, version=version)
    while batch := list(islice(stories, BATCH)):
        Story.objects.bulk_create(batch)
    _repeat(count - WRITTEN)
    with connection.cursor() as cursor:
        # As PostgreSQL does by itself over night.
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "SELECT 1")


def _repeat(count: int) -> None:
    from newsroom.models import Story

    columns = [field.column for field in Story._meta.concrete_fields]
    last = Story.objects.order_by("-pk").values_list("pk", flat=True)[0]
    for back in range(1, -(-count // WRITTEN) + 1):
        minutes = back * WRITTEN * 8
        earlier = f"{{0}} - interval '{minutes} minutes'"
        if connection.vendor == "sqlite":
            earlier = f"strftime('%Y-%m-%d %H:%M:%S', {{0}}, '-{minutes} minutes')"
        changed = {"id": f"id - {back * WRITTEN}", "created_at": earlier, "changed_at": earlier}
        values = ", ".join(changed.get(column, "{0}").format(f'"{column}"') for column in columns)
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO newsroom_story ({', '.join(columns)}) SELECT {values} FROM newsroom_story "  # noqa: S608
                f"WHERE id > {last - WRITTEN} ORDER BY id DESC LIMIT {min(WRITTEN, count - (back - 1) * WRITTEN)}"
            )


def _fill_choices() -> None:
    """What the choosers of a story's page look through."""
    from articles.models import Author, Tag
    from organizations.models import Event, Organization
    from photos.models import Photo

    random, now = Random(5), timezone.now()

    def named(model: Any, count: int, words: int, **fields: Any) -> None:
        rows = []
        for number in range(count):
            row = model(name=f"{sentence(random, words)} {number}", slug=f"ten-{number}", **fields)
            if hasattr(row, "derive"):
                row.derive()
            rows.append(row)
        model.objects.bulk_create(rows, batch_size=BATCH)

    named(Tag, 50_000, 2)
    named(Author, 20_000, 2)
    named(Organization, 5_000, 6, kind=Organization.Kind.NATIONAL_ASSOCIATION)
    day = now.date()
    named(Event, 20_000, 6, kind=Event.Kind.EXCHANGE, starts_on=day, ends_on=day)
    photos = (
        Photo(
            image=f"x/{number}.png",
            content_hash=f"{number:064d}",
            width=1200,
            height=800,
            caption=sentence(random, 12),
            alt=sentence(random, 12),
            credit="Thu Hà",
            rights=Photo.Rights.OWN,
            created_at=now - timedelta(hours=number),
        )
        for number in range(20_000)
    )
    while batch := list(islice(photos, BATCH)):
        Photo.objects.bulk_create(batch)


def _stories(
    count: int, *, users: "list[User]", sections: "list[Section]", now: datetime, version: object
) -> "Iterator[Story]":
    """From the oldest to the newest, as they are numbered; one in twelve was changed long after it was begun."""
    from newsroom.models import Story

    random = Random(4)
    by_weight = _weights(len(sections))
    texts = ["".join(f"<p>{sentence(random, 300)}</p>" for _ in range(2)) for _ in range(TEXTS)]
    for place in range(count, 0, -1):
        begun = now - APART * place
        title = sentence(random, 6)
        if place % 3 == 0:
            title += f" {random.choice(SURNAMES)} {random.choice(GIVEN)} {random.choice(GIVEN)}"
        is_under_way = place <= 100 or place % 150 == 0
        status = random.choice(UNDER_WAY) if is_under_way else "withdrawn" if place % 211 == 0 else "published"
        yield Story(
            kind=KINDS.get(place % 20, "article"),
            kicker="Phóng sự" if place % 9 == 0 else "",
            title=title,
            title_folded=fold(title),
            lead=sentence(random, 70),
            body=texts[place % TEXTS],
            status=status,
            section=random.choices(sections, cum_weights=by_weight)[0],
            created_by=None if place % 2 and not is_under_way else random.choice(users),
            editor=random.choice(users) if status == "in_edit" else None,
            created_at=begun,
            changed_at=min(now, begun + timedelta(days=random.randrange(900))) if place % 12 == 0 else begun,
            approved_version=version if status in {"approved", "published"} else None,
        )


def sentence(random: Random, words: int) -> str:
    return " ".join(random.choices(WORDS, cum_weights=_WORDS, k=words)).capitalize()
