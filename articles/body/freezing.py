"""Freezing: a version keeps the captions, credits and alts it was approved with."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from articles.body.cleaning import clean
from articles.body.nodes import Element, Node, Run, write
from articles.body.reading import read


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
    """A clean body in which every use of one picture has this alt and this credit."""
    root = read(clean(html))
    _correct(root.children, photo=str(photo), texts={"data-alt": alt, "data-credit": credit})
    return clean(write(root.children))


def _correct(nodes: Iterable[Node], *, photo: str, texts: Mapping[str, str]) -> None:
    for node in nodes:
        if isinstance(node, Element):
            _correct(node.children, photo=photo, texts=texts)
            if node.name == "figure" and photo in (node.attrs.get("data-photo"), node.attrs.get("data-infographic")):
                node.attrs.update({name: words for name, words in texts.items() if words})
