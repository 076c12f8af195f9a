"""Example contexts of every file in templates/components/: file name → contexts, the last ones extreme or empty."""

from datetime import timedelta
from typing import Any

from django import forms

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
from pages.cards import Card
from pages.examples import words
from pages.examples.pieces import CAPTION, DAY, block, body, card, cards, event, picture, site, topic
from pages.examples.stories import ARTICLE
from pages.examples.whole_pages import BOTH_WAYS, FACTS, GROUPS, MONTH, VIEWS
from pages.page_contexts import BodyGroup, OfficeLine
from pages.page_types import Block, Byline, Chip, CorrectionNote, Crumb, Pager, Source

LONG = card(2, title=words.LONG_TITLE)
BARE = card(3, has_picture=False)
EMPTY: tuple[Any, ...] = ()


class ExampleForm(forms.Form):
    """Filters as the directory and the events have them."""

    q = forms.CharField(label="Từ khóa", required=False)
    kind = forms.ChoiceField(label="Loại", choices=[("", "Tất cả"), ("1", "Hội hữu nghị")], required=False)


def _blocks(style: Any, count: int = 4) -> list[dict[str, Any]]:
    return [
        {"block": block(style, "Hữu nghị", 0, count)},
        {"block": block(style, "Một mục", 0, 1)},
        {"block": Block(style, "Không có gì")},
    ]


def _card(card: Card, **chosen: Any) -> dict[str, Any]:
    """A context of card.html as the tag story_card makes it."""
    return {"card": card, "style": "", "heading_level": "h3", "sizes": "18rem", "eager": False} | chosen


