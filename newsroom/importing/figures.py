"""Finds each picture of a body and the words that are its caption: in its figure, block or table, or behind it."""

from collections.abc import Iterable, Iterator

from articles.body.embeds import canonical_embed, embed_of_url
from articles.body.nodes import Break, Element, Inline, Node, Run

from . import picture_tables
from .captions import Signs, Words, is_caption_behind, is_caption_within
from .removing import CAPTION
from .units import Film, Gone, Shown, Unit, inline_lines, pieces

_CAPTION = Signs(is_caption=True)
_LEAVES = ("img", "iframe")
_LONGEST_ADDRESS = 10  # runs and breaks around an address that stands alone


def units_of(root: Element) -> list[Unit]:
    """The blocks of a loose tree in order; pictures inside lists, quotes and tables are found too."""
    while len(words := [child for child in root.children if not _is_blank(child)]) == 1:
        if not (isinstance(words[0], Element) and words[0].name == "div"):
            break
        root = words[0]  # a frame around everything says nothing of anything
    return _blocks(root.children, Signs())


def _blocks(children: Iterable[Node], signs: Signs) -> list[Unit]:
    found: list[Unit] = []
    stretch: list[Node] = []
    for child in children:
        if isinstance(child, Element) and child.name not in _LEAVES:
            found += _stretch(stretch, signs)
            stretch = []
            found += _block(child, signs)
        else:
            stretch.append(child)
    return _with_captions(found + _stretch(stretch, signs))


def _with_captions(units: list[Unit]) -> list[Unit]:
    """The paragraph behind a picture becomes its caption, where the signs say so."""
    out: list[Unit] = []
    for at, unit in enumerate(units):
        before = out[-1] if out else None
        if isinstance(unit, Words) and isinstance(before, Shown) and not unit.is_text:
            following = units[at + 1] if at + 1 < len(units) else None
            if (not before.caption and is_caption_behind(unit, following=following)) or (
                before.caption and not before.has_credit and unit.is_credit
            ):
                before.take(unit)
                continue
            unit.is_text = bool(before.caption) or following is not None
        out.append(unit)
    return out


def _block(element: Element, signs: Signs) -> list[Unit]:
    match element.name:
        case "p":
            return _stretch(element.children, signs.within(element))
        case "figcaption":
            return _blocks(element.children, _CAPTION)
        case "figure":
            return _figure(element, signs)
        case "table":
            return picture_tables.units_of(element, signs, blocks=_blocks, frame=frame)
        case "h2" | "h3" | "cite":
            heading = Element(element.name, element.attrs, [c for c in element.children if not _is_leaf(c)])
            return [heading, *(unit for child in element.children if _is_leaf(child) for unit in _leaf(child))]
        case "li":
            return [holding(element, frame(_blocks(element.children, Signs()), Signs()))]
        case "ul" | "ol" | "blockquote":
            return [holding(element, _blocks(element.children, Signs()))]
        case "aside" if "data-related" in element.attrs or "data-note" in element.attrs:
            return [holding(element, _blocks(element.children, Signs()))]
    framed = signs.within(element)
    return frame(_blocks(element.children, framed), framed)


def frame(units: list[Unit], signs: Signs) -> list[Unit]:
    """The units of a frame: where it holds pictures and one paragraph (and a credit), this is their caption."""
    if not 2 <= len(units) <= 3 or not isinstance(shown := units[0], Shown) or shown.caption:
        return units
    said = [unit for unit in units[1:] if isinstance(unit, Words)]
    if len(said) < len(units) - 1 or not all(words.is_credit for words in said[1:]):
        return units
    is_said = said[0].may_be_caption and (signs.is_of_picture or signs.is_in_cell)
    if not is_said and not is_caption_within(said[0], is_alone=True, picture=shown.images[-1]):
        return units
    for words in said:
        shown.take(words)
    shown.is_sure = shown.is_sure or signs.is_of_picture
    return [shown]


def holding(element: Element, units: list[Unit]) -> Element:
    """The element with these units for children."""
    return Element(element.name, element.attrs, units)  # type: ignore[arg-type]  # they are placed before it is written


def _stretch(items: list[Node], signs: Signs) -> list[Unit]:
    return [unit for piece in pieces(items) for unit in _piece(piece, signs)]


