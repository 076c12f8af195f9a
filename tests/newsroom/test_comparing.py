"""Texts compared by words."""

from articles.content import BylineLine, Content
from newsroom.comparing import by_words, differences
from tests.effort import effort


def content(**fields) -> Content:
    empty = dict.fromkeys(
        ("kicker", "title", "card_title", "seo_title", "social_title", "lead", "body", "photo_caption", "photo_alt"), ""
    )
    empty |= dict.fromkeys(("photo_credit", "video", "source_outlet", "source_agency", "source_url"), "")
    return Content(**{"kind": "article", "photo": None} | empty | fields)


def marked(pieces) -> str:
    signs = {"same": "{}", "removed": "[-{}-]", "added": "[+{}+]"}
    return "".join(signs[piece.kind].format(piece.text) for piece in pieces)


def test_words_are_compared_not_letters() -> None:
    assert marked(by_words("Gặp gỡ hữu nghị", "Gặp gỡ thân tình hữu nghị")) == "Gặp gỡ [+thân tình +]hữu nghị"
    assert marked(by_words("230 đại biểu", "240 đại biểu")) == "[-230-][+240+] đại biểu"


def test_the_pieces_give_both_texts_back() -> None:
    old, new = "Một hai ba  bốn", "một hai tư bốn năm"
    pieces = by_words(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == new


def test_every_part_of_a_text_is_compared() -> None:
    old = content(title="A", lead="L", body="<p>Một.</p><p>Hai.</p>", byline=(BylineLine(1, "Thu Hà", "author", ""),))
    new = content(
        title="A",
        lead="M",
        body='<p>Một.</p><figure data-photo="7" data-alt="Sân khấu" data-credit="TH">'
        "<figcaption>Lễ</figcaption></figure>",
        byline=(BylineLine(1, "Thu Hà", "photo", "Phóng viên"),),
    )
    found = {part.label: part for part in differences(old, new)}
    assert [label for label, part in found.items() if part.is_change] == ["Sa-pô", "Nội dung", "Người ký bài"]
    assert [marked(pieces) for pieces in found["Nội dung"].paragraphs] == [
        "Một.",
        "[-Hai.-][+Ảnh 7 · Lễ · Sân khấu · TH+]",
    ]


def test_a_very_long_paragraph_counts_as_replaced() -> None:
    old, new = "chữ " * 20_000, "từ " * 20_000
    assert [piece.kind for piece in by_words(old, new)] == ["removed", "added"]
    assert effort(lambda: by_words(old, new)) < 1000
