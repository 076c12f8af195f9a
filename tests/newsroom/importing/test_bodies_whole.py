"""Whatever a body is made of: none of its words is lost, and what comes out is in the vocabulary."""

import re

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from articles import body
from tests.newsroom.importing.bodies import Converted, converted

WORDS = [
    *("Sáng nay", "hai bên", "gặp nhau.", "Toàn cảnh", "(Ảnh: Thu Hà)", "Ảnh: X/TTXVN", "Nguồn: VGP", "một\nhai"),
    *("ba\n\nbốn", "Ảnh minh họa: Internet", "chữ " * 80, "https://youtu.be/dQw4w9WgXcQ", "***", "[sic]", "\n\n"),
    *("&nbsp;", "Tin liên quan", "Xem thêm:", "ảnh do dân chụp", "\u200b", "ດ\u200bລ", "<br>", "<br><br>"),
    *("a &amp; b", "x < y", "p<q và r>s", "<a@b.vn>"),
]
SPACED = [f" {words} " for words in WORDS]
PICTURES = [
    *("<img src=a.jpg>", '<img src="b.jpg" alt="mô tả">', "<img src=mat.jpg>", '<img src="c.jpg" align=left>'),
    "<img>",
]
PLAYERS = [
    *("<iframe src=//youtu.be/dQw4w9WgXcQ></iframe>", "<iframe src=//x.vn/a></iframe>", "<video src=/a.mp4></video>"),
    *('[gallery ids="1"]', "[embed]https://x.vn/a[/embed]", "<embed src=/a.swf>"),
    '<aside data-related="5"></aside>',
]
AROUND = [
    *("<p>{}</p>", "<p align=center>{}</p>", '<p class="caption">{}</p>', "<em>{}</em>", "<b>{}</b>", "<div>{}</div>"),
    *("<center>{}</center>", '<div class="image">{}</div>', "<figure>{}</figure>", "<figcaption>{}</figcaption>"),
    *("<h2>{}</h2>", "<ul><li>{}</li></ul>", "<li>{}", "<blockquote>{}</blockquote>", "<pre>{}</pre>", "<td>{}"),
    *("<table><tr><td>{}</td></tr></table>", "<table>{}</table>", "<table><tr>{}</tr></table>", "<th>{}</th>"),
    *("[caption]{}[/caption]", '[caption caption="{}"]', "<a href=/bai-1.html>{}</a>", "<tr><td>{}", "<p>{}"),
    *("<aside data-note>{}</aside>", "<aside data-related>{}</aside>", '<div class="related">{}</div>'),
    *("<figure data-embed='youtube:dQw4w9WgXcQ'>{}</figure>", "<figure data-embed='x:1'>{}</figure>"),
    *("<blockquote data-pull><p>{}</p><cite>ai</cite></blockquote>", "<section>{}</section>", "{}</p>", "{}</div>"),
    *("<form action=/x>{}</form>", "{}[/caption]", "<td>{}</table>"),
]


def around(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(st.sampled_from(AROUND), st.lists(inner, min_size=1, max_size=4).map("".join)).map(
        lambda each: each[0].replace("{}", each[1])
    )


BODIES = st.lists(
    st.recursive(st.sampled_from([*SPACED, *SPACED, *PICTURES, *PLAYERS]), around, max_leaves=8), max_size=6
).map("".join)
# A label is said by the place that its name has; the rest are the tests' own marks, not words of a body.
LABELS = {"ảnh", "nguồn", "photo", "by", "do"}


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(BODIES)
@example("<figure><img src=mat.jpg><figcaption>Toàn cảnh (Ảnh: Thu Hà)</figcaption></figure>")
@example("<table><tr><td><img src=a.jpg><td>hai bên<tr><td>Toàn cảnh</table>")
def test_no_word_is_lost(html: str) -> None:
    result = converted(html, number=lambda _reference: None, related=(7,))
    kept = words(kept_of(result))
    assert [word for word in words(source_of(html)) if word not in kept] == []
    assert body.clean(result.html) == result.html


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(BODIES)
def test_no_word_is_said_twice(html: str) -> None:
    marked = re.sub("gặp", "gặp#", html)
    for number in range(marked.count("#")):
        marked = marked.replace("gặp#", f"gặp{number}", 1)
    result = converted(marked.replace("<img src=b.jpg", "<img src=a.jpg"), number=lambda _reference: None)
    pictures = result.html.count("<figcaption>")
    for number in range(html.count("gặp")):
        assert result.html.count(f"gặp{number}") <= max(1, pictures)


def kept_of(result: Converted) -> str:
    credits = " ".join(re.findall(r'data-credit="([^"]*)"', result.html))
    films = " ".join(re.findall(r'data-embed="([^"]*)"', result.html))
    return " ".join((body.plain_text(result.html), credits, films, *result.warnings))


def source_of(html: str) -> str:
    """The words of a body as a reader of the old site saw them."""
    html = html.replace("<q và r>", "&lt;q và r&gt;").replace("<a@b.vn>", "&lt;a@b.vn&gt;")
    return body.plain_text(re.sub(r"\[/?(?:caption|embed)\]|\[gallery[^\]]*\]", " ", html))


def words(text: str) -> list[str]:
    found = "".join(letter if letter.isalnum() else " " for letter in text.casefold()).split()
    return [word for word in found if word not in LABELS | {"caption", "https", "youtu", "be"}]
