"""Small words of the templates: a focus, a tone, structured data. Nothing here asks the database."""

import base64
import json
import re
from collections.abc import Hashable, Iterable
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import quote
from zlib import crc32

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils.html import json_script
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from pages.cards import Card
from pages.page_types import Link
from pages.structured_data import moment

register = template.Library()

register.filter("moment", moment)  # of a `datetime` attribute: to the second, in Hanoi time

TONES = 8
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)%")


@register.filter
@lru_cache(maxsize=512)
def focus_class(focus: str) -> str:
    """Class names for an object-position such as "50% 30%", in steps of ten: the policy allows no inline style."""
    x, y = [min(round(float(part) / 10), 10) for part in _PERCENT.findall(focus)[:2]] or [5, 5]
    return "" if (x, y) == (5, 5) else f"fx-{x} fy-{y}"


@register.filter
@lru_cache(maxsize=512)
def tone(section_url: str) -> int:
    """The number of a top section's colour: stable, and shared by its subsections."""
    return crc32(section_url.strip("/").split("/")[0].encode()) % TONES


@register.filter
@lru_cache(maxsize=512)
def initials(name: str) -> str:
    """Up to two capitals that stand for a name in a drawn placeholder: "Hữu nghị" is HN."""
    words = [word for word in re.findall(r"\w+", name) if not word.isdigit()]
    return "".join(word[0] for word in words[:2]).upper() or "TĐ"


@register.filter
def json_ld(data: dict[str, Any]) -> SafeString:
    """A data block for machines; `<`, `>` and `&` are escaped, so that no title can end it."""
    block = str(json_script(data, encoder=DjangoJSONEncoder)).replace(
        'type="application/json"', 'type="application/ld+json"', 1
    )
    return mark_safe(block)  # nosec B308 B703  # json_script has escaped it


@register.simple_tag
def share_links(url: str, title: str) -> list[tuple[str, Link]]:
    """Icon and link of each place a story can be sent to, for a plain `<a>`."""
    address, words = quote(url, safe=""), quote(title, safe="")
    zalo = base64.urlsafe_b64encode(json.dumps({"url": url}).encode()).decode()
    return [
        ("facebook", Link("Facebook", f"https://www.facebook.com/sharer/sharer.php?u={address}")),
        ("zalo", Link("Zalo", f"https://button-share.zalo.me/share_external?d={zalo}")),
        ("x", Link("X", f"https://x.com/intent/post?url={address}&text={words}")),
        ("mail", Link("E-mail", f"mailto:?subject={words}&body={address}")),
    ]


@dataclass(frozen=True, slots=True)
class Dress:
    """How components/card.html draws a card; the usual values."""

    style: str = ""  # lead, big, row, thumb, line
    heading_level: str = "h3"
    show_lead: bool = False
    show_section: bool = False
    show_date: bool = False
    sizes: str = "(min-width: 64rem) 18rem, (min-width: 40rem) 45vw, 92vw"
    eager: bool = False


@register.simple_tag
def story_card(card: Card, **dress: Any) -> SafeString:
    """components/card.html, kept once drawn: a card is a frozen value, and the same ones stand on many pages."""
    return _drawn(card, Dress(**dress), get_language())


@register.simple_tag
def story_cards(cards: Iterable[Card], **dress: Any) -> SafeString:
    """The same for each of a list."""
    worn, language = Dress(**dress), get_language()
    return SafeString("".join(_drawn(card, worn, language) for card in cards))  # nosec B703  # drawn by templates


@lru_cache(maxsize=4096)
def _drawn(card: Card, dress: Dress, language: str) -> SafeString:
    return render_to_string("components/card.html", {"card": card, **asdict(dress)})


@register.simple_tag
def kept(template_name: str, **values: Hashable) -> SafeString:
    """An include of frozen values, kept once drawn: the same header and the same lists stand on many pages."""
    return _kept(template_name, tuple(values.items()), get_language())


@lru_cache(maxsize=1024)
def _kept(template_name: str, values: tuple[tuple[str, Hashable], ...], language: str) -> SafeString:
    return render_to_string(template_name, dict(values))


@register.simple_tag
def example(template_name: str, context: dict[str, Any]) -> SafeString:
    """A component with an example of its own context: for the gallery."""
    return render_to_string(template_name, context)
