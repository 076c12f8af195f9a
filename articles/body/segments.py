"""A clean body as a sequence of typed parts, each of which a page draws with a component of its own."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from articles.body.nodes import Element, Node, words_of, write
from articles.body.reading import read
from articles.body.vocabulary import numbers


@dataclass(frozen=True, slots=True)
class Html:
    """Paragraphs, headings, lists and quotes, to be written as they are."""

    html: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table, apart so that a page can let it scroll on a phone."""

    html: str


@dataclass(frozen=True, slots=True)
class PhotoUse:
    """A library picture as one story uses it. Empty texts mean: as the library has them."""

    id: int
    layout: str
    caption_html: str
    caption: str
    alt: str
    credit: str


@dataclass(frozen=True, slots=True)
class Gallery:
    photos: tuple[PhotoUse, ...]

    @property
    def ids(self) -> tuple[int, ...]:
        return tuple(photo.id for photo in self.photos)


@dataclass(frozen=True, slots=True)
class Infographic:
    """A picture that is read: shown with zoom and its text alternative."""

    id: int
    caption_html: str
    caption: str
    alt: str
    credit: str


@dataclass(frozen=True, slots=True)
class Related:
    """A box of stories; those that are not live any more are left out when it is drawn."""

    ids: tuple[int, ...]
    with_lead: bool


@dataclass(frozen=True, slots=True)
class Embed:
    """A film: `provider` and `key` of `articles.body.embeds.PROVIDERS`."""

    provider: str
    key: str
    caption_html: str
    caption: str

    @property
    def name(self) -> str:
        return f"{self.provider}:{self.key}"


@dataclass(frozen=True, slots=True)
class PullQuote:
    html: str
    cite_html: str


@dataclass(frozen=True, slots=True)
class Note:
    html: str


Segment = Html | Table | PhotoUse | Gallery | Infographic | Related | Embed | PullQuote | Note


def segments(html: str) -> list[Segment]:
    """The parts of a clean body in order; neighbouring text is one part."""
    return [Html(write(run)) if isinstance(run, list) else run for run in _runs(html)]


def segments_in_words(html: str) -> Iterator[str | Segment]:
    """The same, read once: neighbouring text as its words, a line for each paragraph."""
    return (words_of(run) if isinstance(run, list) else run for run in _runs(html))


def _runs(html: str) -> Iterator[list[Node] | Segment]:
    text: list[Node] = []
    for node in read(html).children:
        special = _special(node) if isinstance(node, Element) else None
        if special is None:
            text.append(node)
            continue
        if text:
            yield text
            text = []
        yield special
    if text:
        yield text


def _special(element: Element) -> Segment | None:
    attrs = element.attrs
    match element.name:
        case "table":
            # The reader leaves out <tbody>; a browser would put it back.
            return Table(write([Element("table", children=[Element("tbody", children=element.children)])]))
        case "blockquote" if "data-pull" in attrs:
            cites = [child for child in element.elements() if child.name == "cite"]
            words = [child for child in element.elements() if child.name != "cite"]
            return PullQuote(write(words), write(part for cite in cites for part in cite.children))
        case "aside" if "data-related" in attrs:
            return Related(numbers(attrs["data-related"]), with_lead="data-lead" in attrs)
        case "aside":
            return Note(write(element.children))
        case "figure":
            return _figure(element)
    return None


def _figure(element: Element) -> Segment | None:
    attrs = element.attrs
    if "data-gallery" in attrs:
        return Gallery(tuple(_photo(use) for use in element.elements() if "data-photo" in use.attrs))
    caption = _caption(element)
    if "data-infographic" in attrs:
        return Infographic(
            id=int(attrs["data-infographic"]),
            caption_html=write(caption),
            caption=words_of(caption),
            alt=attrs.get("data-alt", ""),
            credit=attrs.get("data-credit", ""),
        )
    if "data-embed" in attrs:
        provider, _, key = attrs["data-embed"].partition(":")
        return Embed(provider=provider, key=key, caption_html=write(caption), caption=words_of(caption))
    return _photo(element) if "data-photo" in attrs else None


def _photo(element: Element) -> PhotoUse:
    caption = _caption(element)
    return PhotoUse(
        id=int(element.attrs["data-photo"]),
        layout=element.attrs.get("data-layout", "normal"),
        caption_html=write(caption),
        caption=words_of(caption),
        alt=element.attrs.get("data-alt", ""),
        credit=element.attrs.get("data-credit", ""),
    )


def _caption(figure: Element) -> Iterable[Node]:
    return [node for child in figure.elements() if child.name == "figcaption" for node in child.children]
