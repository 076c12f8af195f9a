"""Every component and every page, drawn from its examples: well-formed, nothing empty, nothing inline."""

import re
from pathlib import Path
from typing import Any

import html5lib
import pytest
from django.template.loader import render_to_string

from pages.examples.pieces import card, meta, picture, site
from pages.page_types import PageMeta
from pages.templatetags.look import focus_class, initials, json_ld, share_links, story_card, tone
from tests.component_examples import COMPONENTS, PAGES

TEMPLATES = Path(__file__).resolve().parent.parent.parent / "templates"
CASES = [(name, number) for name, contexts in COMPONENTS.items() for number in range(len(contexts))]
PAGE_CASES = [(name, case) for name, cases in PAGES.items() for case in cases]
ERRORS = ("403", "403_csrf", "404", "410", "429", "500", "503", "offline")
# The order of the table in the design: what stands on an article page, and where.
ARTICLE_ORDER = [
    "breadcrumb", "time", "follow", "title", "tools", "lead", "lead-related", "body", "byline", "source", "chips",
    "corrections", "related", "same-section", "most-read", "section-blocks", "multimedia", "topics", "footer",
]  # fmt: skip


def draw_page(name: str, case: str) -> str:
    return render_to_string(
        f"pages/{name}.html", {"site": site(), "meta": meta("Trang mẫu"), "page": PAGES[name][case]}
    )


