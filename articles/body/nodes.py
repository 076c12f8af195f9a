"""A body as a small tree, and how it is written as HTML."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Final, NamedTuple

from articles.body.vocabulary import ELEMENTS


class Marks(NamedTuple):
    """How a run of words is set. Links are outermost when written, then strong, em, sub or sup."""

    href: str = ""
    rel: str = ""
    strong: bool = False
    em: bool = False
    shift: str = ""  # "", "sub" or "sup"

    def opening(self) -> Iterator[str]:
        if self.href:
            rel = f' rel="{self.rel}"' if self.rel else ""
            yield f'<a href="{escape(self.href)}"{rel}>'
        if self.strong:
            yield "<strong>"
        if self.em:
            yield "<em>"
        if self.shift:
            yield f"<{self.shift}>"

    def closing(self) -> Iterator[str]:
        if self.shift:
            yield f"</{self.shift}>"
        if self.em:
            yield "</em>"
        if self.strong:
            yield "</strong>"
        if self.href:
            yield "</a>"


PLAIN: Final = Marks()


@dataclass(frozen=True, slots=True)
class Run:
    """Words that are set alike."""

    text: str
    marks: Marks = PLAIN


@dataclass(frozen=True, slots=True)
class Break:
    """A line break inside a paragraph."""


BREAK: Final = Break()


@dataclass(slots=True)
class Element:
    """A block: a paragraph, a list, a figure …"""

    name: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: list["Node"] = field(default_factory=list)

    def elements(self) -> Iterator["Element"]:
        return (child for child in self.children if isinstance(child, Element))


Inline = Run | Break
Node = Element | Run | Break


def write(nodes: Iterable[Node], *, ampersand: str = "&amp;") -> str:
    """The nodes as HTML. Their depth is bounded by whoever made them."""
    out: list[str] = []
    _write(nodes, out, ampersand)
    return "".join(out)


def _write(nodes: Iterable[Node], out: list[str], ampersand: str) -> None:
    for node in nodes:
        if isinstance(node, Run):
            out += node.marks.opening()
            out.append(node.text.replace("&", ampersand).replace("<", "&lt;").replace(">", "&gt;"))
            out += node.marks.closing()
        elif isinstance(node, Break):
            out.append("<br>")
        else:
            known = ELEMENTS.get(node.name, ())
            attrs = "".join(f' {name}="{escape(node.attrs[name])}"' for name in known if name in node.attrs)
            out.append(f"<{node.name}{attrs}>")
            _write(node.children, out, ampersand)
            out.append(f"</{node.name}>")


def words_of(nodes: Iterable[Node]) -> str:
    """The words below the nodes, a new line for each block and break."""
    out: list[str] = []
    _words(nodes, out)
    lines = (line.strip() for line in "".join(out).split("\n"))
    return "\n".join(line for line in lines if line)


def _words(nodes: Iterable[Node], out: list[str]) -> None:
    for node in nodes:
        if isinstance(node, Run):
            out.append(node.text)
        elif isinstance(node, Break):
            out.append("\n")
        else:
            out.append("\n")
            _words(node.children, out)
            out.append("\n")
