"""Bodies that were typed as plain text, or half so, as WordPress keeps them: which newlines part lines and paragraphs.

In HTML a newline is a space. Where a body has no blocks of its own, or blank lines between words outside of them, it
was typed: a blank line parts paragraphs, a newline parts lines (as WordPress's wpautop does).
"""

import re
from collections.abc import Iterator

from articles.body.nodes import BREAK, Break, Element, Inline, Node, Run

_HOLDERS = frozenset({"root", "div", "blockquote", "aside"})  # words that stand in them directly are paragraphs
_NEWLINE = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028]")
_BLANK_LINE = re.compile("\u2029")


def break_lines(root: Element) -> None:
    """Put the breaks that its newlines mean into a body that was typed."""
    if _has_blank_lines(root) or _is_plain(root):
        for holder in _holders(root):
            holder.children = list(_broken(holder.children))


def _holders(element: Element) -> Iterator[Element]:
    if element.name in _HOLDERS:
        yield element
    for child in element.elements():
        yield from _holders(child)


def _is_plain(root: Element) -> bool:
    """Nothing but words and what may stand among them, in one frame at the most."""
    while len(words := [child for child in root.children if not _is_blank(child)]) == 1:
        if not (isinstance(words[0], Element) and words[0].name == "div"):
            break
        root = words[0]
    return all(isinstance(child, Run) or _is_inline(child) for child in words) and BREAK not in words


def _has_blank_lines(root: Element) -> bool:
    return any(_parts_words(holder.children) for holder in _holders(root))


def _parts_words(children: list[Node]) -> bool:
    """Whether a blank line stands between words and what stands beside them, words or a block."""
    before, newlines = "", 0  # "words" or "block"
    for child in children:
        is_block = isinstance(child, Element) and not _is_inline(child)
        for number, line in enumerate(_lines(child.text) if isinstance(child, Run) else [""]):
            newlines += number > 0
            if line.strip() or isinstance(child, Element):
                kind = "block" if is_block else "words"
                if newlines > 1 and "words" in (before, kind) and before:
                    return True
                before, newlines = kind, 0
    return False


def _broken(children: list[Node]) -> Iterator[Node]:
    is_broken = False  # a break of the body's own, whose newline is only how it was typed
    for child in children:
        if not isinstance(child, Run):
            is_broken = isinstance(child, Break)
            yield child
            continue
        for number, line in enumerate(_lines(child.text)):
            if number and not is_broken:
                yield BREAK
            if number or line.strip():
                is_broken = False
            yield Run(line, child.marks)


def _lines(text: str) -> list[str]:
    return _NEWLINE.split(_BLANK_LINE.sub("\n\n", text))


def _is_inline(node: Node) -> bool:
    return isinstance(node, Inline) or (isinstance(node, Element) and node.name in ("img", "iframe"))


def _is_blank(node: Node) -> bool:
    return isinstance(node, Break) or (isinstance(node, Run) and not node.text.strip())