def parse(html: str, *, whole: bool = False) -> Any:
    """The tree, by an independent parser that forgives nothing."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False)
    return parser.parse(html) if whole else parser.parseFragment(html)


def words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def assert_sound(tree: Any) -> None:
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        assert "style" not in element.attrib, f"{element.tag} has an inline style"
        assert element.tag != "style"
        assert not [name for name in element.attrib if name.startswith("on")], f"{element.tag} has a handler"
        if element.tag == "script" and "src" not in element.attrib:
            assert element.attrib["type"] == "application/ld+json"
        if element.tag in {"h1", "h2", "h3", "h4", "li", "p", "dt", "dd", "figcaption", "caption"}:
            assert words(element) or element.find(".//img") is not None, f"an empty <{element.tag}>"
        if element.tag in {"ul", "ol", "dl", "section"}:
            assert len(element), f"an empty <{element.tag}>"
        if element.tag == "img":
            assert element.attrib["alt"] is not None
            assert int(element.attrib["width"]) > 0
            assert int(element.attrib["height"]) > 0
        if element.tag in {"a", "button", "summary"}:
            named = words(element) or element.attrib.get("aria-label")
            named = named or "".join(img.attrib["alt"] for img in element.iter("img"))
            assert named, f"a nameless <{element.tag}> to {element.attrib.get('href')}"


def test_every_component_has_examples():
    assert {path.name for path in (TEMPLATES / "components").glob("*.html")} == set(COMPONENTS)


def test_every_page_has_examples():
    assert {path.stem for path in (TEMPLATES / "pages").glob("*.html")} - {"gallery"} == set(PAGES)


@pytest.mark.parametrize(("name", "number"), CASES)
def test_component_is_sound(name, number):
    html = render_to_string(f"components/{name}", COMPONENTS[name][number])
    tree = parse(html)
    assert_sound(tree)


@pytest.mark.parametrize(
    "name", sorted(name for name in COMPONENTS if name.startswith("block_") and name != "block_head.html")
)
def test_empty_block_prints_nothing(name):
    assert render_to_string(f"components/{name}", COMPONENTS[name][-1]).strip() == ""


@pytest.mark.parametrize(
    "name",
    [
        "body_gallery.html", "body_group.html", "body_related.html", "byline.html", "caption.html", "chips.html",
        "correction_notes.html", "crumbs.html", "event_list.html", "facts.html", "feed_link.html", "filter_form.html",
        "follow.html", "month.html", "office_list.html", "pager.html", "source.html", "story_block.html",
        "story_list.html", "time_line.html", "topic_banners.html", "view_tabs.html",
    ],
)  # fmt: skip
def test_nothing_to_say_prints_nothing(name):
    assert render_to_string(f"components/{name}", COMPONENTS[name][-1]).strip() == ""


@pytest.mark.parametrize(("name", "case"), PAGE_CASES)
def test_page_is_sound(name, case):
    html = draw_page(name, case)
    tree = parse(html, whole=True)
    assert_sound(tree)
    assert len(list(tree.iter("h1"))) == 1
    assert tree.attrib["lang"] == "vi"
    identities = [
        element.attrib["id"] for element in tree.iter() if isinstance(element.tag, str) and "id" in element.attrib
    ]
    assert len(identities) == len(set(identities))
    skip = next(tree.iter("a"))
    assert skip.attrib["href"] == "#main"
    assert "main" in identities


@pytest.mark.parametrize("name", ERRORS)
def test_error_page_needs_next_to_no_context(name):
    tree = parse(render_to_string(f"{name}.html", {"minutes": 1}), whole=True)
    assert_sound(tree)
    assert len(list(tree.iter("h1"))) == 1
    assert any(element.attrib.get("name") == "robots" for element in tree.iter("meta"))


def test_article_elements_stand_in_order():
    tree = parse(draw_page("article", "usual"), whole=True)
    marked = [
        element.attrib["data-el"]
        for element in tree.iter()
        if isinstance(element.tag, str) and "data-el" in element.attrib
    ]
    assert marked == ARTICLE_ORDER


def test_article_without_anything_keeps_only_what_it_has():
    tree = parse(draw_page("article", "empty"), whole=True)
    marked = [
        element.attrib["data-el"]
        for element in tree.iter()
        if isinstance(element.tag, str) and "data-el" in element.attrib
    ]
    assert marked == ["breadcrumb", "time", "follow", "title", "tools", "body", "footer"]


@pytest.mark.parametrize("field", ["title", "lead", "kicker"])
def test_article_prints_each_value_once(field):
    page = PAGES["article"]["usual"]
    body = parse(draw_page("article", "usual"), whole=True).find("body")
    assert words(body).count(getattr(page, field)) == 1


def test_time_is_written_as_the_house_writes_it():
    html = draw_page("article", "usual")
    assert '<time datetime="2026-11-21T07:12:00+07:00">07:12 | 21/11/2026 GMT+7</time>' in html
    assert "10:12 | 21/11/2026 GMT+7" in html


def test_preview_says_so_and_is_not_counted():
    html = draw_page("article", "extreme")
    assert "preview-bar" in html
    assert "beacon.js" not in html
    assert "beacon.js" in draw_page("article", "usual")


def test_title_of_a_card_stands_once_and_its_picture_is_silent():
    tree = parse(story_card(card(0)))
    assert words(tree).count(card(0).title) == 1
    assert [image.attrib["alt"] for image in tree.iter("img")] == [""]


def test_story_without_picture_is_drawn():
    html = story_card(card(0, has_picture=False))
    assert "<img" not in html
    assert ">HN<" in html


def test_hostile_title_stays_text():
    hostile = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    html = story_card(card(0, title=hostile))
    tree = parse(html)
    assert words(tree).count(hostile) == 1
    assert not list(tree.iter("script"))
    assert len(list(tree.iter("img"))) == 1


def test_structured_data_cannot_end_its_block():
    hostile = {"headline": "</script><script>alert(1)</script>", "day": "a & b"}
    html = render_to_string("partials/meta.html", {"meta": PageMeta(title="x", json_ld=(hostile,)), "site": site()})
    assert html.count("</script>") == 1
    assert "\\u003C/script\\u003E" in html
    assert json_ld(hostile).startswith('<script type="application/ld+json">')


def test_alt_is_silent_where_the_caption_says_the_same():
    same = picture(alt="Sân ga", caption="Sân ga")
    assert 'alt=""' in render_to_string("components/picture.html", {"picture": same})
    other = picture(alt="Sân ga", caption="Ngày về")
    assert 'alt="Sân ga"' in render_to_string("components/picture.html", {"picture": other})


@pytest.mark.parametrize(
    ("focus", "names"),
    [
        ("50% 50%", ""),
        ("0% 100%", "fx-0 fy-10"),
        ("33.3% 66.7%", "fx-3 fy-7"),
        ("", ""),
        ("left", ""),
        ("999% 5%", "fx-10 fy-0"),
    ],
)
def test_focus_becomes_classes(focus, names):
    assert focus_class(focus) == names


def test_every_focus_and_tone_has_its_rule():
    css = (TEMPLATES.parent / "static/css/tokens.css").read_text()
    assert all(f".fx-{step} " in css and f".fy-{step} " in css for step in range(11))
    assert all(f".tone-{number} " in css for number in range(8))
    assert tone("/huu-nghi/") == tone("/huu-nghi/bon-phuong-ket-ban/")
    assert all(tone(url) in range(8) for url in ("", "/", "/thoi-su/", "/kinh-te/"))


@pytest.mark.parametrize(
    ("name", "letters"), [("Hữu nghị", "HN"), ("Đối ngoại nhân dân", "ĐN"), ("", "TĐ"), ("2026", "TĐ")]
)
def test_initials(name, letters):
    assert initials(name) == letters


def test_share_addresses_are_escaped():
    links = dict(share_links("https://thoidai.com.vn/a-1.html", 'Hữu "nghị" & bạn'))
    assert all(link.url.startswith(("https://", "mailto:?")) for link in links.values())
    assert '"' not in "".join(link.url for link in links.values())
    assert "%26" in links["x"].url


def test_the_look_stays_light():
    static = TEMPLATES.parent / "static"
    styles = ["tokens", "base", "layout", "components", "article", "print"]
    assert sum((static / f"css/{name}.css").stat().st_size for name in styles) < 45_000
    assert sum((static / f"js/{name}.js").stat().st_size for name in ("early", "reader", "article", "beacon")) < 15_000
    fonts = list((static / "fonts").glob("*.woff2"))
    assert {re.sub(r"-italic$", "", path.stem) for path in fonts} == {
        "be-vietnam-pro-400", "be-vietnam-pro-600", "literata-400", "literata-600",
    }  # fmt: skip


def test_dark_is_the_same_by_wish_and_by_choice():
    css = (TEMPLATES.parent / "static/css/tokens.css").read_text()
    by_wish = re.search(r":not\(\[data-theme=\"light\"\]\) \{(.*?)\}", css, re.S)
    by_choice = re.search(r"\n:root\[data-theme=\"dark\"\] \{(.*?)\}", css, re.S)
    assert by_wish
    assert by_choice
    assert by_wish[1].split() == by_choice[1].split()


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_colours_keep_their_contrast(mode):
    css = (TEMPLATES.parent / "static/css/tokens.css").read_text()
    selector = ":root {" if mode == "light" else '\n:root[data-theme="dark"] {'
    block = css[css.index(selector) :]
    colours = dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", block[: block.index("}")]))
    for ground in ("paper", "paper-2"):
        for ink in ("ink", "ink-2", "red", "blue"):
            assert _contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
        assert _contrast(colours["edge"], colours[ground]) >= 3, ground
    assert _contrast(colours["blue"], colours["blue-paper"]) >= 4.5
    assert _contrast(colours["ink"], colours["mark"]) >= 4.5
    for tone_colour in re.findall(r"--tone: (#[0-9a-f]{6})", css):
        assert _contrast("#ffffff", tone_colour) >= 4.5
