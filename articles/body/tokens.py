"""HTML cut into tags and text, as browsers do it, in time that grows with its length and no faster.

Browsers' rules for a broken tag are kept where they matter for safety; where they would swallow the rest of a
story (a comment or a quotation mark that is never closed) the words are kept instead.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape

# Their content is no text of the story. Those in CODE end only at their own end tag, as in a browser.
CODE = frozenset({"script", "style"})
FOREIGN = CODE | {
    *("svg", "math", "object", "applet", "select", "template", "noscript", "noembed", "noframes"),
    *("textarea", "title", "xmp", "xml", "audio", "video", "canvas", "map", "iframe"),
}
# What the report counts: markup that does something, not markup that only looks like something.
ACTIVE = FOREIGN - {"title", "xml", "map", "iframe"} | {
    *("embed", "form", "input", "button", "link", "meta", "base", "frame", "frameset", "img", "picture"),
}

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>\x00]*)")
_ATTRIBUTE = re.compile(r"""[\s/]*([^\s/>=][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*)))?""")
_GAP = re.compile(r"[\s/=]*")
_HUGE_REFERENCE = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{7,});?")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Start:
    name: str
    attrs: dict[str, str]


@dataclass(frozen=True, slots=True)
class End:
    name: str


@dataclass(frozen=True, slots=True)
class Text:
    text: str


@dataclass(frozen=True, slots=True)
class Foreign:
    """An element that is no text of a story, with what stood in it as it was written ("" where it never ends)."""

    name: str
    attrs: dict[str, str]
    inside: str


Token = Start | End | Text | Foreign
# Asked with a tag's name ("" of a declaration), its attributes, and how it was typed.
IsWords = Callable[[str, dict[str, str], str], bool]


def _never(_name: str, _attrs: dict[str, str], _typed: str) -> bool:
    return False


def tokens(html: str, removed: Counter[str], *, is_words: IsWords = _never) -> Iterator[Token]:
    """The tokens of any string. What is thrown away for safety is counted in `removed`.

    `is_words` may say of what looks like a tag that it is words in angle brackets.
    """
    return _Scanner(_SURROGATE.sub("", html), removed, is_words).scan()


def _decoded(text: str) -> str:
    if "&" not in text:
        return text
    return _SURROGATE.sub("", unescape(_HUGE_REFERENCE.sub("\ufffd", text)))


class _Scanner:
    def __init__(self, html: str, removed: Counter[str], is_words: IsWords) -> None:
        self.html = html
        self.removed = removed
        self.is_words = is_words
        self.never: set[str] = set()  # ends that do not occur any more: each is searched in vain only once

    def scan(self) -> Iterator[Token]:
        html, at = self.html, 0
        while (tag := html.find("<", at)) >= 0:
            if tag > at:
                yield Text(_decoded(html[at:tag]))
            found = _TAG.match(html, tag)
            if found is None:
                at = self._declaration_end(tag) or tag + 1
                if at == tag + 1 or self.is_words("", {}, html[tag:at]):
                    yield Text(_decoded(html[tag:at]))
                continue
            name = found[2].lower()
            handlers = self.removed["on*"]
            attrs, end = self._attributes(found.end())
            if end < 0:  # the story ends inside this "tag": it is words
                at = tag
                break
            if self.is_words(name, attrs, html[tag:end]):
                if handlers != self.removed["on*"]:
                    self.removed["on*"] = handlers
                inside = html.rfind("<", tag + 1, end)  # a tag, perhaps
                at = inside if inside > 0 else end
                yield Text(_decoded(html[tag:at]))
                continue
            at = end
            if found[1]:
                yield End(name)
                continue
            if name in ACTIVE:
                self.removed[name] += 1
            if name in FOREIGN:
                at = self._after_foreign(name, end)
            if name == "iframe" or name not in FOREIGN:
                yield Start(name, attrs)
            else:
                yield Foreign(name, attrs, html[end:at])
        if at < len(html):
            yield Text(_decoded(html[at:]))

    def _find(self, end: str, start: int) -> int:
        if end in self.never:
            return -1
        found = self.html.find(end, start)
        if found < 0:
            self.never.add(end)
        return found

    def _declaration_end(self, tag: int) -> int | None:
        """Where a comment, a doctype or another thing that starts with <! <? </ ends."""
        html = self.html
        if html.startswith("<!--", tag):
            if html.startswith(("<!-->", "<!--->"), tag):
                return html.index(">", tag) + 1
            if (end := self._find("-->", tag + 4)) >= 0:
                return end + 3
        if html.startswith(("<!", "<?", "</"), tag) and (end := self._find(">", tag)) >= 0:
            return end + 1
        return None

    def _attributes(self, at: int) -> tuple[dict[str, str], int]:
        html = self.html
        attrs: dict[str, str] = {}
        while True:
            at = _GAP.match(html, at).end()  # type: ignore[union-attr]  # it matches the empty string too
            if at >= len(html):
                return attrs, -1
            if html[at] == ">":
                return attrs, at + 1
            found = _ATTRIBUTE.match(html, at)
            if found is None:  # pragma: no cover  # after the gap there is always a name
                at += 1
                continue
            at = found.end()
            name = found[1].lower()
            if name.startswith("on"):
                self.removed["on*"] += 1
            attrs.setdefault(name, _decoded(found[2] or found[3] or found[4] or ""))

    def _after_foreign(self, name: str, start: int) -> int:
        end_tag = f"</{name}"
        if end_tag in self.never:
            return len(self.html) if name in CODE else start
        found = re.compile(rf"{end_tag}(?=[\s/>])", re.IGNORECASE).search(self.html, start)
        if found is None:
            self.never.add(end_tag)
            return len(self.html) if name in CODE else start
        return found.start()
