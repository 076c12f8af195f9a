"""What a body is made of once its pictures have found their captions."""

from dataclasses import dataclass, field

from articles.body.nodes import BREAK, Break, Element, Inline, Node, Run

from .captions import Words


@dataclass(kw_only=True)
class _Captioned:
    """Something with a caption."""

    caption: list[Inline] = field(default_factory=list)

    def take(self, words: Words) -> None:
        """These words are said of it."""
        if self.caption:
            self.caption.append(BREAK)
        self.caption += words.items


@dataclass
class Shown(_Captioned):
    """Pictures that stand together."""

    images: list[Element]
    has_credit: bool = False
    is_sure: bool = False  # that its caption is one: it goes with pictures that are missing

    def take(self, words: Words) -> None:
        super().take(words)
        self.has_credit = self.has_credit or words.credit is not None
        self.is_sure = self.is_sure or words.is_sure


@dataclass
class Film(_Captioned):
    """A player that may stay."""

    embed: str


@dataclass
class Gone(_Captioned):
    """A player that may not; its caption goes with it."""

    name: str
    address: str


Unit = Shown | Film | Gone | Words | Element


def inline_lines(nodes: list[Node]) -> list[Inline]:
    """All words below the nodes as one stretch; a block's edge is a line's end."""
    out: list[Inline] = []
    for node in nodes:
        if not isinstance(node, Element):
            out.append(node)
        elif node.name not in ("img", "iframe"):
            out += [BREAK, *inline_lines(node.children), BREAK]
    return out


def pieces(items: list[Node]) -> list[list[Node]]:
    """Paragraphs within a stretch of words and pictures: two breaks in a row part them."""
    parts: list[list[Node]] = [[]]
    breaks: list[Node] = []  # with the white space between them
    for item in items:
        if isinstance(item, Break) or (breaks and isinstance(item, Run) and not item.text.strip()):
            breaks.append(item)
            continue
        if sum(isinstance(each, Break) for each in breaks) > 1:
            parts.append([])
        else:
            parts[-1] += breaks
        breaks = []
        parts[-1].append(item)
    return [part for part in parts if part]
