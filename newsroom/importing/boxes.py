"""Boxes of related stories inside a body: `<aside data-related>` where one stood, and the old site's boxes of links.

`<aside data-related="120001,120002">` names stories by their legacy ids; `<aside data-related="120001|An exact title">`
by ids and titles; `<aside data-related>` without a value is the place of the line's `body_related`.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

import vietnamese
from articles.body.nodes import Element, Node, Run
from articles.body.vocabulary import MAX_IDS

from .lines import LONGEST_ID, Reference
from .pictures import Warn

Resolve = Callable[[Reference], int | None]
_ATTRIBUTE = "data-related"
_NUMBER_IN_ADDRESS = re.compile(rf"[-/]([0-9]{{1,{LONGEST_ID}}})\.(?:html?|vnp|epi|aspx?)$")
_NAMES = ("related", "lien-quan", "lienquan", "tin-lq", "tinlq", "read-more", "readmore", "xem-them", "xemthem")
_CLASS = re.compile("|".join(_NAMES), re.IGNORECASE)
_FRAMES = frozenset({"div", "aside", "ul", "ol", "table"})
_HEADINGS = (
    *("Tin liên quan", "Tin bài liên quan", "Bài liên quan", "Bài viết liên quan", "Các tin liên quan", "Xem thêm"),
    *("Các bài liên quan", "Đọc thêm", "Mời xem thêm", "Mời đọc thêm", "Tin cùng chuyên mục"),
    *("Có thể bạn quan tâm", "Related news", "Related", "Read more", "See also"),
)
LONGEST_HEADING = 100
HEADINGS = frozenset(map(vietnamese.fold, _HEADINGS))
_SIGNS = tuple(map(str.lower, (*_NAMES, *_HEADINGS)))


class _Part(NamedTuple):
    """A child or two of an element; `links` are the stories of a box, None where there is none."""

    nodes: list[Node]
    links: list[Reference] | None = None
    is_marker: bool = False


class Boxes:
    """Writes the boxes of one body in the vocabulary, each where it stood, and no story twice."""

    def __init__(self, *, number: Resolve, known: Resolve, itself: int, related: tuple[int, ...], warn: Warn) -> None:
        self.number = number
        self.known = known
        self.itself = itself
        self.related = related
        self.warn = warn
        self.used: set[int] = set()

    def write(self, root: Element) -> list[Node]:
        """Write the boxes in their places. Returns the one that has none, for the end of the body."""
        self._within(root)
        return self._box(self.related)

    def _within(self, parent: Element) -> None:
        children: list[Node] = []
        for part in _parts(parent.children):
            if part.links and not part.is_marker and (numbers := self._all(part.links)):
                children += self._box(numbers)
                continue
            for child in part.nodes:
                if isinstance(child, Element):
                    self._within(child)
            if part.is_marker:
                children += self._marked(part.links or [])
            children += part.nodes
        parent.children = children

    def _marked(self, named: list[Reference]) -> list[Node]:
        if not named:
            own, self.related = self.related, ()
            return self._box(own)
        found: list[int] = []
        for reference in named:
            if (number := self.number(reference)) is None:
                self.warn(_("related story “%(title)s” was not found.") % {"title": str(reference)[:120]})
            else:
                found.append(number)
        return self._box(found)

    def _all(self, links: list[Reference]) -> list[int]:
        """The stories of the links of a box, when every one is known; else the box stays as it is."""
        known = [number for number in map(self.known, links) if number is not None]
        return known if len(known) == len(links) else []

    def _box(self, numbers: Iterable[int]) -> list[Node]:
        new = [number for number in dict.fromkeys(numbers) if number != self.itself and number not in self.used]
        self.used.update(new)
        chunks = [new[at : at + MAX_IDS] for at in range(0, len(new), MAX_IDS)]
        return [Element("aside", {_ATTRIBUTE: ",".join(map(str, chunk))}) for chunk in chunks]


def references_in(root: Element) -> Iterator[Reference]:
    """What the boxes of a body refer to, in order."""
    for part in _parts(root.children):
        yield from part.links or ()
        if part.links is not None and not part.is_marker:
            continue
        for child in part.nodes:
            if isinstance(child, Element):
                yield from references_in(child)


def may_have_boxes(html: str) -> bool:
    """Whether it is worth while to read a body for its boxes."""
    said = (unescape(html) if "&" in html else html).lower()
    return any(sign in said for sign in _SIGNS)


def heads_a_box(words: str) -> bool:
    """Is this what stands above a list of related stories?"""
    return len(words) <= LONGEST_HEADING and vietnamese.fold(words) in HEADINGS


def _parts(children: list[Node]) -> Iterator[_Part]:
    at = 0
    while at < len(children):
        child = children[at]
        at += 1
        if not isinstance(child, Element):
            yield _Part([child])
        elif child.name == "aside" and _ATTRIBUTE in child.attrs:
            # What stands in a mark is of the old site, and stays behind the box.
            inside = Element("div", children=child.children)
            yield _Part([inside], list(_named(child.attrs[_ATTRIBUTE])), is_marker=True)
        elif child.name in ("p", "h2", "h3") and _links([child]) == []:  # a heading alone: its list follows
            end = next((i for i in range(at, len(children)) if isinstance(children[i], Element)), at)
            both = children[at - 1 : end + 1]
            if end < len(children) and _is_list(children[end]) and (links := _links(both)):
                yield _Part(both, links)
                at = end + 1
            else:
                yield _Part([child])
        elif child.name in _FRAMES and (links := _links([child])):
            yield _Part([child], links)
        else:
            yield _Part([child])


def _is_list(node: Node) -> bool:
    return isinstance(node, Element) and node.name in ("ul", "ol")


def _named(value: str) -> Iterator[Reference]:
    for part in value.split("|"):
        if re.fullmatch(r"[0-9\s,;]*", part):
            yield from filter(None, map(int, re.findall(rf"(?<![0-9])[0-9]{{1,{LONGEST_ID}}}(?![0-9])", part)))
        elif title := vietnamese.clean_line(part):
            yield title


def _links(nodes: list[Node]) -> list[Reference] | None:
    """The stories that a box of the old site links to; None unless it holds links to stories and no other words.

    It is known by its class or its heading; a heading alone has no links.
    """
    hrefs: dict[str, None] = {}
    is_box = False
    waiting = [*reversed(nodes)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Element):
            if node.name in ("img", "iframe", "figure"):
                return None
            named = f"{node.attrs.get('class', '')[:200]} {node.attrs.get('id', '')[:200]}"
            is_box = is_box or _CLASS.search(named) is not None
            waiting += reversed(node.children)
        elif isinstance(node, Run) and node.marks.href:
            hrefs.setdefault(node.marks.href)
        elif isinstance(node, Run) and (words := node.text.strip()) and vietnamese.fold(words[:LONGEST_HEADING]):
            if not heads_a_box(words):
                return None
            is_box = True
    stories = [_story_of(href) for href in hrefs]
    return [story for story in stories if story is not None] if is_box and None not in stories else None


def _story_of(href: str) -> Reference | None:
    """The legacy id in an address of this site."""
    try:
        host, path = urlsplit(href).hostname or "", urlsplit(href).path
    except ValueError:
        return None
    own = urlsplit(settings.SITE_URL).hostname or ""
    if host and host.removeprefix("www.").removeprefix("m.") != own.removeprefix("www."):
        return None
    found = _NUMBER_IN_ADDRESS.search(path[-300:])
    return int(found[1]) or None if found else None
