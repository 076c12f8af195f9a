"""Example contexts of whole pages: template name → {case: page}. Usual, extreme and empty ones."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from pages.examples import words
from pages.examples.pieces import DAY, block, body, card, cards, event, picture
from pages.examples.stories import ARTICLE, EMPTY_ARTICLE, EXTREME_ARTICLE, HOME, PHOTO_STORY, VIDEO_ARTICLE
from pages.page_contexts import (
    AuthorPage,
    BodyGroup,
    CorrectionsPage,
    EventPage,
    EventsPage,
    FactLine,
    HomePage,
    MonthDay,
    MostReadPage,
    MultimediaPage,
    OfficeLine,
    OrganizationPage,
    OrganizationsPage,
    SearchPage,
    SectionPage,
    StandingPage,
    SuccessionLine,
    TagPage,
    TopicPage,
)
from pages.page_types import Crumb, Link, Pager

BOTH_WAYS = Pager("?truoc=1", "?sau=2")

HOME_PAGE = HomePage(
    lead=card(0),
    lead_related=cards(60, 3),
    second_row=cards(1, 4),
    main=(
        block("major", "Hữu nghị", 5, 5),
        block("minor", "Kiều bào", 10, 4),
        block("minor", "Biển đảo", 14, 4),
        block("major", "Đối ngoại nhân dân", 18, 5),
    ),
    rail=(
        block("events", "Sự kiện sắp tới", count=4),
        block("ranked", "Đọc nhiều", 23, 5),
        block("lines", "Thông tin cần biết", 28, 4),
    ),
    bands=(
        block("photo", "Phóng sự ảnh", 32, 4, kind="photo_story"),
        block("cards", "Văn hóa", 36, 4),
        block("infographic", "Infographic", 40, 4, kind="infographic"),
        block("video", "Video", 44, 4, kind="video"),
        block("organizations", "Các tổ chức", count=6),
        block("topics", "Chuyên đề", count=3),
    ),
)
RAIL = (block("ranked", "Đọc nhiều", 70, 5), block("events", "Sự kiện sắp tới", count=3))
FACTS = (
    FactLine("Thành lập", "17/11/1950"),
    FactLine("Trực thuộc", "", (Link("Liên hiệp các tổ chức hữu nghị Việt Nam", "/to-chuc/vufo/"),)),
    FactLine("Địa bàn", "Phú Thọ", (Link("trước đây: Vĩnh Phúc", "/to-chuc/vinh-phuc/"),)),
    FactLine("Trang web", "", (Link("vufo.org.vn", "https://vufo.org.vn/"),)),
)
GROUPS = (
    BodyGroup("Các ban, đơn vị", tuple(body(n) for n in range(3))),
    BodyGroup("Hội hữu nghị", tuple(body(n) for n in range(6)), note="Theo thứ tự chữ cái."),
)
FIRST = date(2026, 11, 30)
MONTH = tuple(
    tuple(
        MonthDay(
            day := FIRST + timedelta(days=7 * week + weekday),
            (event(0),) if day.day == 3 else (event(1), event(2)) if day.day == 12 else (),
            is_other_month=day.month != 12,
            is_today=day.day == 5 and day.month == 12,
        )
        for weekday in range(7)
    )
    for week in range(5)
)
VIEWS = (Link("Danh sách", "/su-kien/"), Link("Theo tháng", "/su-kien/?xem=thang"))
STANDING = "<p>Thời Đại là tạp chí điện tử.</p><h2>Tôn chỉ</h2><p>Kể chuyện tình bạn giữa các dân tộc.</p>"

PAGES: dict[str, dict[str, Any]] = {
    "article": {
        "usual": ARTICLE, "empty": EMPTY_ARTICLE, "extreme": EXTREME_ARTICLE, "video": VIDEO_ARTICLE,
        "photo_story": PHOTO_STORY,
    },
    "home": {"usual": HOME_PAGE, "empty": HomePage(lead=None), "lead only": HomePage(lead=card(3, has_picture=False))},
    "section": {
        "usual": SectionPage(
            "Hữu nghị", "/huu-nghi/", (HOME,), "Những nhịp cầu giữa nhân dân Việt Nam và bạn bè thế giới.",
            (Link("Bốn phương kết bạn", "/huu-nghi/bon-phuong-ket-ban/"), Link("Hội hữu nghị", "/huu-nghi/hoi/")),
            card(0), cards(1, 4), cards(5, 12), BOTH_WAYS, RAIL, "/rss/huu-nghi/",
        ),
        "one story": SectionPage("Biển đảo", "/bien-dao/", (HOME,), lead=card(3)),
        "empty": SectionPage("Kinh tế", "/kinh-te/", (HOME,)),
    },
    "tag": {"usual": TagPage("đối ngoại nhân dân", cards(0, 8), BOTH_WAYS, RAIL, "/rss/"), "empty": TagPage("Lào")},
    "topic": {
        "usual": TopicPage(
            words.TOPIC_NAMES[0], "Hai mươi bài về những người làm đối ngoại ở cơ sở.", picture(90), date(2026, 10, 1),
            card(0), cards(1, 6), Pager(), RAIL, "/rss/",
        ),
        "empty": TopicPage(words.TOPIC_NAMES[1]),
    },
    "author": {
        "usual": AuthorPage(
            "Trần Minh Châu", "Phóng viên", ("Ban Đối ngoại nhân dân",), "Viết về các hội hữu nghị từ năm 2012.",
            picture(91), cards(0, 6), BOTH_WAYS, RAIL, "/rss/",
        ),
        "empty": AuthorPage("Lê Văn Hữu"),
    },
    "organization": {
        "usual": OrganizationPage(
            "Liên hiệp các tổ chức hữu nghị tỉnh Phú Thọ", (HOME, Crumb("Tổ chức", "/to-chuc/")),
            "Liên hiệp cấp tỉnh", "LHHN Phú Thọ", ("LHHN Phú Thọ", "Liên hiệp hữu nghị Phú Thọ"), None,
            "Tiếp nối ba liên hiệp Phú Thọ, Vĩnh Phúc và Hòa Bình từ ngày 01/07/2025.",
            "Tổ chức chính trị - xã hội làm công tác đối ngoại nhân dân trên địa bàn tỉnh.", FACTS,
            (
                SuccessionLine("Hợp nhất từ", date(2025, 7, 1), Link("Liên hiệp hữu nghị Vĩnh Phúc", "/to-chuc/vp/")),
                SuccessionLine("Thành lập tại đại hội lần thứ nhất.", date(2004, 3, 2)),
            ),
            (OfficeLine("Chủ tịch", "Nguyễn Văn Mẫu", "từ 2025", "/tac-gia/mau/"),
             OfficeLine("Phó Chủ tịch", "Lê Thị Mẫu")),
            (OfficeLine("Chủ tịch", "Phạm Văn Mẫu", "2019-2025"),),
            GROUPS[:1], (event(0), event(1)), (event(2, status="held"),), cards(0, 5), BOTH_WAYS, "/rss/", "/lich.ics",
        ),
        "empty": OrganizationPage("Hội Việt - Mỹ", (HOME,)),
    },
    "event": {
        "usual": EventPage(
            event(0).label, (HOME, Crumb("Sự kiện", "/su-kien/")), event(0, status_label="Sắp diễn ra"),
            "03/12/2026 - 05/12/2026", None, Link("Đại hội Hội hữu nghị Việt Nam - Lào", "/su-kien/"),
            "Bầu Ban Chấp hành nhiệm kỳ mới và thông qua phương hướng hoạt động.", FACTS[1:3],
            (picture(92, alt="Hội trường"), picture(93, alt="Đại biểu")), cards(0, 3), RAIL[:1], "/lich.ics",
        ),
        "cancelled": EventPage(
            event(1).label, (HOME,), event(1, status="cancelled", status_label="Đã hủy"), "12/12/2026, 08:30"
        ),
    },
    "organizations": {
        "usual": OrganizationsPage(GROUPS, VIEWS, "/su-kien/", total=9),
        "empty": OrganizationsPage(is_filtered=True),
    },
    "events": {
        "usual": EventsPage(
            tuple(event(n) for n in range(4)), (event(5, status="postponed", status_label="Hoãn"),), date(2026, 12, 1),
            MONTH, BOTH_WAYS, VIEWS, "/su-kien/?xem=thang", None, False, BOTH_WAYS, "/lich.ics",
        ),
        "empty": EventsPage(),
    },
    "most_read": {"usual": MostReadPage(cards(0, 10), cards(4, 10)), "empty": MostReadPage()},
    "multimedia": {
        "usual": MultimediaPage(
            card(0, kind="video"),
            (
                block("photo", "Phóng sự ảnh", 1, 4, kind="photo_story"),
                block("video", "Video", 5, 4, kind="video"),
                block("infographic", "Infographic", 9, 4, kind="infographic"),
            ),
        ),
        "empty": MultimediaPage(),
    },
    "corrections": {
        "usual": CorrectionsPage(
            tuple(replace(ARTICLE.corrections[0], title=card(n).title, url=card(n).url) for n in range(3)),
            "/chinh-sach-dinh-chinh/", BOTH_WAYS,
        ),
        "empty": CorrectionsPage(),
    },
    "search": {
        "usual": SearchPage("huu nghi", "Khoảng 240 kết quả", (body(1), body(4)), (event(0),), cards(0, 6), BOTH_WAYS),
        "nothing": SearchPage('"><script>', "Không có kết quả", suggestions=cards(0, 4),
            notice="Câu hỏi đã được rút ngắn."),
        "empty": SearchPage(),
    },
    "standing": {
        "usual": StandingPage(
            "Giới thiệu", STANDING, DAY, (Link("Giới thiệu", "/gioi-thieu/"), Link("Tòa soạn", "/toa-soan/")),
            "/gioi-thieu/"
        ),
        "empty": StandingPage("Liên hệ", ""),
    },
}  # fmt: skip
