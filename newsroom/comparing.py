"""Two texts side by side, by words: what was taken out, what was put in.

What is the same is found by `newsroom.alignment`, within one allowance for the whole of both texts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, zip_longest
from typing import Literal

from django.utils.translation import gettext

from articles import body
from articles.content import BylineLine, Content
from articles.models.author import Role
from newsroom.alignment import Allowance, stretches

CONTEXT = 3  # paragraphs that are shown before and after a change
LEAST_HIDDEN = 4  # paragraphs; a sentence that fewer are hidden would take their place
LETTERS_A_WORD = 3  # spaces count as words of their own
_WORDS = re.compile(r"\S+|\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that is the same in both texts, was removed, or was added.

    `is_coarse`: the texts differ too much there to be compared word by word.
    """

    kind: Literal["same", "removed", "added"]
    text: str
    is_coarse: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """Paragraphs to draw, after a number of unchanged ones that are not drawn."""

    hidden: int
    paragraphs: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One part of a story (title, lead, body …), paragraph by paragraph."""

    label: str
    paragraphs: tuple[tuple[Piece, ...], ...]

    @property
    def is_change(self) -> bool:
        return not all(map(_is_same, self.paragraphs))

    @property
    def shown(self) -> Iterator[Shown]:
        """The paragraphs to draw; of a long run of unchanged ones the middle is hidden."""
        run: list[tuple[Piece, ...]] = []
        hidden = 0
        for is_same, paragraphs in groupby(self.paragraphs, key=_is_same):
            found = list(paragraphs)
            if is_same and len(found) >= 2 * CONTEXT + LEAST_HIDDEN:
                yield Shown(hidden, (*run, *found[:CONTEXT]))
                run, hidden = found[-CONTEXT:], len(found) - 2 * CONTEXT
            else:
                run += found
        yield Shown(hidden, tuple(run))

    @property
    def is_coarse(self) -> bool:
        return any(piece.is_coarse for pieces in self.paragraphs for piece in pieces)


def _is_same(pieces: tuple[Piece, ...]) -> bool:
    return all(piece.kind == "same" for piece in pieces)


def differences(old: Content, new: Content) -> list[Difference]:
    """Every part of the approved text in reading order; parts that neither text has are left out."""
    found = []
    pairs = list(zip(_parts(old), _parts(new), strict=True))
    letters = sum(len(line) for pair in pairs for _label, lines in pair for line in lines)
    allowance = Allowance.for_items(letters // LETTERS_A_WORD)
    for (label, before), (_label, after) in pairs:
        paragraphs = tuple(_paragraphs(before, after, allowance=allowance))
        if paragraphs:
            found.append(Difference(label=label, paragraphs=paragraphs))
    return found


def addresses(old: str, new: str) -> list[Difference]:
    """The addresses that two versions propose by hand; nothing where neither does."""
    return [Difference(label=gettext("Address"), paragraphs=(by_words(old, new),))] if old or new else []


def by_words(old: str, new: str, *, allowance: Allowance | None = None) -> tuple[Piece, ...]:
    """One paragraph against another."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    pieces: list[Piece] = []
    for stretch in stretches(before, after, allowance=allowance):
        removed, added = "".join(before[slice(*stretch.old)]), "".join(after[slice(*stretch.new)])
        if stretch.is_same:
            pieces.append(Piece("same", removed))
        else:
            pieces += _replaced(removed, added, is_coarse=stretch.is_coarse)
    return tuple(pieces)


def _replaced(removed: str, added: str, *, is_coarse: bool) -> Iterator[Piece]:
    if removed:
        yield Piece("removed", removed, is_coarse=is_coarse)
    if added:
        yield Piece("added", added, is_coarse=is_coarse)


def _paragraphs(before: list[str], after: list[str], *, allowance: Allowance) -> Iterator[tuple[Piece, ...]]:
    for stretch in stretches(before, after, allowance=allowance):
        removed, added = before[slice(*stretch.old)], after[slice(*stretch.new)]
        if stretch.is_same:
            yield from ((Piece("same", text),) for text in removed)
            continue
        for old, new in zip_longest(removed, added, fillvalue=""):
            if stretch.is_coarse:
                yield tuple(_replaced(old, new, is_coarse=True))
            else:
                yield by_words(old, new, allowance=allowance)


def _parts(content: Content) -> list[tuple[str, list[str]]]:
    picture = gettext("Picture %(number)d") % {"number": content.photo} if content.photo else ""
    return [
        (gettext("Kicker"), _lines(content.kicker)),
        (gettext("Title"), _lines(content.title)),
        (gettext("Lead"), _lines(content.lead)),
        (
            gettext("Lead picture"),
            _lines("\n".join([picture, content.photo_caption, content.photo_alt, content.photo_credit])),
        ),
        (gettext("Video"), _lines(content.video)),
        (gettext("Body"), list(_body(content.body))),
        (gettext("Byline"), [_byline(line) for line in content.byline]),
        (gettext("Source"), _lines("\n".join([content.source_outlet, content.source_agency, content.source_url]))),
        (
            gettext("Other titles"),
            _lines("\n".join([content.card_title, content.seo_title, content.social_title])),
        ),
    ]


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def _byline(line: BylineLine) -> str:
    role = Role(line.role).label if line.role in Role.values else line.role
    return " · ".join([line.name, str(role), *_lines(line.title_lines)])


def _body(html: str) -> Iterator[str]:
    """The body as lines of words; pictures, boxes and films are named where they stand."""
    for part in body.segments_in_words(html):
        match part:
            case str(words):
                yield from _lines(words)
            case body.PhotoUse() | body.Infographic():
                yield _picture(part)
            case body.Gallery(photos=photos):
                yield from (_picture(photo) for photo in photos)
            case body.Related(ids=numbers):
                yield gettext("Related: %(numbers)s") % {"numbers": ", ".join(map(str, numbers))}
            case body.Embed():
                yield " · ".join(filter(None, (part.name, part.caption)))
            case body.PullQuote(html=words, cite_html=cite):
                yield from _lines(body.plain_text(words + cite))
            case body.Table(html=words) | body.Note(html=words):
                yield from _lines(body.plain_text(words))


def _picture(use: body.PhotoUse | body.Infographic) -> str:
    name = gettext("Picture %(number)d") % {"number": use.id}
    return " · ".join(filter(None, (name, use.caption, use.alt, use.credit)))
