"""Texts compared by words."""

import re
from importlib import import_module
from random import Random

from django.template.loader import render_to_string

from articles.body.reading import read
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


def test_a_very_long_paragraph_with_another_in_its_stead() -> None:
    old, new = "chữ " * 20_000, "từ " * 20_000
    pieces = by_words(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == new
    assert any(piece.is_coarse for piece in pieces)
    assert len(pieces) < 10


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def test_equal_short_paragraphs_cost_no_more_than_their_number() -> None:
    """Eleven kilobytes of them took 27 seconds."""

    def cost(count: int) -> int:
        old = paragraphs(*["a", "b"] * count)
        new = paragraphs(*["b", "c", "a"] * count)
        return effort(lambda: differences(content(body=old), content(body=new)))

    assert cost(2_000) < 2.6 * cost(1_000)


def test_of_a_long_text_the_paragraphs_around_a_change_are_drawn() -> None:
    same = [f"Đoạn {number}." for number in range(2_000)]
    parts = differences(content(body=paragraphs(*same)), content(body=paragraphs(*same[:1_000], "Mới.", *same[1_000:])))
    (body,) = [part for part in parts if part.is_change]
    first, around, last = body.shown
    assert (first.hidden, around.hidden, last.hidden) == (0, 994, 994)
    assert [marked(pieces) for pieces in around.paragraphs] == [*same[997:1_000], "[+Mới.+]", *same[1_000:1_003]]
    assert [marked(pieces) for pieces in last.paragraphs] == same[-3:]
    page = render_to_string("admin/newsroom/story/differences.html", {"differences": parts, "all": True})
    assert page.count("<p>") < 20
    assert "994" in page
    short = differences(content(body=paragraphs(*same[:9])), content(body=paragraphs(*same[:9], "Mới.")))[0]
    assert [(run.hidden, len(run.paragraphs)) for run in short.shown] == [(0, 10)]


def test_each_text_is_read_once(monkeypatch) -> None:
    texts = []
    for name in ("segments", "plain"):  # of which the room's functions have the names
        module = import_module(f"articles.body.{name}")
        monkeypatch.setattr(module, "read", lambda html: texts.append(html) or read(html))
    old, new = paragraphs("Một.", "Hai."), paragraphs("Một.", "Ba.")
    differences(content(body=old), content(body=new))
    assert texts == [old, new]


def test_what_is_too_different_is_said() -> None:
    old, new = (paragraphs(*(random.choice("ab") for _ in range(4_000))) for random in (Random(1), Random(2)))
    (body,) = [part for part in differences(content(body=old), content(body=new)) if part.is_change]
    assert body.is_coarse
    pieces = [piece for paragraph in body.paragraphs for piece in paragraph]
    for skipped, text in (("added", old), ("removed", new)):
        assert "".join(piece.text for piece in pieces if piece.kind != skipped) == re.sub("</?p>", "", text)
