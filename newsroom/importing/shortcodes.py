"""WordPress's shortcodes: [caption]<img> words[/caption] is a figure, [embed] and [video] are players."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from articles.body.tokens import End, Foreign, Start, Text, Token

_CODE = re.compile(
    r"(?<!\[)\[(?P<end>/?)(?P<name>caption|wp_caption|gallery|playlist|embed|video|audio|youtube|vimeo)"
    r"(?P<said>[\s=][^\[\]]*)?\](?!\])"
)
_CAPTION = re.compile(r"\bcaption\s*=\s*\"(.*)\"|\bcaption\s*=\s*'(.*)'", re.DOTALL)
_ADDRESS = re.compile(r"(?:https?:)?//[^\s\"'<>\[\]]{4,2000}", re.IGNORECASE)
_SOURCE = re.compile(r"\b(?:src|mp4|m4v|webm|ogv|flv|mp3|m4a|url)\s*=\s*[\"']?([^\s\"']+)", re.IGNORECASE)
_PAGES = {
    "youtube": (re.compile(r"[A-Za-z0-9_-]{11}"), "https://www.youtube.com/watch?v="),
    "vimeo": (re.compile(r"[0-9]{5,12}"), "https://vimeo.com/"),
}
_PAIRED = frozenset({"caption", "wp_caption", "embed", "youtube", "vimeo", "video", "audio"})
_LONGEST_PAIR = 6  # tokens between [embed] and [/embed]: an address, perhaps a link


@dataclass(frozen=True, slots=True)
class _Code:
    name: str
    is_end: bool
    said: str
    typed: str


def without_shortcodes(stream: Iterable[Token]) -> Iterator[Token]:
    """The tokens with figures and foreign elements instead of shortcodes; a bracket that is none stays text."""
    items = [item for token in stream for item in _cut(token)]
    ends = _pairs(items)
    closing = set(ends.values())
    at = 0
    while at < len(items):
        item = items[at]
        if not isinstance(item, _Code):
            yield item
        elif at in closing:
            if "caption" in item.name:
                yield End("figure")
        elif "caption" in item.name:
            yield from _figure(item, is_closed=at in ends)
        elif item.name in ("gallery", "playlist"):
            yield Foreign(f"[{item.name}]", {"src": item.said.strip()}, "")
        else:
            end = ends.get(at, at)
            if address := _address(item.name, [item.said]) if not item.is_end else "":
                yield Foreign(f"[{item.name}]", {"src": address}, "")
            elif address := _address(item.name, _sole_word(items[at + 1 : end])):
                yield Foreign(f"[{item.name}]", {"src": address}, "")
                at = end
            else:
                yield Text(item.typed)
                items[end] = Text(f"[/{item.name}]")
        at += 1


def _cut(token: Token) -> Iterator[Token | _Code]:
    if not isinstance(token, Text) or "[" not in token.text:
        yield token
        return
    at = 0
    for code in _CODE.finditer(token.text):
        if code.start() > at:
            yield Text(token.text[at : code.start()])
        yield _Code(code["name"], bool(code["end"]), code["said"] or "", code[0])
        at = code.end()
    if at < len(token.text):
        yield Text(token.text[at:])


def _pairs(items: list[Token | _Code]) -> dict[int, int]:
    """Where each code that is closed ends, by where it begins."""
    begun: dict[str, int] = {}
    ends: dict[int, int] = {}
    for at, item in enumerate(items):
        if isinstance(item, _Code) and item.name in _PAIRED:
            start = begun.pop(item.name, None)
            if not item.is_end:
                begun[item.name] = at
            elif start is not None and ("caption" in item.name or at - start <= _LONGEST_PAIR):
                ends[start] = at
    return ends


def _figure(code: _Code, *, is_closed: bool) -> Iterator[Token]:
    if not is_closed:
        yield Text(code.typed)
        return
    yield Start("figure", {})
    if said := _CAPTION.search(code.said):
        yield Start("figcaption", {})
        yield Text(said[1] or said[2] or "")
        yield End("figcaption")


def _sole_word(between: list[Token | _Code]) -> list[str]:
    """What stands between a code and its end, when that is one word: an address, or a link."""
    words = " ".join(getattr(item, "text", "") for item in between).split()
    links = [item.attrs.get("href", "") for item in between if isinstance(item, Start)]
    return [*links, *words] if len(words) == 1 else []


def _address(name: str, texts: list[str]) -> str:
    """The address of a player that one of the texts names."""
    for text in texts:
        if found := _ADDRESS.search(text):
            return found[0]
        if found := _SOURCE.search(text):
            return found[1]
    form, page = _PAGES.get(name, (None, ""))
    key = next((word for text in texts for word in text.strip(" =").split()[:1] if form and form.fullmatch(word)), "")
    return page + key if key else ""
