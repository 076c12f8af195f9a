"""Boxes of related stories stand where they stood."""

import pytest

from articles.models import Article
from newsroom.importing.bodies import references
from tests.newsroom.importing.bodies import converted
from tests.newsroom.importing.conftest import line

KNOWN = {120_001: 120_001, 99_999_999_999_999_999_999: 1_000_002, "Bài thứ ba": 120_003, 120_004: 120_004}
ITEM = '<li><a href="/bai-{0}-{0}.html">Bài {0}</a></li>'


def boxed(html: str, **more):
    return converted(html, number=KNOWN.get, **more)


def box(*numbers: int) -> str:
    return f'<aside data-related="{",".join(map(str, numbers))}"></aside>'


MARKED = {
    '<aside data-related="120001"></aside>': (box(120_001), [120_001]),
    '<aside data-related=" 120001, 120004;99999999999999999999 "></aside>': (
        box(120_001, 120_004, 1_000_002),
        [120_001, 120_004, 99_999_999_999_999_999_999],
    ),
    '<aside data-related="Bài thứ ba|120001"></aside>': (box(120_003, 120_001), ["Bài thứ ba", 120_001]),
    '<div><aside data-related="120001"></aside></div>': (box(120_001), [120_001]),
    f"<div class='box-related'><h3>Tin liên quan</h3><ul>{ITEM.format(120001)}{ITEM.format(120004)}</ul></div>": (
        box(120_001, 120_004),
        [120_001, 120_004],
    ),
    f"<p><b>Tin liên quan:</b></p>\n<ul>{ITEM.format(120001)}</ul>": (box(120_001), [120_001]),
    f"<table class=tinlienquan><tr><td><ul>{ITEM.format('99999999999999999999')}</ul></table>": (
        box(1_000_002),
        [99_999_999_999_999_999_999],
    ),
    "<div>Xem thêm <a href='https://www.tapchi.example/a-120001.htm'>Bài</a></div>": (box(120_001), [120_001]),
}
KEPT = {
    "another site's": "<div class='related'><a href='https://vnexpress.net/a-120001.html'>Bài</a></div>",
    "unknown": f"<div class='related'><ul>{ITEM.format(120001)}{ITEM.format(777)}</ul></div>",
    "with words": "<div class='related'><a href='/a-120001.html'>Bài</a> và lời</div>",
    "a list that is none": f"<ul>{ITEM.format(120001)}</ul>",
    "a link in a paragraph": "<p>Xem thêm <a href='/a-120001.html'>Bài</a></p>",
    "without a number": "<div class='related'><a href='/huu-nghi'>Bài</a></div>",
}


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = "https://tapchi.example"


@pytest.mark.parametrize("html", MARKED)
def test_a_box_stands_in_its_place(html: str) -> None:
    wanted, named = MARKED[html]
    result = boxed(f"<p>Một</p>{html}<p>hai</p>")
    assert (result.html, result.warnings) == (f"<p>Một</p>{wanted}<p>hai</p>", [])
    assert references(f"<p>Một</p>{html}<p>hai</p>") == named


@pytest.mark.parametrize("name", KEPT)
def test_what_is_no_box_or_not_known_keeps_its_links(name: str) -> None:
    html = boxed(f"<p>Một</p>{KEPT[name]}").html
    assert "aside" not in html
    assert 'href="' in html
    assert "Bài" in html


def test_the_boxes_of_the_line_stand_at_the_end_or_where_a_mark_is() -> None:
    assert boxed("<p>Một</p>", related=(5, 6)).html == f"<p>Một</p>{box(5, 6)}"
    mark = "<aside data-related></aside>"
    assert boxed(f"<p>Một</p>{mark}<p>hai</p>{mark}", related=(5, 6)).html == f"<p>Một</p>{box(5, 6)}<p>hai</p>"
    assert boxed(f"<p>Một</p>{mark}").html == "<p>Một</p>"


def test_no_story_stands_twice_and_none_in_its_own_box() -> None:
    html = '<aside data-related="120001,120004"></aside><p>Một</p><aside data-related="120001"></aside>'
    assert boxed(html, related=(120_004, 9), itself=120_001).html == f"{box(120_004)}<p>Một</p>{box(9)}"


def test_an_unknown_story_of_a_mark_is_reported_and_words_in_it_stay() -> None:
    result = boxed('<p>Một</p><aside data-related="120001|Không có|888">Lời</aside>')
    assert result.html == f"<p>Một</p>{box(120_001)}<p>Lời</p>"
    assert [("Không có" in said, "888" in said) for said in result.warnings] == [(True, False), (False, True)]


def test_links_of_a_box_become_one_only_where_all_their_stories_exist() -> None:
    html = f"<div class='related'>{ITEM.format(120001)}{ITEM.format(120004)}</div>"
    assert boxed(html, known={120_001: 120_001}.get).html.count("<a ") == 2
    assert boxed('<p>Một</p><aside data-related="120001"></aside>', known={}.get).html == f"<p>Một</p>{box(120_001)}"


def test_a_box_of_links_is_made_once_its_stories_are_there(bring_in) -> None:
    html = f"<p>Một</p><div class='related'>{ITEM.format(120002)}</div>"
    bring_in(line(120_001, body=html))
    assert "<a " in Article.objects.get().body
    assert bring_in(line(120_001, body=html), line(120_002)).counts["updated"] == 1
    assert Article.objects.get(pk=120_001).body == f"<p>Một</p>{box(120_002)}"


def test_a_marked_story_that_is_nowhere_is_reported(bring_in) -> None:
    bring_in(line(120_001, body='<p>Một</p><aside data-related="777,120001"></aside>'))
    assert Article.objects.get().body == f"<p>Một</p>{box(777)}"
    assert [said for said in bring_in.said if "777" in said]


def test_the_run_resolves_the_boxes_of_a_body(bring_in) -> None:
    html = '<p>Một</p><aside data-related="120002|Bài thứ ba"></aside><p>hai</p>'
    for _again in range(2):
        report = bring_in(line(120_001, body=html), line(120_002), line(120_003, title="Bài thứ ba"))
    assert Article.objects.get(pk=120_001).body == f"<p>Một</p>{box(120_002, 120_003)}<p>hai</p>"
    assert report.counts["unchanged"] == 3
