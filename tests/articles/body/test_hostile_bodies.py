"""Bodies made to break the cleaning: it never raises, takes linear time, and cleaning twice changes nothing."""

import re
from collections import Counter
from html import unescape
from unicodedata import is_normalized

import html5lib
import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.body import clean, freeze, is_empty, plain_text, references, segments, word_count
from articles.body.cleaning import _GATE
from articles.body.nodes import write
from articles.body.reading import read
from articles.body.structure import ROOT, Structure
from articles.body.vocabulary import ELEMENTS
from tests.effort import effort

NAMES = [
    *ELEMENTS,
    *("b", "i", "u", "span", "div", "h1", "h4", "thead", "caption", "img", "iframe", "script", "style", "svg"),
    *("math", "template", "o:p", "font", "section", "dl", "dt", "hr", "textarea", "select", "form", "x"),
]  # fmt: skip
ATTRIBUTES = st.sampled_from(
    [
        *('data-photo="12"', 'data-photo="x"', "data-gallery='1,2,,3'", "data-infographic=5", "data-layout=wide"),
        *("data-embed=youtube:dQw4w9WgXcQ", "data-embed=x", 'data-related="4,5"', "data-lead=1", "data-note"),
        *("data-pull", 'data-alt=" a &lt;\u0338 e\u0301 "', "data-credit='\u200b'", "href=/x", "href=https://a.vn"),
        *(
            "href=javascript:x",
            "href='//a b'",
            "href=http://1.2.3.999:x/",
            "href='ht tp:é'",
            "rel='nofollow x'",
            "colspan=3",
            "rowspan=7",
            "scope=row",
            "start=5",
        ),
        *("style='font-weight:700'", "style=font-weight:normal;font-style:italic", "onclick=x", 'x="', "x='", "="),
        "src=https://youtu.be/dQw4w9WgXcQ",
    ]
)
PIECES = st.one_of(
    st.builds(
        lambda name, attributes: f"<{name} {' '.join(attributes)}>",
        st.sampled_from(NAMES),
        st.lists(ATTRIBUTES, max_size=3),
    ),
    st.sampled_from(NAMES).map(lambda name: f"</{name}>"),
    st.sampled_from(
        [
            *(
                "chữ",
                " ",
                "\n",
                "&nbsp;",
                "e",
                "\u0301",
                "\u0338",
                "&#x301;",
                "\u200b",
                "&lt;b&gt;",
                "&amp;lt;",
                "<",
                ">",
            ),
            *("<!--", "-->", "<![CDATA[", "]]>", "<?", "\x00", "\ud800", "&#0;", "&", "&#99999999999;", "=", "\u2adc"),
            *("\u1100", "\u1161", "|", "'", '"', "/", "\ue000", "<br><br>", "\r\n", "&#10;"),
        ]
    ),
    st.text(max_size=6),
)
SOUPS = st.lists(PIECES, max_size=40).map("".join)


@given(SOUPS)
@settings(max_examples=250, deadline=None)
def test_cleaning_twice_changes_nothing(soup: str) -> None:
    body = clean(soup)
    assert clean(body) == body
    assert is_normalized("NFC", body)


@given(SOUPS)
@settings(max_examples=120, deadline=None)
def test_the_two_authorities_agree(soup: str) -> None:
    structure = Structure(removed := Counter())
    written = write(structure.blocks(read(soup, removed).children, ROOT))
    assert _GATE.clean(written) == written


@given(SOUPS)
@settings(max_examples=120, deadline=None)
def test_a_browser_reads_what_was_written(soup: str) -> None:
    """An independent HTML 5 parser finds the vocabulary only, and writes the same document again."""
    body = clean(soup)
    tree = html5lib.parseFragment(body, namespaceHTMLElements=False)
    for element in tree.iter():
        assert element.tag == "DOCUMENT_FRAGMENT" or set(element.keys()) <= set(ELEMENTS[element.tag])
    walker = html5lib.getTreeWalker("etree")
    serializer = html5lib.serializer.HTMLSerializer(
        omit_optional_tags=False, quote_attr_values="always", quote_char='"', minimize_boolean_attributes=False,
        escape_lt_in_attrs=True, alphabetical_attributes=False,
    )  # fmt: skip
    assert unescape(serializer.render(walker(tree))) == unescape(body)


@given(SOUPS)
@settings(max_examples=120, deadline=None)
def test_everything_that_reads_a_clean_body_can(soup: str) -> None:
    body = clean(soup)
    parts = segments(body)
    points = references(body)
    assert is_empty(body) == (not body)
    assert bool(parts) == bool(body)
    assert word_count(body) <= len(plain_text(body))
    assert all(number > 0 for number in (*points.all_photos, *points.stories))
    assert freeze(body, {}) == body


@given(st.text(max_size=200))
@settings(max_examples=80, deadline=None)
def test_words_that_browsers_show_are_kept(text: str) -> None:
    """Text without any markup keeps every letter that can be seen."""
    posted = nh3.clean_text(text)
    assert plain_text(clean(posted)).replace("\n", " ") == plain_text(clean(clean(posted))).replace("\n", " ")
    assert set(re.sub(r"[^a-zA-Z0-9]", "", text)) <= set(plain_text(clean(posted)))


SIZE = 60_000
BOMBS = {
    "depth": "<div>",
    "lists": "<ul><li>x",
    "marks": "<b>x",
    "misnested": "<b><i></b>",
    "paragraphs": "<p>x",
    "tables": "<table><tr><td>x",
    "text in tables": "<table><b>x</b>",
    "cells": "<td>x",
    "less than": "<",
    "open tags": "<a ",
    "open quotes": '<a b="',
    "mixed quotes": "<a b='x\" ",
    "comments": "<!--",
    "declarations": "<!",
    "ampersands": "&",
    "references": "&lt;",
    "scripts": "<script>",
    "drawings": "<svg>",
    "text areas": "<textarea></text>",
    "frames": "<iframe>",
    "figures": "<figure data-gallery=1><figcaption>x",
    "links": "<a href=x>x<p>",
    "spans": "<span style='font-weight:bold'>x",
    "breaks": "<br>x",
    "stacked accents": "\u0301\u0323",
    "hidden stacks": "\u0301\u200b\u0323",
    "overlays": "\u0338<b>",
    "quotes": "<blockquote data-pull>x<cite>y",
    "strays": "<li>x</li> ",
    "end tags": "</p></b></td>",
}


@pytest.mark.parametrize("name", BOMBS)
def test_work_grows_with_the_length_only(name: str) -> None:
    """Four times the text is about four times the work."""

    def work(size: int) -> int:
        body = BOMBS[name] * (size // len(BOMBS[name]))
        cleaned = clean(body)
        assert clean(cleaned) == cleaned
        return effort(lambda: clean(body))

    assert work(SIZE) < 5 * work(SIZE // 4) + 1000


@pytest.mark.parametrize(
    "body",
    [
        "&#" + "9" * 100_000 + ";",
        "&#x" + "f" * 100_000,
        "<a " + "x " * 50_000 + ">",
        "<a" + " " * 100_000 + ">",
        "<p style='" + "font-weight:" * 20_000 + "'>x",
        '<aside data-related="' + "1," * 50_000 + '">',
        '<figure data-photo="1" data-alt="' + "\u0301" * 50_000 + '">',
        '<a href="https://x/' + "%" * 100_000 + '">x</a>',
        "\x00" * 100_000,
    ],
    ids=range(9),
)
def test_one_huge_value_is_little_work(body: str) -> None:
    assert effort(lambda: clean(clean(body))) < 12 * len(body)
