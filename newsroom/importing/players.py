"""Players in an archive's HTML: those of allowed hosts and the archive's own films are kept, others are removed."""

import re
from collections.abc import Iterable, Iterator

from articles.body.embeds import embed_of_url
from articles.body.tokens import ACTIVE, Foreign, Start, Token

from .films import is_film_file, stored
from .pictures import Media, Missing
from .removing import Removed, words_of_markup

# What had something to show or to hear, or did something. The rest (<style>, <noscript> …) is nothing to look for.
_MISSED = frozenset(
    {
        *("iframe", "video", "audio", "object", "applet", "embed", "frame", "script", "svg", "math", "canvas"),
        *("select", "textarea", "xmp"),
    }
)
# What browsers show only where something else fails, or never: reported where it has words.
_HIDDEN = frozenset({"noscript", "noembed", "noframes", "template", "title"})
_NAMES = ("src", "data", "data-src", "data-lazy-src", "data-original", "href", "value")
_ADDRESSES = re.compile(rf"\b(?:{'|'.join(_NAMES)})\s{{0,9}}=\s{{0,9}}[\"']?([^\"'\s<>]{{4,2000}})", re.IGNORECASE)
_LOOKED_AT = 20_000  # characters inside an element
_MOST_ADDRESSES = 20


def with_players(stream: Iterable[Token], *, media: Media, removed: Removed) -> Iterator[Token]:
    """The tokens with `<iframe data-embed>` for every player that may stay; what goes is `<iframe data-gone>`.

    The place of what is gone stays known, so that its caption is not taken for a paragraph.
    """
    for token in stream:
        if isinstance(token, Start) and token.name == "form":
            removed.add("form", token.attrs.get("action", ""))
        if isinstance(token, Foreign):
            inside = token.inside
        elif isinstance(token, Start) and token.name in _MISSED:
            inside = ""
        else:
            yield token
            continue
        addresses = list(dict.fromkeys(_addresses(token.attrs, inside)))
        if embed := _embed(addresses, media=media):
            removed.counts[token.name] -= token.name in ACTIVE  # it is not removed after all
            yield Start("iframe", {"data-embed": embed})
        elif token.name in _MISSED or token.name.startswith("["):
            said = addresses[0] if addresses else words_of_markup(inside)
            yield Start("iframe", {"data-gone": token.name, "src": said})
        elif token.name in _HIDDEN and (said := words_of_markup(inside)):
            removed.add(token.name, said)


def film_files(stream: Iterable[Token]) -> Iterator[str]:
    """The archive's own films that a body asks for."""
    for token in stream:
        if isinstance(token, Foreign) and token.name in ("video", "object", "[video]"):
            yield from filter(is_film_file, _addresses(token.attrs, token.inside))


def _addresses(attrs: dict[str, str], inside: str) -> list[str]:
    found = [attrs[name].strip() for name in _NAMES if attrs.get(name, "").strip()]
    for address in _ADDRESSES.finditer(inside[:_LOOKED_AT]):
        if len(found) == _MOST_ADDRESSES:
            break
        found.append(address[1].replace("&amp;", "&"))
    return found


def _embed(addresses: list[str], *, media: Media) -> str:
    for address in addresses:
        if embed := embed_of_url(address):
            return embed
    for address in filter(is_film_file, addresses):
        try:
            return f"file:{stored(address, media=media)}"
        except (Missing, OSError):
            continue
    return ""
