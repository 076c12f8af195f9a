"""Puts the pictures of a body into the library, and into the body as the vocabulary has them."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

import vietnamese
from articles.body.inline import one_line, tidy
from articles.body.nodes import Break, Element, Inline, Node, Run

from .alts import description
from .captions import Words
from .credits import read_credit
from .pictures import Media, Missing, Warn, is_placeholder_caption
from .removing import CAPTION, Removed
from .units import Film, Gone, Shown, Unit

_SOURCES = ("data-src", "data-original", "data-lazy-src", "data-lazy", "data-full-url")


class Placing:
    """Makes the blocks of one body of its units."""

    def __init__(self, *, media: Media, warn: Warn, removed: Removed, title: str) -> None:
        self.media = media
        self.warn = warn
        self.removed = removed
        self.title = title

    def nodes(self, units: Iterable[Unit | Node]) -> list[Node]:
        placed: list[Node] = []
        for unit in units:
            match unit:
                case Shown():
                    placed += self.pictures(unit)
                case Words():
                    placed.append(Element("p", children=[*unit.items]))
                case Film():
                    caption = Element("figcaption", children=[*one_line(unit.caption)])
                    placed.append(Element("figure", {"data-embed": unit.embed}, [caption]))
                case Gone():
                    placed += self.gone(unit)
                case Element():
                    placed.append(Element(unit.name, unit.attrs, self.nodes(unit.children)))
                case _:
                    placed.append(unit)
        return placed

    def pictures(self, shown: Shown) -> list[Node]:
        """Every picture of a group with their one caption.

        Where all of them are missing, a caption for sure is reported; what only looks like one stays as a paragraph.
        """
        lines = tidy(shown.caption)
        text = "".join("\n" if isinstance(item, Break) else item.text for item in lines)
        credit = read_credit(text)
        caption = lines if credit is None else [*_first(lines, credit.ends), Run(credit.rest)]
        words = one_line(_plain(caption))
        said = "".join(item.text for item in words if isinstance(item, Run))
        if is_placeholder_caption(said):
            words, said = [], ""
        placed = [
            figure
            for image in shown.images
            if (figure := self.picture(image, words=words, said=said, credit=credit.who if credit else ""))
        ]
        if placed or not (said or credit):
            return [*placed]
        if len(text) > CAPTION or not shown.is_sure:
            return [Element("p", children=[*lines])]
        source = source_of(shown.images[0]) or "<img>"
        self.warn(
            _("the caption of “%(name)s” was left out with its picture: “%(caption)s”")
            % {"name": source[:120], "caption": vietnamese.clean_line(text)}
        )
        return []

    def picture(self, image: Element, *, words: list[Inline], said: str, credit: str) -> Element | None:
        source = source_of(image)
        alt = description(image.attrs.get("alt", ""), title=self.title, caption=said, source=source)
        try:
            if not source:
                raise Missing("<img>")
            photo = self.media.photo(source, caption=said, alt=alt, credit=credit)
        except Missing as missing:
            self.warn(str(missing))
            if alt:
                self.warn(
                    _("the description of “%(name)s” was left out with its picture: “%(alt)s”")
                    % {"name": source[:120] or "<img>", "alt": alt}
                )
            return None
        attrs = {"data-photo": str(photo.pk), "data-alt": alt, "data-credit": credit}
        caption = Element("figcaption", children=[*words])
        return Element("figure", {name: value for name, value in attrs.items() if value}, [caption])

    def gone(self, gone: Gone) -> list[Node]:
        text = "".join(" " if isinstance(item, Break) else item.text for item in one_line(gone.caption))
        is_long = len(text) > CAPTION
        self.removed.add(gone.name, gone.address, caption="" if is_long else text)
        return [Element("p", children=[*gone.caption])] if is_long else []


def source_of(image: Element) -> str:
    """The picture's address. Old pages that load pictures late have it elsewhere than in `src`."""
    attrs = image.attrs
    source = attrs.get("src", "").strip()
    if source and not source.startswith("data:"):
        return source
    late = next((attrs[name].strip() for name in _SOURCES if attrs.get(name, "").strip()), "")
    return late or source


def _first(items: Iterable[Inline], length: int) -> list[Inline]:
    """The items up to so many characters."""
    kept: list[Inline] = []
    for item in items:
        if length <= 0:
            break
        text = "\n" if isinstance(item, Break) else item.text
        kept.append(item if isinstance(item, Break) else Run(text[:length], item.marks))
        length -= len(text)
    return kept


def _plain(items: list[Inline]) -> list[Inline]:
    """A caption that is all in italics or bold is set as captions are."""
    marks = [item.marks for item in items if isinstance(item, Run) and item.text.strip()]
    if any(each.em for each in marks) and all(each.em for each in marks):
        items = [i if isinstance(i, Break) else Run(i.text, i.marks._replace(em=False)) for i in items]
    if any(each.strong for each in marks) and all(each.strong for each in marks):
        items = [i if isinstance(i, Break) else Run(i.text, i.marks._replace(strong=False)) for i in items]
    return items
