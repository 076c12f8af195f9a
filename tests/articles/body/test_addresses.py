"""Where links of a body lead: with their scheme, without trackers, and never to the desk."""

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.body import clean, public_address, stories_linked, with_addresses
from articles.body.addresses import ENDINGS, FILES, MOST_WRAPPERS, canonical_href

TARGET = "https://vufo.org.vn/tin?a=1&b=Việt"


def wrapped(address: str, by: str = "https://www.google.com/url?sa=D&q={}&usg=x") -> str:
    return by.format(quote(address, safe=""))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        # typed without a scheme
        ("www.vufo.org.vn", "https://www.vufo.org.vn"),
        ("vufo.org.vn/tin", "https://vufo.org.vn/tin"),
        (" vufo.org.vn/tin?a=1#b ", "https://vufo.org.vn/tin?a=1#b"),
        ("vufo.org.vn:8080/tin", "https://vufo.org.vn:8080/tin"),
        ("VUFO.org.vn", "https://VUFO.org.vn"),
        ("//vufo.org.vn/tin", "https://vufo.org.vn/tin"),
        ("toasoan@thoidai.com.vn", "mailto:toasoan@thoidai.com.vn"),
        ("www.Bao.Chi", "https://www.Bao.Chi"),
        ("bao.Chi/tin", "https://bao.Chi/tin"),
        ("bao.Chi:8080", "https://bao.Chi:8080"),
        ("thoidai.com.vn", "https://thoidai.com.vn"),
        ("example.la?a=1", "https://example.la?a=1"),
        # abbreviations
        ("TP.HCM", None),
        ("GS.TS", None),
        ("Mr.Bean", None),
        ("PGS.TS.BS", None),
        ("U.S.A.VN", None),
        ("tp.hcm?", None),
        # other bare words
        ("tin-moi", None),
        ("tin.html", None),
        ("bai-viet.php?id=3", None),
        ("Bao-cao.PDF", None),
        ("../tin/", None),
        ("./tin", None),
        ("?trang=2", None),
        ("Xem thêm", None),
        ("10.0.0.1/x", None),
        ("http://", None),
        ("mailto:", None),
        # what always was
        ("/tin-123.html", "/tin-123.html"),
        ("HTTPS://Vufo.org.vn/", "https://Vufo.org.vn/"),
        ("tel:+842438454272", "tel:+842438454272"),
        ("javascript:alert(1)", None),
        ("javascript.vn:alert(1)", None),
        ("#top", None),
        ("/\\evil.example", None),
    ],
)
def test_an_address_is_told_with_its_scheme_or_is_none(typed: str, kept: str | None) -> None:
    assert canonical_href(typed) == kept
    if kept:
        assert canonical_href(kept) == kept


def test_the_words_of_a_link_that_goes_stay() -> None:
    html = '<p><a href="tin.html">Đọc bài này</a> và <a href="www.vufo.org.vn">trang của VUFO</a></p>'
    assert clean(html) == '<p>Đọc bài này và <a href="https://www.vufo.org.vn" rel="noopener">trang của VUFO</a></p>'


@pytest.mark.parametrize(
    "by",
    [
        "https://www.google.com/url?q={}&sa=D",
        "http://google.com.vn/url?sa=t&url={}",
        "https://l.facebook.com/l.php?u={}&h=AT3&s=1",
        "//lm.facebook.com/l.php?u={}",
        "www.facebook.com/l.php?u={}",
        "https://l.instagram.com/?u={}&e=x",
        "https://l.messenger.com/l.php?u={}",
        "https://link.zalo.me/x?url={}",
        "https://zaloapp.com/redirect?u={}",
        "https://www.youtube.com/redirect?event=x&q={}",
        "https://eur01.safelinks.protection.outlook.com/?url={}&data=05",
        "https://www.linkedin.com/safety/go?url={}",
        "https://vk.com/away.php?to={}",
        "https://duckduckgo.com/l/?uddg={}",
    ],
)
def test_a_tracker_s_address_gives_what_it_wraps(by: str) -> None:
    assert canonical_href(wrapped(TARGET, by)) == TARGET
    assert canonical_href(wrapped(wrapped(TARGET), by)) == TARGET


