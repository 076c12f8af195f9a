"""What a story's body may say: its elements, their attributes and the values these may have.

Nothing here knows about trees or parsing: every function takes one value as somebody wrote it and answers with
the canonical value, or None when it is refused.
"""

import re

from articles.body.addresses import canonical_href
from articles.body.embeds import canonical_embed
from articles.body.letters import clean_letters

MAX_IDS = 30
MAX_ALT = 2_000
MAX_CREDIT = 300
MAX_COLSPAN = 20
MAX_ROWSPAN = 200
MAX_START = 9_999  # of a numbered list
LAYOUTS = ("normal", "wide", "full", "narrow")
SCOPES = ("col", "row", "colgroup", "rowgroup")

# Element → its attributes, in the order in which they are written.
ELEMENTS: dict[str, tuple[str, ...]] = {
    "p": (),
    "h2": (),
    "h3": (),
    "ul": (),
    "ol": ("start",),
    "li": (),
    "blockquote": ("data-pull",),
    "cite": (),
    "table": (),
    "tbody": (),
    "tr": (),
    "th": ("scope", "colspan", "rowspan"),
    "td": ("colspan", "rowspan"),
    "figure": (
        "data-photo",
        "data-gallery",
        "data-infographic",
        "data-embed",
        "data-layout",
        "data-alt",
        "data-credit",
    ),
    "figcaption": (),
    "aside": ("data-related", "data-lead", "data-note"),
    "a": ("href", "rel"),
    "strong": (),
    "em": (),
    "sub": (),
    "sup": (),
    "br": (),
}
# The attribute that says what a figure is; the first one present decides.
FIGURE_KINDS = ("data-photo", "data-gallery", "data-infographic", "data-embed")

_ID = re.compile(r"[0-9]{1,18}")
_REL = ("noopener", "nofollow", "sponsored", "ugc")


def canonical_id(value: str) -> str | None:
    """A positive number of a story or a picture."""
    value = value.strip()
    if not _ID.fullmatch(value) or not int(value):
        return None
    return str(int(value))


def canonical_ids(value: str) -> str | None:
    """Up to `MAX_IDS` different numbers, joined by commas; what is no number is left out."""
    seen: dict[str, None] = {}
    for part in value[: 20 * 10 * MAX_IDS].split(","):
        if (number := canonical_id(part)) is not None:
            seen.setdefault(number)
        if len(seen) == MAX_IDS:
            break
    return ",".join(seen) or None


def numbers(value: str) -> tuple[int, ...]:
    """The numbers of a canonical list."""
    return tuple(int(part) for part in value.split(","))


def canonical_rel(value: str, *, href: str) -> str | None:
    """What a link says about its target; a link that leaves the site never hands over its window."""
    said = set(value.lower().split()[:20])
    if href.startswith(("http:", "https:")):
        said.add("noopener")
    return " ".join(word for word in _REL if word in said) or None


def canonical_span(value: str, *, most: int) -> str | None:
    """How many columns or rows a cell covers; 1 is not written."""
    value = value.strip()
    if not _ID.fullmatch(value):
        return None
    span = min(int(value), most)
    return str(span) if span > 1 else None


def canonical_line(value: str, *, most: int) -> str | None:
    """One line of words (an alt, a credit), cut at its longest."""
    return clean_letters(clean_letters(value)[:most]).strip() or None


def canonical_value(element: str, attribute: str, value: str) -> str | None:
    """The canonical form of any attribute's value, or None: the attribute filter of the last gate."""
    if attribute not in ELEMENTS.get(element, ()):
        return None
    match attribute:
        case "data-photo" | "data-infographic":
            return canonical_id(value)
        case "data-gallery" | "data-related":
            return canonical_ids(value)
        case "data-embed":
            return canonical_embed(value)
        case "data-layout":
            return value if value in LAYOUTS else None
        case "data-alt":
            return canonical_line(value, most=MAX_ALT)
        case "data-credit":
            return canonical_line(value, most=MAX_CREDIT)
        case "data-lead":
            return "1" if value == "1" else None
        case "data-note" | "data-pull":
            return ""
        case "href":
            return canonical_href(value)
        case "rel":
            return canonical_rel(value, href="")
        case "scope":
            return value if value in SCOPES else None
        case "colspan":
            return canonical_span(value, most=MAX_COLSPAN)
        case "rowspan":
            return canonical_span(value, most=MAX_ROWSPAN)
        case "start":
            return canonical_span(value, most=MAX_START)
    return None
