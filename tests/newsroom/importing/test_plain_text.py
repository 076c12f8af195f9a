"""Plain fields that came with HTML, and the kinds that stand in brackets before a title."""

import json

import pytest

from articles.models import Article, OldAddress
from newsroom.importing import plain
from newsroom.importing.lines import read
from tests.newsroom.importing.conftest import line


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Giao l&#432;u", "Giao lưu"),
        ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
        ("&lt;b&gt; là thẻ", "<b> là thẻ"),
        ("<b>Giao</b> <i class=x>lưu</i>", "Giao lưu"),
        ("Một<br/>hai<p>ba</p>", "Một hai ba"),
        ("Tăng <5 %, a < b > c", "Tăng <5 %, a < b > c"),
        ("AT&T, R&D; &unknown; &copy", "AT&T, R&D; &unknown; &copy"),
        ("A&nbsp;B&shy;C&#0;D&#xD800;E&#9999999999;", "A BCDE&#9999999999;"),
        ("x<script>alert(1)</script>y<!-- z -->", "x y"),
        ("x<script>", "x"),
    ],
)
def test_a_line_is_words(text, wanted):
    assert plain.line(text) == wanted


def test_lines_of_a_lead_stay_lines():
    assert plain.text("<p>Một.</p><p>Hai.</p>Ba<br>bốn") == "Một.\n\nHai.\nBa\nbốn"


def test_every_field_of_words_is_read_so():
    fields = {
        "title": "Giao l&#432;u <b>A</b>",
        "lead": "L&#7901;i",
        "kicker": "<i>K</i>",
        "section": ["H&#7919;u ngh&#7883;"],
        "tags": ["<b>a</b>"],
        "topics": ["b&amp;c"],
        "organizations": ["H&#7897;i"],
        "contributors": [{"name": "<b>Thu H&#224;</b>", "titles": ["PV&nbsp;"]}],
        "source": {"outlet": "B&#225;o", "url": "https://a.vn/?a=1&amp;b=2"},
        "lead_related": ["Giao l&#432;u"],
    }
    read_line = read(json.dumps(line(**fields)).encode())
    assert (read_line.title, read_line.lead, read_line.kicker) == ("Giao lưu A", "Lời", "K")
    assert (read_line.section, read_line.tags, read_line.topics) == (("Hữu nghị",), ("a",), ("b&c",))
    assert (read_line.organizations, read_line.lead_related) == (("Hội",), ("Giao lưu",))
    assert (read_line.contributors[0].name, read_line.contributors[0].title_lines) == ("Thu Hà", "PV")
    assert read_line.source == {"outlet": "Báo", "url": "https://a.vn/?a=1&b=2"}


@pytest.mark.parametrize(
    ("title", "kind", "rest"),
    [
        ("[Video] Lễ hội", "video", "Lễ hội"),
        ("[ CLIP ]: Lễ hội", "video", "Lễ hội"),
        ("[Infographic] Số liệu", "infographic", "Số liệu"),
        ("[Ảnh] Mùa thu", "photo_story", "Mùa thu"),
        ("[Chùm ảnh] - Mùa thu", "photo_story", "Mùa thu"),
        ("<b>[Ảnh]</b> [Video] Mùa thu", "video", "Mùa thu"),
        ("[Góc nhìn] Mùa thu", "article", "[Góc nhìn] Mùa thu"),
    ],
)
def test_what_stands_in_brackets_is_the_kind(title, kind, rest):
    read_line = read(json.dumps(line(title=title)).encode())
    assert (read_line.kind, read_line.title) == (kind, rest)


def test_what_is_too_long_is_cut_between_words_and_said(bring_in):
    fields = {
        "kicker": "mào đầu " * 30,
        "source": {"outlet": "Báo Tin tức " * 30, "agency": 7},
        "updated_at": "2099-01-01T00:00:00",
        "contributors": [{"name": "Thu Hà", "titles": "Phóng viên"}],
        "redirect_from": ["/tin-t%E1%BB%A9c/x.html#y", "/index.php?id=5"],
    }
    assert bring_in(line(**fields)).counts["created"] == 1, bring_in.said
    article = Article.objects.get()
    assert article.kicker.endswith(("mào", "đầu"))
    assert len(article.source_outlet) <= 200
    assert (article.updated_at, article.contributions.get().title_lines) == (None, "Phóng viên")
    assert OldAddress.objects.get().path == "/tin-tức/x.html"
    for name in ("kicker", "source.outlet", "source", "updated_at", "id=5"):
        assert any(name in said for said in bring_in.said), name