@pytest.mark.parametrize(
    "address",
    [
        "https://www.google.com/search?q=https%3A%2F%2Fvufo.org.vn",
        "https://www.google.com/url?sa=D",
        "https://www.google.com/url?q=%2Fsearch",
        "https://www.google.com/url?q=javascript%3Aalert(1)",
        "https://evil.example/url?q=https%3A%2F%2Fvufo.org.vn",
        "https://google.com.evil.example/url?q=https%3A%2F%2Fvufo.org.vn",
        "https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fvufo.org.vn",
        "https://zalo.me/0912345678",
        "https://www.google.com/url?" + "&".join(f"a{number}=1" for number in range(60)),
    ],
)
def test_what_wraps_nothing_stays(address: str) -> None:
    assert canonical_href(address) == address


def test_what_the_tracker_added_goes_and_the_rest_stays() -> None:
    for added, kept in (
        ("https://vufo.org.vn/?fbclid=IwAR0", "https://vufo.org.vn/"),
        ("https://vufo.org.vn/?a=%C3%A1&fbclid=Iw&b=2#c", "https://vufo.org.vn/?a=%C3%A1&b=2#c"),
        ("https://vufo.org.vn/?zarsrc=1303&utm_source=x", "https://vufo.org.vn/?utm_source=x"),
    ):
        assert canonical_href(wrapped(added, "https://l.facebook.com/l.php?u={}")) == kept


def test_what_is_wrapped_deeper_than_anybody_wraps_goes() -> None:
    address = TARGET
    for _each in range(MOST_WRAPPERS):
        address = wrapped(address)
    assert canonical_href(address) == TARGET
    assert canonical_href(wrapped(address)) is None
    assert clean(f'<a href="{wrapped(address).replace("&", "&amp;")}">chữ</a>') == "<p>chữ</p>"


@pytest.mark.parametrize(
    "address",
    [
        "/quan-tri/newsroom/story/1000012/change/",
        "/quan-tri/newsroom/story/1000012/change/?_changelist_filters=q%3Dx#body",
        "/quan-tri/newsroom/story/1000012/preview/",
        "/quan-tri/articles/article/1000012/change/",
        "https://thoidai.com.vn/quan-tri/newsroom/story/1000012/change/",
        "http://localhost:8000/quan-tri/newsroom/story/1000012/change/",
        "http://10.0.0.5:8000/quan-tri/newsroom/story/1000012/history/",
        "desk.thoidai.com.vn/quan-tri/newsroom/story/1000012/change/",
        "/%71uan-tri/newsroom/story/1000012/change/",
        "/tin/../quan-tri//newsroom/story/1000012/change/",
        wrapped("https://thoidai.com.vn/quan-tri/newsroom/story/1000012/change/"),
    ],
)
def test_a_story_s_page_at_the_desk_is_kept_as_its_number(address: str) -> None:
    assert canonical_href(address) == "/-1000012.html"
    assert canonical_href("/-1000012.html") == "/-1000012.html"


@pytest.mark.parametrize(
    "address",
    [
        "/quan-tri",
        "/quan-tri/",
        "/quan-tri/login/?next=/",
        "/quan-tri/photos/photo/5/change/",
        "/quan-tri/newsroom/story/0/change/",
        "/quan-tri/newsroom/story/9999999999999999999/change/",
        "https://thoidai.example/quan-tri/accounts/user/",
        "https://toa-soan.thoidai.example/quan-tri/",
        "https://www.thoidai.com.vn/quan-tri/",
        "http://127.0.0.1:8000/quan-tri/",
        "http://[::1]/quan-tri/",
        "http://desk:8000/quan-tri/",
        "//localhost/quan-tri/x",
        "https://ai:do@thoidai.com.vn/quan-tri/x",
    ],
)
def test_no_other_address_of_the_desk_is_kept(settings, address: str) -> None:
    settings.SITE_URL = "https://www.thoidai.com.vn"
    settings.ALLOWED_HOSTS = [".thoidai.example", "thoidai.com.vn"]
    assert canonical_href(address) is None


@pytest.mark.parametrize(
    "address",
    ["https://kinhte.example/quan-tri/bai-1.html", "/quan-tri-kinh-doanh/bai-1.html", "https://a.vn/x?next=/quan-tri/"],
)
def test_management_is_no_desk_elsewhere(address: str) -> None:
    assert canonical_href(address) == address


