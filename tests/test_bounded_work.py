"""Whatever may be typed, pasted, posted or imported costs about as much as it is long.

A table: what reads text against texts made to cost the square of their length, as long as shows it. Four times as
long a text costs about four times the CPU time of this thread, so that other work on the machine does not count, and
no text costs more than SECONDS. Steps are counted in
`tests/articles/body/test_hostile_bodies.py` and `tests/newsroom/test_alignment.py`.
"""

import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

import vietnamese
from articles import body
from articles.body.embeds import canonical_embed, embed_of_url
from articles.content import Content
from articles.models import Kind
from newsroom import checks, freezing, titles
from newsroom.comparing import differences
from newsroom.importing import bodies
from newsroom.importing.alts import description
from newsroom.importing.credits import caption_and_credit
from newsroom.importing.lines import Refused, read
from newsroom.importing.pictures import Media
from organizations.names import NameTree
from organizations.spellings import abbreviations, spellings
from organizations.words import split_words
from search.demands import demands_of
from search.words import words_of
from vietnamese.times import Unreadable, read_day, read_hour

SECONDS = 15  # of CPU time for one text; what was mended took minutes, an honest text takes a second
LITTLE = 0.05  # seconds that are too few to compare
TIMES = 9  # as dear as a quarter of it, at the most: its length makes it 4 times, the square 16 times as dear
BODY, TEXT, LEAD, LINE, NAME = 30_000, 100_000, 20_000, 2_000, 1_000


