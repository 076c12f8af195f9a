"""Reads any string as a loose tree of the elements that matter to a body; depth is bounded, nothing raises.

Blocks become elements; bold, italic, links and the like become marks on runs of words, so a tag that is closed in
the wrong place, or never, does no harm. What the tree may look like is decided in `structure.py`.
"""

import re
from collections import Counter
from collections.abc import Iterable

from articles.body.addresses import canonical_href
from articles.body.nodes import BREAK, Element, Marks, Run
from articles.body.tokens import End, Start, Text, Token, tokens
from articles.body.vocabulary import canonical_rel

MAX_DEPTH = 40

_RENAMED = {
    "b": "strong",
    "i": "em",
    "h1": "h2",
    "h4": "h3",
    "h5": "h3",
    "h6": "h3",
    **dict.fromkeys(
        (
            *("section", "article", "main", "header", "footer", "center", "address", "dl", "dt", "dd", "pre"),
            *("fieldset", "form", "details", "summary", "nav", "hgroup", "caption", "body", "html", "legend"),
        ),
        "div",
    ),
}
_BLOCKS = frozenset(
    {
        *("p", "h2", "h3", "div", "ul", "ol", "li", "blockquote", "cite"),
        *("table", "thead", "tr", "td", "th", "figure", "figcaption", "aside"),
    }
)
_LEAVES = frozenset({"p", "h2", "h3", "cite"})  # blocks that hold words only: the next block ends them
_CELLS = frozenset({"td", "th"})
_ROWS = frozenset({"tr", "thead"})
# An end tag, or a new element that ends its elder sibling, looks no further up than to one of these.
_WALLS = {
    "li": frozenset({"ul", "ol", "table", "td", "th", "blockquote", "figure", "aside"}),
    "table": frozenset[str](),
    **dict.fromkeys(("td", "th", "tr", "thead", "tbody", "tfoot"), frozenset({"table"})),
}
_WALL = frozenset({"table", "td", "th"})
_MARKS = frozenset({"strong", "em", "a", "sub", "sup", "span"})
_WEIGHT = re.compile(r"(?<![\w-])font-weight\s*:\s*(bold|bolder|normal|lighter|[1-9]00)\b", re.IGNORECASE)
_SLANT = re.compile(r"(?<![\w-])font-style\s*:\s*(italic|oblique|normal)\b", re.IGNORECASE)


class _Open:
    """The marks that are open: for each kind a stack of (value, depth of the block it was opened in)."""

    def __init__(self) -> None:
        self.stacks: dict[str, list[tuple[object, int]]] = {
            kind: [] for kind in ("strong", "em", "link", "shift", "span")
        }
        self.current = Marks()

    def push(self, kind: str, value: object, depth: int) -> None:
        self.stacks[kind].append((value, depth))
        self._set(kind)

    def pop(self, kind: str) -> object:
        value = self.stacks[kind].pop()[0] if self.stacks[kind] else None
        self._set(kind)
        return value

    def leave(self, depth: int) -> None:
        """Forgets what was opened deeper than `depth`."""
        for kind, stack in self.stacks.items():
            if stack and stack[-1][1] > depth:
                while stack and stack[-1][1] > depth:
                    stack.pop()
                self._set(kind)

    def _set(self, kind: str) -> None:
        if kind == "span":
            return
        value = self.stacks[kind][-1][0] if self.stacks[kind] else None
        if kind == "link":
            href, rel = value if isinstance(value, tuple) else ("", "")
            self.current = self.current._replace(href=href, rel=rel)
        elif kind == "shift":
            self.current = self.current._replace(shift=str(value or ""))
        elif kind == "strong":
            self.current = self.current._replace(strong=bool(value))
        else:
            self.current = self.current._replace(em=bool(value))


