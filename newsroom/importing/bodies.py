"""An archive's HTML in the house's vocabulary: its pictures become library photos, the rest is cleaned."""

from collections import Counter
from collections.abc import Iterator

from articles import body
from articles.body.nodes import Element, write
from articles.body.reading import read_tokens
from articles.body.tokens import Start, Token

from .angles import tokens_of
from .boxes import Boxes, Resolve, may_have_boxes, references_in
from .figures import units_of
from .lines import Reference
from .newlines import break_lines
from .pictures import Media, Warn
from .placing import Placing, source_of
from .players import film_files, with_players
from .removing import Removed
from .shortcodes import without_shortcodes


def _themselves(reference: Reference) -> int | None:
    return reference if isinstance(reference, int) else None


def convert(
    html: str,
    *,
    media: Media,
    warn: Warn,
    removed: Counter[str],
    related: tuple[int, ...] = (),
    number: Resolve = _themselves,
    known: Resolve | None = None,
    itself: int = 0,
    title: str = "",
) -> str:
    """A clean body. What is missing or taken out is said through `warn`; `removed` counts dangerous markup.

    `number` knows the stories that the body's own boxes of related stories mean, `known` those of them that exist;
    `related` stands where the body has `<aside data-related>` without a value, else at its end. `itself`: the story's
    number, which no box names. `title`: the story's, which describes no picture.
    """
    seen: Counter[str] = Counter()
    gone = Removed(warn, seen)
    stream = with_players(_tokens(html, seen), media=media, removed=gone)
    root = read_tokens(_with_centre(stream), seen)
    break_lines(root)
    last = Boxes(number=number, known=known or number, itself=itself, related=related, warn=warn).write(root)
    nodes = Placing(media=media, warn=warn, removed=gone, title=title).nodes(units_of(root))
    gone.say()
    cleaned, report = body.clean_with_report(write([*nodes, *last]))
    for name in ("img", "picture"):  # they have become library photos, or were reported
        seen.pop(name, None)
    removed.update(+seen)
    removed.update(report.removed)
    return cleaned


def references(html: str) -> list[Reference]:
    """What the boxes of related stories inside a body refer to: legacy ids and exact titles, each once."""
    if not may_have_boxes(html):
        return []
    seen: Counter[str] = Counter()
    return list(dict.fromkeys(references_in(read_tokens(tokens_of(html, seen), seen))))


def sources(html: str) -> list[str]:
    """The files and addresses that a body asks for, in order."""
    found: list[str] = []
    for token in _tokens(html, Counter()):
        if isinstance(token, Start) and token.name == "img":
            found.append(source_of(Element("img", token.attrs)))
        else:
            found += film_files([token])
    return found


def _tokens(html: str, removed: Counter[str]) -> Iterator[Token]:
    stream = tokens_of(html, removed)
    return without_shortcodes(stream) if "[" in html else stream


def _with_centre(stream: Iterator[Token]) -> Iterator[Token]:
    """`<center>` is read as a block that is centred."""
    for token in stream:
        if isinstance(token, Start) and token.name == "center":
            yield Start("div", token.attrs | {"align": "center"})
        else:
            yield token
