"""Freezing: a version keeps the captions, credits and alts it was approved with."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import unescape

from articles.body.cleaning import clean
from articles.body.nodes import Element, Node, Run, write
from articles.body.reading import read
from articles.body.vocabulary import canonical_value

# The beginning of a figure as it is written in a clean body, where neither ">" nor a quotation mark stands in a value.
_FIGURE = re.compile(r'<figure((?: [a-z-]+="[^"]*")*)>')
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class PhotoTexts:
    """What the library says about a picture."""

    caption: str = ""
    alt: str = ""
    credit: str = ""


def freeze(html: str, photos: Mapping[int, PhotoTexts]) -> str:
    """A clean body in which every use of a picture that says nothing itself says what the library says."""
    root = read(clean(html))
    _freeze(root.children, photos)
    return clean(write(root.children))


def _freeze(nodes: Iterable[Node], photos: Mapping[int, PhotoTexts]) -> None:
    for node in nodes:
        if not isinstance(node, Element):
            continue
        _freeze(node.children, photos)
        number = node.attrs.get("data-photo") or node.attrs.get("data-infographic")
        if node.name != "figure" or number is None or (texts := photos.get(int(number))) is None:
            continue
        for name, words in (("data-alt", texts.alt), ("data-credit", texts.credit)):
            if words and name not in node.attrs:
                node.attrs[name] = words
        for caption in node.elements():
            if texts.caption and not caption.children:
                caption.children = [Run(texts.caption)]


def correct_photo(html: str, *, photo: int, alt: str, credit: str) -> str:
    """A body in which every use of one picture has this alt and this credit; all else stays to the letter.

    The body was cleaned when it was saved. It is not cleaned again: readers have it, and rules may have changed.
    """
    words = {name: canonical_value("figure", name, text) for name, text in (("data-alt", alt), ("data-credit", credit))}

    def corrected(figure: re.Match[str]) -> str:
        attrs = {name: unescape(value) for name, value in _ATTRIBUTE.findall(figure[1])}
        if str(photo) not in (attrs.get("data-photo"), attrs.get("data-infographic")):
            return figure[0]
        attrs |= {name: text for name, text in words.items() if text}
        return write([Element("figure", attrs)]).removesuffix("</figure>")

    return _FIGURE.sub(corrected, html)