class _Reader:
    def __init__(self, removed: Counter[str]) -> None:
        self.root = Element("root")
        self.stack = [self.root]
        self.names: Counter[str] = Counter()  # open elements by name
        self.skipped: Counter[str] = Counter()  # elements too deep to be opened, whose end tags are to come
        self.open = _Open()
        self.removed = removed
        self.set_in_lines = 0  # open <pre>: the lines of a poem are its own

    def read(self, stream: Iterable[Token]) -> Element:
        for token in stream:
            if isinstance(token, Start):
                self.set_in_lines += token.name == "pre"
                self.start(_RENAMED.get(token.name, token.name), token.attrs)
            elif isinstance(token, End):
                self.set_in_lines -= token.name == "pre" and self.set_in_lines > 0
                self.end(_RENAMED.get(token.name, token.name))
            elif isinstance(token, Text):
                self.text(token.text)
        return self.root

    def text(self, text: str) -> None:
        children = self.stack[-1].children
        if not self.set_in_lines:
            children.append(Run(text, self.open.current))
            return
        for number, line in enumerate(re.split("\r\n|[\r\n]", text)):
            if number:
                children.append(BREAK)
            children.append(Run(line, self.open.current))

    def start(self, name: str, attrs: dict[str, str]) -> None:
        if name == "br":
            self.stack[-1].children.append(BREAK)
        elif name in _MARKS:
            self.start_mark(name, attrs)
        elif name in ("img", "iframe"):
            self.stack[-1].children.append(Element(name, attrs))
        elif name in ("hr", "tbody", "tfoot"):
            self.close_leaf()
            if name != "hr":
                self.close("thead")
        elif name in _BLOCKS:
            self.start_block(name, attrs)

    def start_block(self, name: str, attrs: dict[str, str]) -> None:
        if name == "cite" and not self.names["blockquote"]:
            return
        if name in _CELLS | _ROWS and not self.names["table"]:
            name = "div"
        self.close_leaf()
        if name == "li":
            self.close("li")
        elif name in _CELLS:
            self.close("td", "th")
        elif name in _ROWS:
            self.close("tr")
            if name == "thead":
                self.close("thead")
        if len(self.stack) > MAX_DEPTH:
            self.skipped[name] += 1
            return
        element = Element(name, attrs)
        self.stack[-1].children.append(element)
        self.stack.append(element)
        self.names[name] += 1

    def end(self, name: str) -> None:
        if name in _MARKS:
            self.end_mark(name)
        elif name == "br" or (name == "p" and not self.names["p"]):
            self.close_leaf()
        elif self.skipped[name]:
            self.skipped[name] -= 1
        elif name in _BLOCKS:
            self.close(name)

    def close_leaf(self) -> None:
        if self.stack[-1].name in _LEAVES:
            self.pop()

    def close(self, *names: str) -> None:
        """Closes the nearest open element of these names, and all inside it, unless a wall stands before it."""
        if not any(self.names[name] for name in names):
            return
        walls = _WALLS.get(names[0], _WALL)
        for at in range(len(self.stack) - 1, 0, -1):
            name = self.stack[at].name
            if name in names:
                while len(self.stack) > at:
                    self.pop()
                return
            if name in walls:
                return

    def pop(self) -> None:
        self.names[self.stack.pop().name] -= 1
        self.open.leave(len(self.stack))

    def start_mark(self, name: str, attrs: dict[str, str]) -> None:
        depth = len(self.stack)
        style = attrs.get("style", "")[:2_000]
        weight, slant = _WEIGHT.search(style), _SLANT.search(style)
        strong = weight and weight[1].lower() not in ("normal", "lighter", "100", "200", "300", "400")
        em = slant and slant[1].lower() != "normal"
        if name == "span":
            kinds = [kind for kind, value in (("strong", strong), ("em", em)) if value is not None]
            self.open.push("span", kinds, depth)
            for kind, value in (("strong", strong), ("em", em)):
                if value is not None:
                    self.open.push(kind, value, depth)
        elif name in ("sub", "sup"):
            self.open.push("shift", name, depth)
        elif name == "a":
            self.open.push("link", self.link(attrs), depth)
        else:  # Google Docs wraps everything in <b style="font-weight:normal">
            said = strong if name == "strong" else em
            self.open.push(name, True if said is None else said, depth)

    def end_mark(self, name: str) -> None:
        if name == "span":
            kinds = self.open.pop("span")
            for kind in kinds if isinstance(kinds, list) else ():
                self.open.pop(kind)
        else:
            self.open.pop({"a": "link", "sub": "shift", "sup": "shift"}.get(name, name))

    def link(self, attrs: dict[str, str]) -> tuple[str, str]:
        if not (said := attrs.get("href", "")):
            return "", ""
        href = canonical_href(said)
        if href is None:
            if not said.strip().startswith("#"):
                self.removed["a[href]"] += 1
            return "", ""
        return href, canonical_rel(attrs.get("rel", ""), href=href) or ""


def read(html: str, removed: Counter[str] | None = None) -> Element:
    """The root of the loose tree of any string."""
    removed = Counter() if removed is None else removed
    return read_tokens(tokens(html, removed), removed)


def read_tokens(stream: Iterable[Token], removed: Counter[str]) -> Element:
    """The same of tokens, which may have been rewritten on the way."""
    return _Reader(removed).read(stream)
