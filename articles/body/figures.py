"""Figures: photos, galleries, infographics and embeds, each with its caption."""

from collections import Counter
from collections.abc import Iterable

from articles.body.embeds import canonical_embed, embed_of_url
from articles.body.inline import flat, lines, tidy
from articles.body.nodes import Element, Inline, Node
from articles.body.vocabulary import (
    FIGURE_KINDS,
    LAYOUTS,
    MAX_ALT,
    MAX_CREDIT,
    canonical_id,
    canonical_ids,
    canonical_line,
)


class FigureMaker:
    """Makes canonical figures; one whose number or host is refused goes, and is counted."""

    def __init__(self, removed: Counter[str]) -> None:
        self.removed = removed

    def make(self, figure: Element) -> list[Element] | None:
        """The figure with what must follow it; None when it is no figure of ours."""
        kind = next((name for name in FIGURE_KINDS if name in figure.attrs), None)
        if kind is None:
            return self.framed(figure)
        said = figure.attrs[kind]
        made: list[Element] | None = None
        if kind == "data-gallery":
            made = self.gallery(canonical_ids(said), figure)
        elif kind == "data-embed":
            embed = canonical_embed(said)
            made = [self.embed(embed, flat(figure.children))] if embed else None
        elif number := canonical_id(said):
            made = [self.picture(kind, number, figure)]
        if made is None:
            self.removed[f"figure[{kind}]"] += 1
            return []
        return made

    def picture(self, kind: str, number: str, figure: Element | None, *, in_gallery: bool = False) -> Element:
        said = figure.attrs if figure else {}
        attrs = {kind: number}
        if kind == "data-photo" and not in_gallery:
            layout = said.get("data-layout", "")
            attrs["data-layout"] = layout if layout in LAYOUTS else LAYOUTS[0]
        for name, most in (("data-alt", MAX_ALT), ("data-credit", MAX_CREDIT)):
            if words := canonical_line(said.get(name, ""), most=most):
                attrs[name] = words
        caption = flat(figure.children, skip=("figure",)) if figure else []
        return Element("figure", attrs, [_caption(caption)])

    def gallery(self, ids: str | None, figure: Element) -> list[Element] | None:
        if ids is None:
            return None
        uses: dict[str | None, Element] = {}
        for use in _figures_in(figure):
            uses.setdefault(canonical_id(use.attrs.get("data-photo", "")), use)
        pictures = [self.picture("data-photo", number, uses.get(number), in_gallery=True) for number in ids.split(",")]
        rest = [Element("p", children=[*line]) for line in lines(flat(figure.children, skip=("figure",)))]
        return [Element("figure", {"data-gallery": ids}, [*pictures]), *rest]

    def embed(self, embed: str, caption: Iterable[Inline]) -> Element:
        return Element("figure", {"data-embed": embed}, [_caption(caption)])

    def framed(self, figure: Element) -> list[Element] | None:
        """A foreign player with its caption."""
        for frame in figure.elements():
            if frame.name == "iframe" and (embed := embed_of_url(frame.attrs.get("src", ""))):
                return [self.embed(embed, flat(figure.children))]
        return None

    def without_lost_captions(self, figure: Element) -> list[Node]:
        """The children of a figure that is none of ours; a caption whose picture cannot be kept goes with it."""
        lost = any(child.name in ("img", "iframe") for child in _elements_in(figure))
        return [
            child
            for child in figure.children
            if not (lost and isinstance(child, Element) and child.name == "figcaption")
        ]


def _caption(words: Iterable[Inline]) -> Element:
    return Element("figcaption", children=[*tidy(words)])


def _elements_in(element: Element) -> Iterable[Element]:
    for child in element.elements():
        yield child
        yield from _elements_in(child)


def _figures_in(element: Element) -> Iterable[Element]:
    return (child for child in _elements_in(element) if child.name == "figure")