def repeated(piece: str) -> Callable[[int], str]:
    return lambda size: (piece * (size // len(piece) + 1))[:size]


def after(first: str, piece: str) -> Callable[[int], str]:
    return lambda size: (first + piece * (size // len(piece) + 1))[:size]


TEXTS = {
    "one letter": repeated("a"),
    "one word of syllables": repeated("bòa"),
    "vowels": after("ò", "a"),
    "accented vowels": repeated("oá"),
    "words": repeated("Hội hữu nghị "),
    "marks in disorder": after("a", "\u0301\u0323"),
    "Tibetan vowels": repeated("\u0f73"),
    "Tibetan vowels in disorder": repeated("\u0f71\u0f73\u0f75\u0f81"),
    "half-wide marks": after("a", "\u0301\u0301\u0301\u0301\uff9e"),
    "marks with joiners": after("a", "\u0301\u034f\u0323\u200b"),
    "Hangul": repeated("\u1100\u1161\u11a8"),
    "long ligatures": repeated("\ufdfa"),
    "spaces": repeated(" "),
    "lines": repeated("\n "),
    "empty lines": repeated("\n"),
    "a word and spaces": after("tỉnh", " "),
    "places": repeated("tỉnh "),
    "full stops": repeated("a. "),
    "brackets": repeated("("),
    "credits": repeated(" (ảnh: "),
    "open credit": after("(ảnh:", " "),
    "digits": repeated("1"),
    "quotes": repeated("\"'"),
    "surrogates": repeated("\ud800"),
    "nothing to see": repeated("\u200b"),
    "joiners": repeated("ກ\u200b"),
    "joiners that do nothing": after("ກ", "\u200d"),
    "families": repeated("👩\u200d"),
    "tags": after("🏴", "\U000e0067"),
    "marks with joiners of their own": after("क", "\u094d\u200d"),
    "ideographs": repeated("中"),
    "labels": repeated("Ảnh "),
    "who gave it": after("Ảnh do ", "a "),
    "a file's name": repeated("a."),
    "ampersands": repeated("&"),
    "references": repeated("&#x1F600;&notanentity"),
    "less than": repeated("<"),
    "slashes": after("/", "/"),
    "addresses": repeated("https://a/?v=1&"),
    "Roman numerals": repeated("xl"),
}
MARKUP = {
    "paragraphs": repeated("<p>a</p>"),
    "two paragraphs": repeated("<p>a</p><p>b</p>"),
    "deep": repeated("<div>"),
    "deep lists": repeated("<ul><li>"),
    "marks": repeated("<b><i><a href=/x>"),
    "tables": repeated("<table><tr><td>x"),
    "a wide table": after("<table><tr>", "<td>x</td>"),
    "a long table": after("<table>", "<tr><td>x</td></tr>"),
    "figures": repeated('<figure data-photo="1" data-alt="a" data-credit="b"><figcaption>c</figcaption></figure>'),
    "pictures": repeated('<img src="/a.jpg" alt="b">'),
    "figures of pictures": repeated("<figure><img src=a><figcaption>b"),
    "galleries": repeated('<figure data-gallery="1,2,3"><figcaption>c</figcaption></figure>'),
    "one gallery": after('<figure data-gallery="', "1,"),
    "boxes": repeated('<aside data-related="4,5"></aside>'),
    "one box": after('<aside data-related="', "1,"),
    "quotes": repeated("<blockquote data-pull><p>x</p><cite>y</cite></blockquote>"),
    "notes": repeated("<aside data-note><p>x"),
    "films": repeated('<figure data-embed="youtube:dQw4w9WgXcQ"></figure>'),
    "frames": repeated("<iframe src=//youtu.be/dQw4w9WgXcQ>"),
    "open tags": repeated("<a "),
    "open quotes": repeated('<a b="'),
    "open single quotes": repeated("<a b='\" "),
    "attributes": after("<a ", "b=c "),
    "spaces before an equals sign": after("<a b", " "),
    "long style": after("<span style='", "font-weight:"),
    "spaces in a style": after("<span style='font-weight", " "),
    "comments": repeated("<!--"),
    "declarations": repeated("<!"),
    "scripts": repeated("<script>"),
    "other scripts": repeated("<script></style>"),
    "text areas": repeated("<textarea></svg>"),
    "marks around entities": repeated("&nbsp;\u0301"),
    "headings": repeated("<h2>a</h2>"),
    "breaks": repeated("<br>"),
    "lines set in lines": after("<pre>", "a\n"),
    "typed lines": repeated("a\n\nb\n"),
    "captions of WordPress": repeated("[caption]<img src=a> b[/caption]"),
    "captions that never end": repeated("[caption]<img src=a> b"),
    "an open shortcode": after("[video src", " "),
    "players of WordPress": repeated("[embed]https://a.vn/b[/embed]"),
    "pictures and italics": repeated("<p><img src=a></p><p><em>b. Ảnh: c</em></p>"),
    "pictures and lines": repeated("<img src=a><br>b"),
    "a long caption": after("<p><img src=a><br>", "(Ảnh: b) "),
    "pictures in deep frames": after("<div>" * 50, "<p><img src=a><p>b"),
    "tables for pictures": repeated("<table><tr><td><img src=a><tr><td>b</table>"),
    "a table for pictures": after("<table>", "<tr><td><img src=a><tr><td>b"),
    "a row of pictures": after("<table><tr>", "<td><img src=a>"),
    "tables in tables": repeated("<table><tr><td><img src=a><p>b"),
    "boxes of links": repeated('<div class=related><a href="/a-1.html">b</a>'),
    "a deep box of links": after("<div class=related>" * 40, '<a href="/a-1.html">b</a>'),
    "heads of boxes": repeated("<p>Tin liên quan</p>"),
    "a mark of a box": after('<aside data-related="', "1|"),
    "videos": repeated("<video src=/a.mp4></video>"),
    "what objects hold": after("<object>", "src= "),
}
KINDS = {
    "text": TEXTS,
    "markup": MARKUP | {name: TEXTS[name] for name in ("words", "marks in disorder", "ampersands", "less than")},
}


def content(**fields: str) -> Content:
    names = ("kicker", "title", "card_title", "seo_title", "social_title", "lead", "body", "photo_caption", "photo_alt")
    more = ("photo_credit", "video", "source_outlet", "source_agency", "source_url")
    return Content(**{"kind": Kind.ARTICLE, "photo": None} | dict.fromkeys((*names, *more), "") | fields)


class AnyPicture(Media):
    """A library that has every picture, so that all of a body's are placed."""

    def photo(self, source: str, **_said: str) -> Any:
        return SimpleNamespace(pk=1)


def a_body(text: str) -> None:
    """Cleaned as at the desk and as from an archive, and all that is read out of it."""
    bodies.convert(text, media=AnyPicture(None), warn=lambda *_args, **_more: None, removed=Counter(), related=(1, 2))
    bodies.references(text)
    bodies.sources(text)
    html = body.clean(text)
    for read_out in (body.segments, body.plain_text, body.word_count, body.references):
        read_out(html)
    body.freeze(html, {})


def refusing(use: Callable[[str], Any], *refusals: type[Exception]) -> Callable[[str], Any]:
    def used(text: str) -> None:
        with suppress(*refusals):
            use(text)

    return used


def in_the_tree(text: str) -> None:
    tree = NameTree()
    for name in ("a", "a a", "a a a b", "hội", "hội hữu nghị", "hữu nghị hội hữu nghị", "tỉnh tỉnh tỉnh x"):
        tree.add(name, organization=1, rank=0)
    words, _text = split_words(text)
    for place in range(len(words)):
        tree.longest(words, place)


def compared(text: str) -> None:
    """A body with itself turned round and with a part of it, as two versions may be."""
    html = body.clean(text)
    middle = len(html) // 2
    differences(content(body=html, lead=text[:LEAD]), content(body=html[middle:] + html[:middle], lead=text[1:LEAD]))
    differences(content(body=html), content(body=body.clean(text[: len(text) // 3] + "<p>x</p>" + text[7:])))


def checked(text: str) -> None:
    fields = content(body=body.clean(text), lead=text[:LEAD], title=text[:LINE], photo_caption=text[:LINE])
    checks.findings(fields, at=datetime(2026, 11, 22, tzinfo=UTC), photos={})


# What reads, the kind of texts it is tried with, and how long they may be where it is called.
READERS: dict[str, tuple[Callable[[str], Any], str, int]] = {
    "clean_line": (vietnamese.clean_line, "text", TEXT),
    "clean_text": (vietnamese.clean_text, "text", TEXT),
    "composed": (vietnamese.composed, "text", TEXT),
    "fold": (vietnamese.fold, "text", TEXT),
    "accented": (vietnamese.accented, "text", TEXT),
    "slugify": (vietnamese.slugify, "text", TEXT),
    "sort_key": (vietnamese.sort_key, "text", LEAD),
    "read_day": (refusing(lambda text: read_day(text, today=None), Unreadable), "text", TEXT),
    "read_hour": (refusing(read_hour, Unreadable), "text", TEXT),
    "search: words of a text": (words_of, "text", TEXT),
    "search: a query": (demands_of, "text", TEXT),
    "desk's list: a query": (titles.words_of, "text", TEXT),
    "organizations: words": (split_words, "text", TEXT),
    "organizations: names in a text": (in_the_tree, "text", TEXT),
    "organizations: spellings": (lambda text: (spellings(text), abbreviations(text)), "text", NAME),
    "caption and credit": (caption_and_credit, "text", TEXT),
    "a picture's alt": (lambda text: description(text, title="a", caption="b", source=text), "text", TEXT),
    "an embed": (lambda text: (canonical_embed(text), embed_of_url(text)), "text", TEXT),
    "a body": (a_body, "markup", BODY),
    "comparing": (compared, "markup", BODY),
    "a story's columns": (lambda text: freezing.clean_columns(columns(text)), "text", LEAD),
    "checks": (checked, "markup", BODY),
    "an archive's line": (refusing(lambda text: read(text.encode(errors="replace")), Refused), "text", TEXT),
}


def columns(text: str) -> dict[str, Any]:
    return {name: text if isinstance(value, str) else value for name, value in content().columns().items()}


@pytest.fixture(autouse=True)
def _ends_what_does_not_end() -> Iterator[None]:
    def too_long(*_args: object) -> None:
        raise AssertionError("this text takes for ever")

    before = signal.signal(signal.SIGPROF, too_long)
    yield
    signal.setitimer(signal.ITIMER_PROF, 0)
    signal.signal(signal.SIGPROF, before)


def cost(use: Callable[[str], Any], text: str) -> float:
    """Seconds of CPU time; fails when they are more than SECONDS."""
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    began = time.thread_time()
    use(text)
    signal.setitimer(signal.ITIMER_PROF, 0)
    return time.thread_time() - began


def growth(use: Callable[[str], Any], make: Callable[[int], str], *, size: int, tries: int = 1) -> float:
    """How much dearer a text is than a quarter of it, by the least disturbed of some tries; 0 for next to nothing."""
    whole = min(cost(use, make(size)) for _try in range(tries))
    if whole < LITTLE:
        return 0
    return whole / max(min(cost(use, make(size // 4)) for _try in range(tries)), LITTLE / TIMES)


@pytest.mark.parametrize("reader", READERS)
def test_no_text_costs_more_than_its_length(reader: str) -> None:
    use, kind, size = READERS[reader]
    dear = [name for name, make in KINDS[kind].items() if growth(use, make, size=size) > TIMES]
    # What a busy machine has disturbed is measured again.
    assert [name for name in dear if growth(use, KINDS[kind][name], size=size, tries=5) > TIMES] == []


def test_a_reader_that_costs_the_square_is_found() -> None:
    def square(text: str) -> None:
        for place in range(0, len(text), 8):
            text[place:].count("x")

    assert growth(square, repeated("a"), size=400_000) > TIMES
