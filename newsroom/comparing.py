"""Two texts side by side, by words: what was taken out, what was put in."""

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from django.utils.translation import gettext

from articles import body
from articles.content import BylineLine, Content
from articles.models.author import Role

WORDS_AT_MOST = 1500  # of one paragraph on either side; beyond, it counts as wholly replaced
_WORDS = re.compile(r"\S+|\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that is the same in both texts, was removed, or was added."""

    kind: Literal["same", "removed", "added"]
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One part of a story (title, lead, body …), paragraph by paragraph."""

    label: str
    paragraphs: tuple[tuple[Piece, ...], ...]

    @property
    def is_change(self) -> bool:
        return any(piece.kind != "same" for pieces in self.paragraphs for piece in pieces)


def differences(old: Content, new: Content) -> list[Difference]:
    """Every part of the approved text in reading order; parts that neither text has are left out."""
    found = []
    for (label, before), (_label, after) in zip(_parts(old), _parts(new), strict=True):
        paragraphs = tuple(_paragraphs(before, after))
        if paragraphs:
            found.append(Difference(label=label, paragraphs=paragraphs))
    return found


def addresses(old: str, new: str) -> list[Difference]:
    """The addresses that two versions propose by hand; nothing where neither does."""
    return [Difference(label=gettext("Address"), paragraphs=(by_words(old, new),))] if old or new else []


def by_words(old: str, new: str) -> tuple[Piece, ...]:
    """One paragraph against another."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if max(len(before), len(after)) > WORDS_AT_MOST:
        return tuple(_pieces([("removed", old), ("added", new)]))
    pieces: list[tuple[Literal["same", "removed", "added"], str]] = []
    matcher = difflib.SequenceMatcher(a=before, b=after, autojunk=False)
    for tag, start, end, start_new, end_new in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(("same", "".join(before[start:end])))
        else:
            pieces.append(("removed", "".join(before[start:end])))
            pieces.append(("added", "".join(after[start_new:end_new])))
    return tuple(_pieces(pieces))


def _pieces(pairs: Iterable[tuple[Literal["same", "removed", "added"], str]]) -> Iterator[Piece]:
    return (Piece(kind, text) for kind, text in pairs if text)


def _paragraphs(before: list[str], after: list[str]) -> Iterator[tuple[Piece, ...]]:
    matcher = difflib.SequenceMatcher(a=before, b=after, autojunk=False)
    for tag, start, end, start_new, end_new in matcher.get_opcodes():
        if tag == "equal":
            yield from ((Piece("same", text),) for text in before[start:end])
        else:
            for old, new in zip_longest(before[start:end], after[start_new:end_new], fillvalue=""):
                yield by_words(old, new)


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
    for part in body.segments(html):
        match part:
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
            case body.Html(html=words) | body.Table(html=words) | body.Note(html=words):
                yield from _lines(body.plain_text(words))


def _picture(use: body.PhotoUse | body.Infographic) -> str:
    name = gettext("Picture %(number)d") % {"number": use.id}
    return " · ".join(filter(None, (name, use.caption, use.alt, use.credit)))
