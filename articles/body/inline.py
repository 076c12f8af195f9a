"""The words of one block: runs joined, white space folded, letters in their canonical form."""

from collections.abc import Iterable

from articles.body.letters import clean_letters
from articles.body.nodes import BREAK, PLAIN, Break, Element, Inline, Node, Run


def _merged(items: Iterable[Inline]) -> list[Inline]:
    """Neighbours that are set alike become one run."""
    out: list[Inline] = []
    texts: list[str] = []
    marks = PLAIN

    def flush() -> None:
        if text := "".join(texts):
            out.append(Run(text, marks))
        texts.clear()

    for item in items:
        if isinstance(item, Break):
            flush()
            out.append(item)
            continue
        if item.marks != marks:
            flush()
            marks = item.marks
        texts.append(item.text)
    flush()
    return out


def tidy(items: Iterable[Inline]) -> list[Inline]:
    """The inline content of a block in canonical form; empty when it has no words."""
    out: list[Inline] = []
    at_start = True  # of the block, of a line, or after a space
    for item in _merged(items):
        if isinstance(item, Break):
            _strip_end(out)
            if out:
                out.append(item)
            at_start = True
            continue
        text = clean_letters(item.text)
        if at_start:
            text = text.lstrip(" ")
        if text:
            out.append(Run(text, item.marks if text != " " else PLAIN))
            at_start = text.endswith(" ")
    while True:
        _strip_end(out)
        if not (out and isinstance(out[-1], Break)):
            break
        out.pop()
    return [item if isinstance(item, Break) else Run(clean_letters(item.text), item.marks) for item in _merged(out)]


def _strip_end(out: list[Inline]) -> None:
    while out and isinstance(last := out[-1], Run):
        if text := last.text.rstrip(" "):
            out[-1] = Run(text, last.marks)
            return
        out.pop()


def lines(items: Iterable[Inline]) -> list[list[Inline]]:
    """The paragraphs of a stretch of words: two breaks in a row part them."""
    parts: list[list[Inline]] = [[]]
    breaks = 0
    for item in items:
        if isinstance(item, Break):
            breaks += 1
            continue
        if not item.text.strip():
            if not breaks:
                parts[-1].append(item)
            continue
        if breaks == 1 and parts[-1]:
            parts[-1].append(BREAK)
        elif breaks > 1:
            parts.append([])
        breaks = 0
        parts[-1].append(item)
    return [words for part in parts if (words := tidy(part))]


def flat(nodes: Iterable[Node], *, skip: tuple[str, ...] = ()) -> list[Inline]:
    """All words below the nodes as one stretch; a block's edge counts as a space."""
    out: list[Inline] = []
    for node in nodes:
        if isinstance(node, Element):
            if node.name not in skip:
                out += [Run(" "), *flat(node.children, skip=skip), Run(" ")]
        else:
            out.append(node)
    return out


def one_line(items: Iterable[Inline], *, keep_strong: bool = True) -> list[Inline]:
    """Words on one line: breaks become spaces."""
    return tidy(
        Run(" ")
        if isinstance(item, Break)
        else (item if keep_strong else Run(item.text, item.marks._replace(strong=False)))
        for item in items
    )