def test_a_link_gets_the_story_s_address_or_goes() -> None:
    html = clean(
        '<p>Xem <a href="/quan-tri/newsroom/story/7/change/" rel="nofollow"><b>bài một</b></a>, '
        '<a href="/quan-tri/newsroom/story/8/change/">bài hai</a>, <a href="/-x.html">ba</a></p>'
    )
    assert stories_linked(html) == {7, 8}
    drawn = with_addresses(html, {7: "/bai-mot-7.html"})
    assert '<a href="/bai-mot-7.html"><strong>bài một</strong></a>, bài hai, <a href="/-x.html">ba</a>' in drawn


AT_DESK = "https://thoidai.com.vn/quan-tri/newsroom/story/{}/change/"


@pytest.mark.parametrize(
    ("typed", "out", "not_out"),
    [
        (f'<a href="{AT_DESK}">{AT_DESK}</a>', '<a href="/bai-7.html">{}/bai-7.html</a>', ""),
        (f'<a href="{AT_DESK}"><b>{AT_DESK}?a=1&amp;b=2</b></a>', '<a href="/bai-7.html">{}/bai-7.html</a>', ""),
        (f'<a href="{AT_DESK}">{AT_DESK[22:]}</a>', '<a href="/bai-7.html">{}/bai-7.html</a>', ""),
        (f'<a href="tel:1">{AT_DESK}</a>', '<a href="tel:1">{}/bai-7.html</a>', None),
        (f'<a href="{AT_DESK}">Xem {AT_DESK}.</a>', '<a href="/bai-7.html">Xem {}/bai-7.html.</a>', "Xem ."),
        (f"Xem {AT_DESK}, và", "Xem {}/bai-7.html, và", "Xem , và"),
        (f"({AT_DESK[8:]})", "({}/bai-7.html)", "()"),
        ("Xem http://desk:8000/quan-tri/photos/photo/3/change/", "Xem ", "Xem "),
        ("a https://kinhte.example/quan-tri/bai-1.html b/quan-tri c", None, None),
        ("kinh doanh/quan-tri, /quan-tri/", None, None),
    ],
)
def test_no_address_of_the_desk_is_read_as_words(settings, typed: str, out: str | None, not_out: str | None) -> None:
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://thoidai.com.vn", ["thoidai.com.vn"]
    html = clean(f"<p>{typed.format(7, 7)} .</p>")
    for addresses, expected in (({7: "/bai-7.html"}, out), ({}, not_out)):
        drawn = with_addresses(html, addresses)
        if expected is None:
            assert addresses == {} or drawn == html
        else:
            assert drawn == f"<p>{expected.format(settings.SITE_URL)} .</p>"
    assert stories_linked(html) == ({7} if "{}" in typed else set())


def test_a_source_is_an_address_of_the_web() -> None:
    assert public_address(wrapped(TARGET)) == TARGET
    for typed in ("", "/tin-1.html", "/quan-tri/newsroom/story/7/change/", "mailto:a@b.vn"):
        assert public_address(typed) == ""


PIECES = st.sampled_from(
    [
        *("http://", "https:", "//", "www.", "google.com", "/url?q=", "l.facebook.com/l.php?u=", "vufo.org.vn"),
        *("/quan-tri/", "newsroom/story/", "7", "/change/", "%2F", "%3A", "%252F", "..", "/", "?", "#", "&", ":", "@"),
        *("[", "]", " ", "ế", "localhost", ".html", "javascript:", "\\", "%71", "xn--a", "fbclid=1"),
    ]
)


@given(st.lists(PIECES, max_size=12).map("".join))
@settings(max_examples=400, deadline=None)
def test_any_address_is_judged_once_and_for_all(typed: str) -> None:
    href = canonical_href(typed)
    assert href is None or canonical_href(href) == href
    assert href is None or not re.match(r"(https?://localhost)?/+quan-tri(/|$)", href)


def test_the_editor_knows_the_same_files_and_endings() -> None:
    script = Path("static/js/editor/link.js").read_text(encoding="utf-8")
    assert f"/^(?:{FILES.pattern})$/i" in script
    assert f"/^(?:{ENDINGS.pattern})$/;" in script