COMPONENTS: dict[str, list[dict[str, Any]]] = {
    "article_tools.html": [{"url": ARTICLE.url, "title": 'Tên có "ngoặc" & <dấu>'}],
    "block_cards.html": _blocks("cards"),
    "block_events.html": _blocks("events"),
    "block_head.html": [{"block": block("major", "Hữu nghị")}, {"block": Block("lines", "Không đường dẫn")}],
    "block_infographic.html": _blocks("infographic"),
    "block_lines.html": _blocks("lines"),
    "block_major.html": _blocks("major", 6),
    "block_minor.html": _blocks("minor"),
    "block_organizations.html": _blocks("organizations"),
    "block_photo.html": _blocks("photo"),
    "block_ranked.html": _blocks("ranked", 5),
    "block_thumbs.html": _blocks("thumbs"),
    "block_topics.html": _blocks("topics", 3),
    "block_video.html": _blocks("video"),
    "body_card.html": [{"body": body(0)}, {"body": body(1)}],
    "body_gallery.html": [
        {"block": GalleryBlock(tuple(picture(n, alt="Sân ga", caption=CAPTION, credit="Thu Hà") for n in range(4)))},
        {"block": GalleryBlock((picture(1), picture(2), picture(3)))},
        {"block": GalleryBlock(())},
    ],
    "body_group.html": [{"group": GROUPS[1]}, {"group": BodyGroup("Không có gì", ())}],
    "body_infographic.html": [{"block": InfographicBlock(picture(1, tall=True, alt="Số liệu"), "/x.webp", CAPTION)}],
    "body_link.html": [{"block": LinkBlock("https://example.org/?a=1&b=2", "Xem bản đồ", CAPTION)}],
    "body_note.html": [{"block": NoteBlock("<p>Ghi chú của tòa soạn.</p>")}],
    "body_photo.html": [
        {"block": PhotoBlock(picture(1, alt="Sân ga", credit="Ảnh: Thu Hà"), CAPTION, layout)}
        for layout in ("normal", "wide", "full", "narrow")
    ]
    + [{"block": PhotoBlock(picture(2))}],
    "body_pull_quote.html": [
        {"block": PullQuoteBlock("<p>Ở cùng nhau.</p>", "Bà Hòa")},
        {"block": PullQuoteBlock("<p>Ở cùng nhau.</p>")},
    ],
    "body_related.html": [
        {"block": RelatedBlock(cards(0, 2), with_lead=True)},
        {"block": RelatedBlock((LONG, BARE))},
        {"block": RelatedBlock(())},
    ],
    "body_table.html": [{"block": TableBlock(words.TABLE)}],
    "body_text.html": [{"block": TextBlock(words.BODY_1)}],
    "body_video.html": [{"block": VideoFileBlock("/media/phim.mp4", title="Phim", poster=picture(1))}],
    "body_youtube.html": [
        {"block": YouTubeBlock("dQw4w9WgXcQ", "Ngày về", CAPTION, picture(1))},
        {"block": YouTubeBlock("dQw4w9WgXcQ")},
    ],
    "byline.html": [{"byline": ARTICLE.byline}, {"byline": (Byline("Không trang riêng"),)}, {"byline": EMPTY}],
    "caption.html": [
        {"caption_html": "Một <em>chú thích</em>", "credit": "Ảnh: Thu Hà"},
        {"caption": "a < b & c", "credit": ""},
        {"caption": "", "credit": ""},
    ],
    "card.html": [
        _card(card(kind=kind), style=style, show_lead=True, show_section=True, show_date=True)
        for kind in ("article", "video", "photo_story", "infographic")
        for style in ("", "lead", "big", "row", "thumb", "line")
    ]
    + [_card(LONG, style="thumb"), _card(BARE), _card(card(5), heading_level="h2", eager=True)],
    "chips.html": [
        {"label": "Thẻ", "chips": tuple(Chip(tag, f"/tag/{n}/", "tag") for n, tag in enumerate(words.TAGS))},
        {"label": "Tổ chức", "chips": ARTICLE.organizations},
        {"label": "Sự kiện", "chips": EMPTY},
    ],
    "correction_notes.html": [
        {"notes": (*ARTICLE.corrections, CorrectionNote(DAY + timedelta(days=1), words.LONG_TITLE))},
        {"notes": EMPTY},
    ],
    "crumbs.html": [
        {"crumbs": ARTICLE.crumbs, "el": "breadcrumb"},
        {"crumbs": (Crumb("Trang chủ", "/"), Crumb("Trang này", ""))},
        {"crumbs": EMPTY},
    ],
    "empty.html": [{"text": "Chưa có tin bài nào ở đây."}],
    "event_card.html": [
        {"event": event(0)},
        {"event": event(1, status="cancelled", status_label="Đã hủy")},
        {"event": event(1, status="postponed", status_label="Hoãn"), "heading_level": "h2"},
    ],
    "event_list.html": [
        {"heading": "Sự kiện", "events": (event(0), event(1))},
        {"heading": "Sự kiện", "events": EMPTY},
    ],
    "facts.html": [{"facts": FACTS}, {"facts": EMPTY}],
    "feed_link.html": [{"url": "/rss/", "calendar_url": "/lich.ics"}, {"calendar_url": "/lich.ics"}, {"url": ""}],
    "filter_form.html": [{"form": ExampleForm({"kind": "9"}), "is_filtered": True}, {"form": None}],
    "follow.html": [{"links": site().follow}, {"links": EMPTY}],
    "month.html": [{"month": MONTH[0][1].on, "weeks": MONTH, "pager": BOTH_WAYS}, {"month": None, "weeks": EMPTY}],
    "office_list.html": [{"offices": (OfficeLine("Chủ tịch", "Nguyễn Văn Mẫu", "từ 2025"),)}, {"offices": EMPTY}],
    "pager.html": [{"pager": BOTH_WAYS}, {"pager": Pager(next_url="?sau=1")}, {"pager": Pager()}],
    "picture.html": [
        {"picture": picture(1, alt="Sân ga"), "zoom_url": "/x.webp"},
        {"picture": picture(1, alt="Sân ga", caption="Sân ga"), "eager": True},
    ],
    "source.html": [
        {"source": Source("Theo TTXVN", "https://example.org/")},
        {"source": Source("TTXVN")},
        {"source": None},
    ],
    "story_block.html": [
        {"heading": "Đọc nhiều", "cards": cards(0, 5), "el": "most-read", "style": style}
        for style in ("ranked", "cards", "thumbs")
    ]
    + [{"heading": "Tin bài liên quan", "cards": EMPTY, "el": "related", "style": "cards"}],
    "story_list.html": [{"cards": (*cards(0, 3), LONG, BARE), "show_section": True}, {"cards": EMPTY}],
    "time_line.html": [
        {"published_at": DAY, "updated_at": DAY + timedelta(hours=3)},
        {"published_at": DAY, "updated_at": None},
        {"published_at": None, "updated_at": None},
    ],
    "topic_banners.html": [{"topics": tuple(topic(n) for n in range(3))}, {"topics": EMPTY}],
    "view_tabs.html": [{"links": VIEWS, "current": VIEWS[0].url}, {"links": EMPTY}],
}