def _piece(items: list[Node], signs: Signs) -> list[Unit]:
    """A paragraph: its words, its pictures, and the words behind these."""
    found: list[Unit] = []
    words: list[Inline] = []
    is_alone = True

    def flush() -> None:
        nonlocal is_alone
        paragraph = Words(words.copy(), signs)
        words.clear()
        if paragraph.is_blank:
            return
        before = found[-1] if found else None
        if isinstance(before, Shown):
            paragraph.is_beside = not any(isinstance(item, Break) for item in _leading(paragraph.items))
        if isinstance(before, Shown) and is_caption_within(paragraph, is_alone=is_alone, picture=before.images[-1]):
            before.take(paragraph)
        elif film := _film_alone(paragraph):
            found.append(film)
        else:
            # Words in the picture's own block were judged, unless they may stand before a picture's block.
            paragraph.is_text = isinstance(before, Shown)
            found.append(paragraph)
            is_alone = False

    for item in items:
        if not isinstance(item, Element):
            words.append(item)
            continue
        flush()
        for unit in _leaf(item):
            before = found[-1] if found else None
            if isinstance(unit, Shown) and isinstance(before, Shown) and not before.caption:
                before.images += unit.images
            else:
                found.append(unit)
    flush()
    return found


def _leaf(element: Node) -> Iterator[Unit]:
    if not isinstance(element, Element):
        return
    if element.name == "img":
        yield Shown([element])
    elif embed := element.attrs.get("data-embed"):
        yield Film(embed)
    else:
        yield Gone(element.attrs.get("data-gone", element.name), element.attrs.get("src", ""))


def _figure(figure: Element, signs: Signs) -> list[Unit]:
    if "data-embed" in figure.attrs:
        caption = inline_lines(figure.children)
        embed = canonical_embed(figure.attrs["data-embed"])
        film = Film(embed) if embed else Gone("figure[data-embed]", figure.attrs["data-embed"])
        film.caption = caption
        return [film, *(unit for leaf in _leaves([figure]) for unit in _leaf(leaf))]
    captions: list[Node] = []
    content: list[Node] = []
    for child in figure.children:
        (captions if isinstance(child, Element) and child.name == "figcaption" else content).append(child)
    content += _leaves(captions)
    return _captioned(_blocks(content, signs), Words(inline_lines(captions), _CAPTION))


def _captioned(units: list[Unit], own: Words) -> list[Unit]:
    """The pictures of a figure are one use with one caption; what else stood in it (a table, a list) is kept."""
    pictures = [unit for unit in units if isinstance(unit, Shown)]
    for picture in pictures:
        picture.is_sure = True
    players = [unit for unit in units if isinstance(unit, Film | Gone)]
    rest = [unit for unit in units if not isinstance(unit, Shown | Film | Gone)]
    if len(pictures) > 1 and any(picture.caption for picture in pictures):
        return [*units, own] if own.text else units  # a gallery of figures
    if not own.text and len(rest) == 1 and isinstance(rest[0], Words) and len(rest[0].text) <= CAPTION:
        own, rest = rest[0], []
    if pictures:
        pictures[0].images = [image for picture in pictures for image in picture.images]
    found = [*pictures[:1], *players]
    if not own.text or not found:
        return [*found, *rest, own] if own.text else [*found, *rest]
    found[0].take(own)
    return [*found, *rest]


def _film_alone(paragraph: Words) -> Film | None:
    """The address of a film that stands alone, as WordPress makes a player of it."""
    if len(paragraph.items) > _LONGEST_ADDRESS or not any(_names_address(item) for item in paragraph.items):
        return None
    embed = embed_of_url(paragraph.text) if len(paragraph.text.split()) == 1 else None
    return Film(embed) if embed else None


def _names_address(item: Inline) -> bool:
    return isinstance(item, Run) and "://" in item.text[:200]


def _leading(items: list[Inline]) -> Iterator[Inline]:
    """What stands before the first word."""
    for item in items:
        if isinstance(item, Run) and item.text.strip():
            return
        yield item


def _leaves(nodes: Iterable[Node]) -> Iterator[Element]:
    """The pictures and players below the nodes."""
    for node in nodes:
        if isinstance(node, Element):
            yield from [node] if node.name in _LEAVES else _leaves(node.children)


def _is_leaf(node: Node) -> bool:
    return isinstance(node, Element) and node.name in _LEAVES


def _is_blank(node: Node) -> bool:
    return isinstance(node, Break) or (isinstance(node, Run) and not node.text.strip())
