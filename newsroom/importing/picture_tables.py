"""Tables that only lay pictures out: the words under or beside one are its caption. Tables of data stay tables."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from articles.body.nodes import BREAK, Element, Node

from .captions import STYLED, Signs, Words
from .units import Shown, Unit

_Blocks = Callable[[Iterable[Node], Signs], list[Unit]]
_Frame = Callable[[list[Unit], Signs], list[Unit]]
_Row = list[list[Unit]]  # its cells, without the empty ones


def units_of(table: Element, signs: Signs, *, blocks: _Blocks, frame: _Frame) -> list[Unit]:
    """The pictures that a table lays out, with their captions; or the table, with what its cells hold."""
    reading = _Reading(blocks, frame=None if _has_heads(table) else frame)
    reading.read(table, signs)
    rows = [row for row in reading.rows if row]
    if reading.frame is None or not any(isinstance(unit, Shown) for row in rows for cell in row for unit in cell):
        return [table]
    laid_out = rows[0][0] if len(rows) == len(rows[0]) == 1 else _laid_out(rows)
    if not laid_out:
        return [table]
    match reading.loose, laid_out[-1]:
        case [Words() as title], Shown() as shown if title.may_be_caption and not shown.caption:
            shown.take(title)
            return laid_out
    return [*reading.loose, *laid_out]


def _has_heads(parent: Element) -> bool:
    return any(
        child.name == "th" or (child.name in ("tr", "thead") and _has_heads(child)) for child in parent.elements()
    )


class _Reading:
    """The rows of a table as units; the table itself holds the same units, in case it stays."""

    def __init__(self, blocks: _Blocks, *, frame: _Frame | None) -> None:
        self.blocks = blocks
        self.frame = frame
        self.rows: list[_Row] = []
        self.loose: list[Unit] = []

    def read(self, parent: Element, signs: Signs) -> None:
        signs = signs.within(parent)
        parts: list[Node] = []
        loose: list[Node] = []
        for child in parent.children:
            if isinstance(child, Element) and child.name in ("td", "th"):
                self.cell(child, signs)
            elif isinstance(child, Element) and child.name in ("tr", "thead"):
                if child.name == "tr":
                    self.rows.append([])
                self.read(child, signs)
            else:
                loose.append(child)
                continue
            parts.append(child)
        units = self.blocks(loose, signs)
        self.loose += units
        parent.children = [*units, *parts]  # type: ignore[list-item]  # they are placed before the table is written

    def cell(self, cell: Element, signs: Signs) -> None:
        signs = signs.within(cell)
        units = self.blocks(cell.children, signs)
        if self.frame is not None:
            units = self.frame(units, replace(signs, is_in_cell=True))
        cell.children = [*units]  # type: ignore[list-item]
        if not self.rows:
            self.rows.append([])
        if units:
            self.rows[-1].append(units)


def _laid_out(rows: list[_Row]) -> list[Unit] | None:
    """The pictures in order with their captions; None where the rows hold anything else."""
    groups: list[tuple[list[Shown], list[Words]]] = []  # pictures that share a caption
    waiting: list[Shown] = []  # the pictures of the row before
    for row in rows:
        pictures = [_pictures(cell) for cell in row]
        words = [_words(cell) for cell in row]
        if all(pictures):
            waiting = [picture for cell in pictures for picture in cell]
            groups += [([picture], []) for picture in waiting]
        elif waiting and all(words):
            said = [each for each in words if each]
            has_caption = bool(groups[-1][1]) or any(picture.caption for picture in waiting)
            if has_caption and not all(each.is_credit for each in said):
                return None
            if len(said) == len(waiting):
                for group, each in zip(groups[-len(said) :], said, strict=True):
                    group[1].append(each)
            elif len(said) == 1:
                groups[-len(waiting) :] = [(waiting, said)]
                waiting = waiting[:1]
            else:
                return None
        elif len(row) == 2 and any(pictures) and (beside := words[0] or words[1]) and beside.fits(STYLED, lines=4):
            groups.append((pictures[0] or pictures[1], [beside]))
            waiting = []
        else:
            return None
    return [_captioned(pictures, said) for pictures, said in groups]


def _captioned(pictures: list[Shown], said: list[Words]) -> Shown:
    first = pictures[0]
    first.images = [image for picture in pictures for image in picture.images]
    for words in said:
        first.take(words)
    return first


def _pictures(cell: list[Unit]) -> list[Shown]:
    """The pictures of a cell that holds nothing else."""
    pictures = [unit for unit in cell if isinstance(unit, Shown)]
    return pictures if len(pictures) == len(cell) else []


def _words(cell: list[Unit]) -> Words | None:
    """The words of a cell that may be a caption."""
    match cell:
        case [Words() as words] if words.may_be_caption:
            return words
        case [Words() as words, Words() as credit] if words.may_be_caption and credit.is_credit:
            return Words([*words.items, BREAK, *credit.items], words.signs)
    return None
