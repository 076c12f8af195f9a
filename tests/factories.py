"""Small makers of test data: keyword-only, believable defaults, one function a thing."""

import hashlib
import itertools
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from PIL import Image

from accounts.models import User
from articles.content import BylineLine, Content
from articles.models import Article, Author, FeaturedItem, FeaturedList, Kind, Section, Tag, Topic
from newsroom import writing
from newsroom.models import Story
from newsroom.publishing import magazine
from organizations.models import Country, Event, EventOrganizer, Organization, Province, ProvincePeriod
from photos.models import Photo
from photos.storage import originals
from vietnamese import slugify

LONG_AGO = datetime(2026, 1, 5, 3, 0, tzinfo=UTC)
_numbers = itertools.count(1)


def draw_picture(*, width: int = 1200, height: int = 800, format: str = "PNG", mode: str = "RGB") -> bytes:
    """A picture file that no other test has: a plain colour, its number in the first pixel."""
    number = next(_numbers)
    image = Image.new("RGB", (width, height), (number * 37 % 200 + 30, number * 91 % 200 + 30, 120))
    image.paste((number % 256, number // 256 % 256, number // 65536), (0, 0, 8, 8))
    out = BytesIO()
    image.convert(mode).save(out, format, **({"compress_level": 1} if format == "PNG" else {"quality": 95}))
    return out.getvalue()


def make_photo(*, width: int = 1200, height: int = 800, **fields: Any) -> Photo:
    """A picture of the library with its file, without the work of taking it in."""
    data = draw_picture(width=width, height=height)
    content_hash = hashlib.sha256(data).hexdigest()
    name = originals().save(f"{content_hash[:2]}/{content_hash}.png", ContentFile(data))
    described = {
        "caption": "Lễ kỷ niệm tại Cung Văn hóa Hữu nghị",
        "alt": "Nhiều người đứng trên sân khấu có hoa và cờ",
        "credit": "Thu Hà",
        "rights": Photo.Rights.OWN,
        "created_at": LONG_AGO,
    }
    return Photo.objects.create(image=name, content_hash=content_hash, width=width, height=height, **described | fields)


def make_country(*, code: str = "LA", name: str = "Lào", **fields: Any) -> Country:
    """A country; asking twice for one code gives the same row."""
    made, _ = Country.objects.get_or_create(code=code, defaults={"name": name, "slug": slugify(name)} | fields)
    return made


def make_province(
    *,
    name: str = "",
    code: str = "",
    kind: str = ProvincePeriod.Kind.PROVINCE,
    starts_on: date | None = None,
    ends_on: date | None = None,
    **fields: Any,
) -> Province:
    """A provincial unit with one period; `ends_on` is its last day when it has merged."""
    name = name or f"Tỉnh Mẫu {next(_numbers)}"
    province = Province.objects.create(name=name, ended_on=ends_on, **{"slug": slugify(name)} | fields)
    ProvincePeriod.objects.create(
        province=province, name=name, code=code, kind=kind, starts_on=starts_on, ends_on=ends_on
    )
    return province


def make_organization(*, name: str = "", **fields: Any) -> Organization:
    """A confirmed body; a number in the name keeps two of them apart."""
    number = next(_numbers)
    name = name or f"Hội hữu nghị Việt Nam - Nước Mẫu {number}"
    described = {"slug": f"{slugify(name)}-{number}", "kind": Organization.Kind.NATIONAL_ASSOCIATION}
    return Organization.objects.create(name=name, **described | fields)


def make_event(*, name: str = "", organizers: tuple[Organization, ...] = (), **fields: Any) -> Event:
    """A confirmed event of one day; its organizers stand in the order given."""
    name = name or f"Gặp mặt hữu nghị lần {next(_numbers)}"
    described: dict[str, Any] = {"slug": slugify(name), "kind": Event.Kind.EXCHANGE, "starts_on": date(2026, 12, 2)}
    described |= fields
    event = Event.objects.create(name=name, **{"ends_on": described["starts_on"]} | described)
    for position, organization in enumerate(organizers):
        EventOrganizer.objects.create(event=event, organization=organization, position=position)
    return event


def make_user(*, role: str = "", name: str = "", **fields: Any) -> User:
    """A colleague who may sign in; `role` is a key of `newsroom.roles.ROLES` (the groups must be there)."""
    number = next(_numbers)
    described = {"username": f"user{number}", "name": name or f"Nguyễn Văn {number}", "is_staff": True}
    user = User.objects.create_user(password="mat-khau-thu", **described | fields)
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


def make_section(*, name: str = "", parent: Section | None = None, **fields: Any) -> Section:
    """A section of the magazine, or a subsection."""
    name = name or f"Chuyên mục {next(_numbers)}"
    section = Section(name=name, parent=parent, **{"slug": slugify(name)} | fields)
    section.full_clean()
    section.save()
    return section


def make_author(*, name: str = "", **fields: Any) -> Author:
    name = name or f"Bút danh {next(_numbers)}"
    author = Author(name=name, **{"slug": slugify(name)} | fields)
    author.full_clean()
    author.save()
    return author


def make_story(
    *,
    by: User | None = None,
    now: datetime = LONG_AGO,
    section: Section | None = None,
    authors: tuple[Author, ...] = (),
    **fields: Any,
) -> Story:
    """A draft with a saved version, ready for every step of the workflow."""
    described = {
        "title": f"Giao lưu hữu nghị lần thứ {next(_numbers)}",
        "lead": "Sáng nay tại Hà Nội, đại biểu hai nước gặp nhau để bàn về chương trình hợp tác của năm tới, "
        "trong không khí thân tình của những người bạn cũ.",
        "body": "<p>Hội trường chật kín người từ sớm.</p><p>Các đại biểu trao đổi về kế hoạch chung.</p>",
    }
    story = writing.new_story(by=by, now=now, section=section or make_section(), **described | fields)
    for position, author in enumerate(authors):
        story.contributions.create(author=author, position=position)
    writing.keep_version(story, by=by, now=now)
    return story


def make_tag(*, name: str = "") -> Tag:
    name = name or f"thẻ {next(_numbers)}"
    return Tag.objects.create(name=name, slug=slugify(name))


def make_topic(*, name: str = "", **fields: Any) -> Topic:
    """A special topic; on the banner for good unless `shown_from` says otherwise."""
    name = name or f"Chuyên đề {next(_numbers)}"
    topic = Topic(name=name, **{"slug": slugify(name), "shown_from": LONG_AGO} | fields)
    topic.full_clean()
    topic.save()
    return topic


def make_article(
    *,
    number: int | None = None,
    section: Section | None = None,
    published_at: datetime = LONG_AGO,
    updated_at: datetime | None = None,
    expires_at: datetime | None = None,
    withdrawn_at: datetime | None = None,
    authors: tuple[Author | BylineLine, ...] = (),
    tags: tuple[Tag, ...] = (),
    topics: tuple[Topic, ...] = (),
    organizations: tuple[Organization, ...] = (),
    events: tuple[Event, ...] = (),
    lead_picks: tuple[int, ...] = (),
    end_picks: tuple[int, ...] = (),
    photo: Photo | None = None,
    slug: str = "",
    **text: Any,
) -> Article:
    """A story as it stands in the magazine, without its way through the desk."""
    each = next(_numbers)
    section = section or make_section()
    described = dict.fromkeys(("kicker", "card_title", "seo_title", "social_title", "video"), "")
    described |= dict.fromkeys(("source_outlet", "source_agency", "source_url"), "")
    described |= dict.fromkeys(("photo_caption", "photo_alt", "photo_credit"), "")
    described |= {
        "kind": Kind.ARTICLE,
        "title": f"Nhịp cầu hữu nghị số {each}",
        "lead": f"Buổi gặp thứ {each} nối dài câu chuyện của những người bạn cũ ở hai bờ sông.",
        "body": f"<p>Đoạn mở đầu của câu chuyện thứ {each}.</p>",
    }
    content = Content(
        **described | text,
        photo=photo.pk if photo else None,
        byline=tuple(
            author
            if isinstance(author, BylineLine)
            else BylineLine(author=author.pk, name=author.name, role="author", title_lines=author.title_lines)
            for author in authors
        ),
    )
    edition = magazine.Edition(
        number=number or 1_000_000 + each,
        content=content,
        version_hash=content.digest(),
        filing=magazine.Filing(
            section=section.pk,
            top_section=section.top.pk,
            tags=tuple(tag.pk for tag in tags),
            topics=tuple(topic.pk for topic in topics),
            organizations=tuple(organization.pk for organization in organizations),
            events=tuple(event.pk for event in events),
            picks=(*(("lead", pick) for pick in lead_picks), *(("end", pick) for pick in end_picks)),
        ),
        slug=slug or slugify(content.title),
        published_at=published_at,
        updated_at=updated_at,
        expires_at=expires_at,
    )
    magazine.write([edition], now=LONG_AGO)
    article = Article.objects.get(pk=edition.number)
    if withdrawn_at:
        magazine.blank(article, now=withdrawn_at)
    return article


def make_list(*, key: str, pins: tuple[Article | FeaturedItem, ...] = (), **fields: Any) -> FeaturedList:
    """A launched list with its pins in order."""
    row = FeaturedList.objects.create(key=key, **{"name": key, "size": 4} | fields)
    for position, pin in enumerate(pins):
        item = pin if isinstance(pin, FeaturedItem) else FeaturedItem(number=pin.pk)
        item.featured_list, item.position = row, position
        item.save()
    return row
