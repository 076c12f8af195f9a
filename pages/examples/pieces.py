"""Builders of the pieces that examples are made of."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from pages.cards import Card, Picture
from pages.examples import words
from pages.page_types import (
    Block,
    BlockStyle,
    BodyCard,
    EventCard,
    FollowLink,
    ImprintLine,
    Link,
    NavSection,
    PageMeta,
    Site,
    TopicBanner,
)

DAY = datetime(2026, 11, 21, 7, 12, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
CAPTION = "Các cựu giáo viên gặp lại học trò cũ tại sân ga Vinh, trong buổi sáng đầu tiên của hành trình"


def picture(number: int = 0, *, tall: bool = False, alt: str = "", caption: str = "", credit: str = "") -> Picture:
    """The house's drawn sample; with a number its address differs, so that a harness can vary it."""
    src = f"/static/img/sample.svg?n={number}"
    width, height = (1200, 2400) if tall else (1200, 800)
    return Picture(src, f"{src} 1200w", width, height, alt, caption, credit, "50% 30%")


def card(number: int = 0, *, kind: str = "article", has_picture: bool = True, title: str = "") -> Card:
    section, kicker, plain_title, lead = words.STORIES[number % len(words.STORIES)]
    name, url, _ = words.SECTIONS[section]
    return Card(
        number=1_000_000 + number,
        url=f"/bai-{1_000_000 + number}.html",
        title=title or plain_title,
        lead=lead,
        kicker=kicker,
        kind=kind,
        section_name=name,
        section_url=url,
        published_at=DAY - timedelta(hours=5 * number),
        picture=picture(number) if has_picture else None,
        duration="12:05" if kind == "video" else "",
    )


def cards(first: int, count: int, *, kind: str = "article") -> tuple[Card, ...]:
    return tuple(card(number, kind=kind, has_picture=number % 7 != 3) for number in range(first, first + count))


def event(number: int = 0, *, status: str = "planned", status_label: str = "") -> EventCard:
    names = ["Đại hội đại biểu Hội hữu nghị Việt Nam - Lào lần thứ VI, nhiệm kỳ 2026-2031", "Gặp mặt hữu nghị đầu xuân"]
    starts = date(2026, 12, 3) + timedelta(days=9 * number)
    return EventCard(
        label=names[number % 2],
        url=f"/su-kien/dai-hoi-{number}/",
        starts_on=starts,
        ends_on=starts + timedelta(days=2) if number % 2 == 0 else None,
        time_label="08:30",
        place="Phường Móng Cái 1, Quảng Ninh",
        kind_label="Đại hội" if number % 2 == 0 else "Giao lưu",
        status=status,  # type: ignore[arg-type]
        status_label=status_label,
    )


def body(number: int = 0) -> BodyCard:
    label, acronym, detail = words.BODY_NAMES[number % len(words.BODY_NAMES)]
    return BodyCard(label, f"/to-chuc/{number}/", acronym, detail)


def topic(number: int = 0) -> TopicBanner:
    name = words.TOPIC_NAMES[number % len(words.TOPIC_NAMES)]
    return TopicBanner(name, f"/chuyen-de/{number}/", picture(70 + number) if number != 1 else None)


def block(style: BlockStyle, heading: str, first: int = 0, count: int = 4, *, kind: str = "article") -> Block:
    return Block(
        style=style,
        heading=heading,
        url="/huu-nghi/",
        cards=cards(first, count, kind=kind) if style not in {"events", "organizations", "topics"} else (),
        events=tuple(event(number) for number in range(count)) if style == "events" else (),
        organizations=tuple(body(number) for number in range(count)) if style == "organizations" else (),
        topics=tuple(topic(number) for number in range(count)) if style == "topics" else (),
        links=(Link("Bốn phương kết bạn", "/huu-nghi/bon-phuong-ket-ban/"),) if style == "major" else (),
    )


def site() -> Site:
    return Site(
        name="Thời Đại",
        tagline="Tạp chí của Liên hiệp các tổ chức hữu nghị Việt Nam",
        nav=tuple(
            NavSection(label, url, tuple(Link(*child) for child in children), is_current=label == "Hữu nghị")
            for label, url, children in words.SECTIONS
        ),
        follow=(
            FollowLink("Google News", "https://news.google.com/", "google-news"),
            FollowLink("Facebook", "https://www.facebook.com/", "facebook"),
            FollowLink("Zalo", "https://zalo.me/", "zalo"),
            FollowLink("YouTube", "https://www.youtube.com/", "youtube"),
            FollowLink("RSS", "/rss/", "rss"),
        ),
        imprint=(
            ImprintLine("Cơ quan chủ quản", "Liên hiệp các tổ chức hữu nghị Việt Nam"),
            ImprintLine("Giấy phép", "Số 000/GP-MẪU, cấp ngày 01/01/2026, cơ quan cấp: mẫu"),
            ImprintLine("Tổng Biên tập", "Nguyễn Văn Mẫu"),
            ImprintLine("Địa chỉ", "Số 1, phố Mẫu, Hà Nội"),
            ImprintLine("Điện thoại", "024 0000 0000", "tel:+842400000000"),
            ImprintLine("E-mail", "toasoan@example.org", "mailto:toasoan@example.org"),
        ),
        footer_links=(Link("Giới thiệu", "/gioi-thieu/"), Link("Tòa soạn", "/toa-soan/"), Link("Liên hệ", "/lien-he/")),
    )


def meta(title: str) -> PageMeta:
    return PageMeta(title=f"{title} - Thời Đại", description="Một trang mẫu.", canonical="https://thoidai.com.vn/mau/")
