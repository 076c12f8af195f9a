"""The authority over bodies: whatever was posted, imported or pasted comes out in the vocabulary, or not at all."""

from collections import Counter
from dataclasses import dataclass, field

import nh3

from articles.body.addresses import canonical_href
from articles.body.nodes import write
from articles.body.reading import read
from articles.body.structure import ROOT, Structure
from articles.body.tokens import Start, tokens
from articles.body.vocabulary import ELEMENTS, canonical_value


@dataclass(frozen=True, slots=True)
class Report:
    """What was thrown away for safety: element, attribute ("on*") or "element[attribute]" → how often."""

    removed: Counter[str] = field(default_factory=Counter)


# An independent second opinion: a browser-grade parser that lets only the vocabulary and valid values through.
# A canonical body passes it unchanged.
_GATE = nh3.Cleaner(
    tags=set(ELEMENTS),
    attributes={element: set(attributes) for element, attributes in ELEMENTS.items() if attributes},
    attribute_filter=canonical_value,
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
    generic_attribute_prefixes=set(),
)
# The gate takes quadratic time over the ampersands of one text: it sees a private letter, which no text can hold.
_STAND_IN = "\ue000"


def clean_with_report(html: str) -> tuple[str, Report]:
    """A body in canonical form, with what was removed. Never raises; time grows with the length only."""
    report = Report()
    structure = Structure(report.removed)
    blocks = structure.blocks(read(html, report.removed).children, ROOT)
    return _GATE.clean(write(blocks, ampersand=_STAND_IN)).replace(_STAND_IN, "&amp;"), report


def clean(html: str) -> str:
    """A body in canonical form. Cleaning twice changes nothing."""
    return clean_with_report(html)[0]


def refused_addresses(html: str) -> list[str]:
    """Where links led of which cleaning leaves the words only: each address once, in order."""
    found = dict.fromkeys(
        token.attrs["href"].strip()
        for token in tokens(html, Counter())
        if isinstance(token, Start) and token.name == "a" and "href" in token.attrs
    )
    return [said for said in found if said and not said.startswith("#") and canonical_href(said) is None]
