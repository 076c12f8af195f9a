"""Which words near a picture are its caption: by signs, since an ordinary paragraph must stay one.

Signs are a class that says so, the picture's own block, table or figure, a credit at the end, words all in italics or
centred. Without them, and where the words are long, they are text. A picture that is missing takes no words with it but
those whose sign is sure.
"""

import re
from dataclasses import dataclass, field, replace
from functools import cached_property

from articles.body.inline import tidy
from articles.body.nodes import Break, Element, Inline, Run

from .boxes import heads_a_box
from .credits import Credit, read_credit
from .removing import CAPTION

BESIDE, UNDER, STYLED, CREDITED = 120, 250, 300, 500  # characters that a caption may have, by what speaks for it
_CAPTION_CLASS = re.compile(
    r"caption|chu-?_?thich|figcaption|pic-?_?(?:desc|note|text|title)|image-?_?(?:desc|note|text|title|info)"
    r"|img-?_?(?:desc|note|text|title)|photo-?_?(?:desc|note|text|title|credit)|desc-?_?(?:img|image|photo)|legend"
    r"|ghichu|imgcap|avatar_?desc",
    re.IGNORECASE,
)
_PICTURE_CLASS = re.compile(r"image|img|photo|(?<![a-z])pic(?!k)|figure|tplcaption|tpl_?table", re.IGNORECASE)
_CENTRED = re.compile(r"text-align\s{0,9}:\s{0,9}center", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?…:;][\"'”’»)\]]{0,3}\Z")
_FLOATED = re.compile(r"float\s{0,9}:\s{0,9}(?:left|right)|align-?(?:left|right)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Signs:
    """What the elements around some words say of them."""

    is_caption: bool = False
    is_centred: bool = False
    is_of_picture: bool = False  # a frame that was made for a picture
    is_in_cell: bool = False  # of a table that may only lay pictures out

    def within(self, element: Element) -> "Signs":
        if not element.attrs:
            return replace(self, is_of_picture=False) if self.is_of_picture else self
        said = f"{element.attrs.get('class', '')[:500]} {element.attrs.get('id', '')[:100]}"
        style = element.attrs.get("style", "")[:2_000]
        return replace(
            self,
            is_caption=self.is_caption or bool(_CAPTION_CLASS.search(said)),
            is_centred=self.is_centred or element.attrs.get("align", "") == "center" or bool(_CENTRED.search(style)),
            is_of_picture=bool(_PICTURE_CLASS.search(said)),
        )


@dataclass
class Words:
    """A paragraph that may be a caption."""

    items: list[Inline]
    signs: Signs = Signs()
    is_text: bool = field(default=False)  # looked at, and found to be none
    is_beside: bool = field(default=False)  # right behind a picture in its paragraph, without a break

    @cached_property
    def lines(self) -> list[Inline]:
        return tidy(self.items)

    @cached_property
    def text(self) -> str:
        return "".join("\n" if isinstance(item, Break) else item.text for item in self.lines)

    @property
    def is_blank(self) -> bool:
        raw = [item.text for item in self.items if isinstance(item, Run)]
        return not any(map(str.strip, raw)) or (sum(map(len, raw)) < BESIDE and not self.text)

    @cached_property
    def credit(self) -> Credit | None:
        return read_credit(self.text)

    @property
    def is_credit(self) -> bool:
        """Nothing but the credit of a picture."""
        return self.credit is not None and self.credit.is_of_picture and not self.text[: self.credit.ends].strip()

    @property
    def is_sure(self) -> bool:
        """A caption by what the page or a credit says, not by its looks and its place."""
        return self.signs.is_caption or (self.ends_in_credit and self.credit is not None and self.credit.is_of_picture)

    @property
    def is_sentence(self) -> bool:
        return bool(_SENTENCE.search(self.text))

    @property
    def is_italic(self) -> bool:
        return all(item.marks.em for item in self.lines if isinstance(item, Run) and item.text.strip())

    @property
    def is_styled(self) -> bool:
        return self.signs.is_centred or self.is_italic

    @property
    def may_be_caption(self) -> bool:
        """Words, not too many, that are no heading, no link and no ornament."""
        if not 0 < len(self.text) <= CAPTION or not any(map(str.isalpha, self.text)) or heads_a_box(self.text):
            return False
        runs = [item.marks for item in self.lines if isinstance(item, Run) and item.text.strip()]
        return self.signs.is_caption or self.is_credit or not all(marks.href for marks in runs)

    @property
    def is_headline(self) -> bool:
        """All of it bold and upright: what follows a picture so is a headline as often as a caption."""
        marks = [item.marks for item in self.lines if isinstance(item, Run) and item.text.strip()]
        return all(each.strong and not each.em for each in marks)

    def fits(self, longest: int, *, lines: int) -> bool:
        return len(self.text) <= longest and self.text.count("\n") < lines

    @property
    def ends_in_credit(self) -> bool:
        if self.credit is None or not self.fits(CREDITED, lines=4):
            return False
        is_named = self.credit.is_of_picture or self.text.rstrip(" .").endswith((")", "]"))
        return is_named and (self.credit.is_of_picture or self.fits(STYLED, lines=3))


def is_caption_behind(words: Words, *, following: object) -> bool:
    """Are these the caption of the picture in the block before? `following`: what stands behind the words."""
    if not words.may_be_caption:
        return False
    if words.signs.is_caption or words.is_credit or words.ends_in_credit:
        return True
    if words.is_headline or not (words.is_styled and words.fits(STYLED, lines=2)):
        return False
    # A passage that is all in italics, a poem in the middle: its first lines are no caption.
    return not (isinstance(following, Words) and following.is_styled and not following.is_credit)


def is_caption_within(words: Words, *, is_alone: bool, picture: Element) -> bool:
    """Are these the caption of the picture in whose block they stand? `is_alone`: no words stand before it."""
    if not words.may_be_caption:
        return False
    if words.signs.is_caption or words.ends_in_credit or (words.is_italic and words.fits(STYLED, lines=2)):
        return True
    if not is_alone or words.is_headline:
        return False
    if not words.is_beside:
        return words.fits(UNDER, lines=2)
    return words.fits(BESIDE, lines=1) and not words.is_sentence and not _is_floated(picture)


def _is_floated(picture: Element) -> bool:
    attrs = picture.attrs
    said = f"{attrs.get('style', '')[:2_000]} {attrs.get('class', '')[:500]}"
    return attrs.get("align", "").lower() in ("left", "right") or bool(_FLOATED.search(said))
