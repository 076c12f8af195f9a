"""Example stories: the usual one, the emptiest, the longest, a film and a photo story."""

from dataclasses import replace
from datetime import timedelta

from pages.body_blocks import (
    GalleryBlock,
    InfographicBlock,
    LinkBlock,
    NoteBlock,
    PhotoBlock,
    PullQuoteBlock,
    RelatedBlock,
    TableBlock,
    TextBlock,
    VideoFileBlock,
    YouTubeBlock,
)
from pages.examples import words
from pages.examples.pieces import CAPTION, DAY, block, card, cards, picture, topic
from pages.page_contexts import ArticlePage
from pages.page_types import Byline, Chip, CorrectionNote, Crumb, Source

HOME = Crumb("Trang chủ", "/")
CREDIT = "Ảnh: Thu Hà"

BODY = (
    TextBlock(words.BODY_1),
    PhotoBlock(picture(21, credit=CREDIT, alt="Hai người ôm nhau trên sân ga"), CAPTION, "wide"),
    TextBlock(words.BODY_2),
    TableBlock(words.TABLE),
    RelatedBlock(cards(30, 2), with_lead=True),
    PullQuoteBlock("<p>Chúng tôi không gọi đó là giúp đỡ. Chúng tôi gọi đó là ở cùng nhau.</p>", "Bà Nguyễn Thị Hòa"),
    TextBlock(words.BODY_3),
    GalleryBlock(tuple(picture(22 + n, caption=CAPTION if n else "", credit=CREDIT, alt="Sân ga") for n in range(3))),
    YouTubeBlock("dQw4w9WgXcQ", "Ngày về", "Trích đoạn phim tài liệu <em>Ngày về</em>", picture(26)),
    InfographicBlock(picture(27, tall=True, alt="Số trường kết nghĩa theo năm"), "/static/img/sample.svg", CAPTION),
    NoteBlock("<p>Đăng ký chuyến tàu mùa xuân tại Hội hữu nghị Việt Nam - Lào, trước ngày 15/01/2027.</p>"),
)

ARTICLE = ArticlePage(
    number=1_000_000,
    kind="article",
    url="https://thoidai.com.vn/chuyen-tau-huu-nghi-1000000.html",
    crumbs=(HOME, Crumb("Hữu nghị", "/huu-nghi/"), Crumb("Bốn phương kết bạn", "/huu-nghi/bon-phuong-ket-ban/")),
    published_at=DAY,
    updated_at=DAY + timedelta(hours=3),
    kicker="Ký sự đường sắt",
    title=words.STORIES[0][2],
    lead=words.STORIES[0][3] + " Dọc đường, họ mang theo giáo án cũ, ảnh lớp học và những cái tên chưa bao giờ quên.",
    lead_related=cards(1, 2),
    video=None,
    picture=picture(20, credit=CREDIT, caption=CAPTION),
    body=BODY,
    byline=(
        Byline("Trần Minh Châu", "/tac-gia/tran-minh-chau/"),
        Byline("Thu Hà", "/tac-gia/thu-ha/", "Ảnh"),
        Byline("Minh Quân", "/tac-gia/minh-quan/", "Ảnh"),
        Byline("Lê Văn Hữu", "", "", ("Ủy viên Ban Thường vụ Tỉnh ủy", "Chủ tịch Liên hiệp hữu nghị tỉnh")),
    ),
    source=Source("Theo Báo Tin tức/TTXVN", "https://example.org/"),
    organizations=(Chip("Hội hữu nghị Việt Nam - Lào", "/to-chuc/lao/", "organization"),),
    events=(Chip("Đại hội Hội hữu nghị Việt Nam - Lào lần thứ VI", "/su-kien/1/", "event"),),
    topics=(Chip(words.TOPIC_NAMES[0], "/chuyen-de/0/", "topic"),),
    tags=tuple(Chip(tag, f"/tag/{n}/", "tag") for n, tag in enumerate(words.TAGS[:6])),
    corrections=(
        CorrectionNote(DAY + timedelta(hours=2), "Bản đầu của bài viết nhầm số giáo viên là 1.020; đúng là 1.200."),
    ),
    related=cards(3, 3),
    same_section=cards(6, 4),
    most_read=cards(10, 5),
    section_blocks=(block("lines", "Biển đảo", 40, 3), block("lines", "Thông tin cần biết", 44, 3)),
    multimedia=(
        block("photo", "Phóng sự ảnh", 50, 3, kind="photo_story"),
        block("video", "Video", 54, 4, kind="video"),
    ),
    topic_banners=tuple(topic(n) for n in range(3)),
)
EMPTY_ARTICLE = replace(
    ARTICLE, updated_at=None, kicker="", title="Tin vắn", lead="", lead_related=(), picture=None,
    body=(TextBlock("<p>Một câu.</p>"),), byline=(), source=None, organizations=(), events=(), topics=(), tags=(),
    corrections=(), related=(), same_section=(), most_read=(), section_blocks=(), multimedia=(), topic_banners=(),
)  # fmt: skip
EXTREME_ARTICLE = replace(
    ARTICLE,
    title=words.LONG_TITLE,
    lead=" ".join(story[3] for story in words.STORIES[:8]),
    tags=tuple(Chip(tag, f"/tag/{n}/", "tag") for n, tag in enumerate(words.TAGS)),
    lead_related=(card(1, title=words.LONG_TITLE), card(2, has_picture=False, title=words.LONG_TITLE)),
    source=Source("Nguồn: một-tên-miền-rất-dài-không-có-chỗ-ngắt-" * 4, "https://example.org/"),
    is_preview=True,
)
VIDEO_ARTICLE = replace(
    ARTICLE, kind="video", picture=None,
    video=VideoFileBlock("/media/phim.mp4", poster=picture(28), caption_html=CAPTION),
    body=(TextBlock(words.BODY_3), LinkBlock("https://example.org/", "Xem bản đồ hành trình")),
)  # fmt: skip
PHOTO_STORY = replace(
    ARTICLE, kind="photo_story",
    body=tuple(PhotoBlock(picture(80 + n, credit=CREDIT), CAPTION, "full") for n in range(4)),
)  # fmt: skip
