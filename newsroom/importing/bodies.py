"""An archive's HTML in the house's vocabulary: its pictures become library photos, the rest is cleaned."""

from collections import Counter
from collections.abc import Iterator
from html import escape

import vietnamese
from articles import body
from articles.body.tokens import End, Start, Text, Token, tokens

from .pictures import Media, Missing, Warn, caption_and_credit


def convert(html: str, *, media: Media, warn: Warn, removed: Counter[str], related: tuple[int, ...]) -> str:
    """A clean body. Missing pictures are reported through `warn` and left out; `removed` counts dangerous markup."""
    seen: Counter[str] = Counter()
    out = "".join(_rewrite(tokens(html, seen), media=media, warn=warn))
    seen.pop("img", None)  # they have become library photos, or were reported
    if related:
        out += f'<aside data-related="{",".join(map(str, related))}"></aside>'
    cleaned, report = body.clean_with_report(out)
    removed.update(seen)
    removed.update(report.removed)
    return cleaned


def sources(html: str) -> list[str]:
    """The pictures that a body asks for, in order."""
    return [
        token.attrs.get("src", "").strip()
        for token in tokens(html, Counter())
        if isinstance(token, Start) and token.name == "img"
    ]


def _rewrite(stream: Iterator[Token], *, media: Media, warn: Warn) -> Iterator[str]:
    for token in stream:
        if isinstance(token, Start) and token.name == "figure" and not _ours(token):
            yield _figure(stream, media=media, warn=warn)
        elif isinstance(token, Start) and token.name == "img":
            yield _use(token, caption="", credit="", media=media, warn=warn)
        else:
            yield _written(token)


def _ours(token: Start) -> bool:
    """An embed is written in the vocabulary already. A photo's number would be one of another library."""
    return "data-embed" in token.attrs


def _figure(stream: Iterator[Token], *, media: Media, warn: Warn) -> str:
    """A figure with its pictures and one caption; what else stood in it (a table, a player) is kept."""
    images: list[Start] = []
    caption: list[str] = []
    rest: list[str] = []
    in_caption = False
    for token in stream:
        if isinstance(token, End) and token.name == "figure":
            break
        if isinstance(token, Start | End) and token.name == "figcaption":
            in_caption = isinstance(token, Start)
        elif isinstance(token, Start) and token.name == "img":
            images.append(token)
        elif in_caption:
            caption.append(token.text if isinstance(token, Text) else " ")
        else:
            rest.append(_written(token))
    words, credit = caption_and_credit("".join(caption))  # once: there may be many pictures above a long caption
    uses = [_use(image, caption=words, credit=credit, media=media, warn=warn) for image in images]
    return "".join(uses) + "".join(rest)


def _use(image: Start, *, caption: str, credit: str, media: Media, warn: Warn) -> str:
    source = image.attrs.get("src", "").strip()
    alt = vietnamese.clean_line(image.attrs.get("alt", ""))
    if not source:
        warn(str(Missing("<img>")))
        return ""
    try:
        photo = media.photo(source, caption=caption, alt=alt, credit=credit)
    except Missing as missing:
        warn(str(missing))
        return ""
    attrs = _attributes({name: value for name, value in (("data-alt", alt), ("data-credit", credit)) if value})
    return f'<figure data-photo="{photo.pk}"{attrs}><figcaption>{escape(caption)}</figcaption></figure>'


def _written(token: Token) -> str:
    match token:
        case Text(text):
            return escape(text, quote=False)
        case End(name):
            return f"</{name}>"
        case Start(name, attrs):
            return f"<{name}{_attributes({key: value for key, value in attrs.items() if _plain(key)})}>"


def _attributes(attrs: dict[str, str]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in attrs.items())


def _plain(name: str) -> bool:
    """An attribute that the cleaning may judge; a handler was counted by the tokens already."""
    return name.replace("-", "").isalnum() and not name.startswith("on")
