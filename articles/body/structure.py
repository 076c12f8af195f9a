"""The content model: which block may stand where, and what becomes of one that may not.

Words are never lost for standing in the wrong place: unknown nesting is unwrapped, and a picture or a table inside
a list, a quote or a cell moves behind the block it stood in.
"""

from collections import Counter
from collections.abc import Iterable

from articles.body.embeds import embed_of_url
from articles.body.figures import FigureMaker
from articles.body.inline import flat, lines, one_line
from articles.body.nodes import Element, Inline, Node
from articles.body.tables import table_rows
from articles.body.vocabulary import MAX_START, canonical_ids, canonical_span

MAX_LIST_DEPTH = 4

Place = frozenset[str]
ROOT: Place = frozenset({"p", "h2", "h3", "ul", "ol", "blockquote", "table", "figure", "aside"})
NOTE: Place = frozenset({"p", "h3", "ul", "ol"})
TEXT: Place = frozenset({"p", "ul", "ol"})  # in a list item, a cell, a quote
PULL: Place = frozenset({"p"})


class Structure:
    """Makes the canonical tree of one body."""

    def __init__(self, removed: Counter[str]) -> None:
        self.removed = removed
        self.figures = FigureMaker(removed)
        self.escaped: list[Element] = []

    def blocks(self, children: Iterable[Node], place: Place, *, depth: int = 0) -> list[Element]:
        """The blocks that these children make in this place. `depth` counts the lists around it."""
        out: list[Element] = []
        words: list[Inline] = []
        strays: list[Node] = []  # list items without a list

        def flush() -> None:
            if not words:
                return
            made = paragraphs(words)
            words.clear()
            if made and strays:
                out.extend(self.list_of("ul", strays, place, depth=depth))
                strays.clear()
            out.extend(made)

        for child in children:
            if not isinstance(child, Element):
                words.append(child)
            elif child.name == "li":
                flush()
                strays.append(child)
            else:
                flush()
                if strays:
                    out.extend(self.list_of("ul", strays, place, depth=depth))
                    strays.clear()
                out.extend(self.block(child, place, depth=depth))
                if place is ROOT:
                    out.extend(self.escaped)
                    self.escaped.clear()
        flush()
        if strays:
            out.extend(self.list_of("ul", strays, place, depth=depth))
        if place is ROOT:
            out.extend(self.escaped)
            self.escaped.clear()
        return out

    def block(self, element: Element, place: Place, *, depth: int) -> list[Element]:
        match element.name:
            case "h2" | "h3":
                return self.heading(element, place)
            case "ul" | "ol":
                return self.list_of(
                    element.name, element.children, place, depth=depth, start=element.attrs.get("start", "")
                )
            case "blockquote" if "blockquote" in place:
                return self.quote(element)
            case "table" if "table" in place:
                return self.table(element)
            case "figure" | "iframe" | "aside":
                return self.placed(self.special(element, place, depth=depth), place)
            case "img":
                return []
        return self.blocks(element.children, place, depth=depth)

    def placed(self, made: list[Element], place: Place) -> list[Element]:
        """What may stand here; the rest waits for the end of the block of the first level."""
        self.escaped += [block for block in made if block.name not in place]
        return [block for block in made if block.name in place]

    def heading(self, element: Element, place: Place) -> list[Element]:
        name = element.name if element.name in place else "h3"
        if name not in place:
            return paragraphs(flat(element.children))
        words = one_line(flat(element.children), keep_strong=False)
        return [Element(name, children=[*words])] if words else []

    def list_of(
        self, name: str, children: Iterable[Node], place: Place, *, depth: int, start: str = ""
    ) -> list[Element]:
        if name not in place or depth >= MAX_LIST_DEPTH:
            unlisted = [
                Element("div", children=child.children) if isinstance(child, Element) and child.name == "li" else child
                for child in children
            ]
            return self.blocks(unlisted, place, depth=depth) if unlisted else []
        items: list[Element] = []
        loose: list[Node] = []

        def add(content: Iterable[Node]) -> None:
            made = self.blocks(content, TEXT, depth=depth + 1)
            while made and made[0].name != "p":  # an item that only holds a list: its items move up
                items.extend(made.pop(0).elements())
            if made:
                items.append(Element("li", children=[*made]))

        for child in children:
            if not isinstance(child, Element):
                loose.append(child)
                continue
            add(loose)
            loose = []
            if child.name in ("ul", "ol") and items and depth + 1 < MAX_LIST_DEPTH:
                items[-1].children += self.blocks([child], TEXT, depth=depth + 1)
            else:
                add(child.children if child.name == "li" else [child])
        add(loose)
        if not items:
            return []
        first = canonical_span(start, most=MAX_START) if name == "ol" else None
        return [Element(name, {"start": first} if first else {}, [*items])]

    def quote(self, element: Element) -> list[Element]:
        pull = "data-pull" in element.attrs
        content, cites = _without_cites(element.children) if pull else (element.children, [])
        made = self.blocks(content, PULL if pull else TEXT)
        cite = one_line(flat(cites))
        if not made:
            return paragraphs(cite)
        if pull and cite:
            made.append(Element("cite", children=[*cite]))
        return [Element("blockquote", {"data-pull": ""} if pull else {}, [*made])]

    def table(self, element: Element) -> list[Element]:
        rows, loose = table_rows(element)
        before = self.blocks(loose, ROOT)
        cells = [cell for row in rows for cell in row.elements()]
        if len(cells) == 1:  # a frame drawn with a table
            return before + self.blocks(cells[0].children, ROOT)
        for cell in cells:
            cell.children = [*self.blocks(cell.children, TEXT)]
        if not any(cell.children for cell in cells):
            return before
        return [*before, Element("table", children=[Element("tbody", children=[*rows])])]

    def special(self, element: Element, place: Place, *, depth: int) -> list[Element]:
        """A figure, a box or a foreign player."""
        if element.name == "iframe":
            embed = embed_of_url(element.attrs.get("src", ""))
            return [self.figures.embed(embed, [])] if embed else self.refused("iframe")
        if element.name == "figure":
            if (made := self.figures.make(element)) is not None:
                return made
            content = self.figures.without_lost_captions(element)
            return self.blocks(content, place, depth=depth)
        if "data-related" in element.attrs:
            ids = canonical_ids(element.attrs["data-related"])
            lead = {"data-lead": "1"} if element.attrs.get("data-lead") == "1" else {}
            return [Element("aside", {"data-related": ids} | lead)] if ids else self.refused("aside[data-related]")
        if "data-note" in element.attrs and "aside" in place:
            made = self.blocks(element.children, NOTE)
            return [Element("aside", {"data-note": ""}, [*made])] if made else []
        return self.blocks(element.children, place, depth=depth)

    def refused(self, what: str) -> list[Element]:
        self.removed[what] += 1
        return []


def paragraphs(words: Iterable[Inline]) -> list[Element]:
    return [Element("p", children=[*line]) for line in lines(words)]


def _without_cites(children: Iterable[Node]) -> tuple[list[Node], list[Node]]:
    """The children of a quote without the lines that name who said it, and those."""
    content: list[Node] = []
    cites: list[Node] = []
    for child in children:
        if isinstance(child, Element) and child.name == "cite":
            cites.append(child)
        elif isinstance(child, Element) and child.name == "div":
            inner, more = _without_cites(child.children)
            content.append(Element("div", children=inner))
            cites += more
        else:
            content.append(child)
    return content, cites
