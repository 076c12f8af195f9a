"""Links of a body to stories of this magazine that were linked to by their page at the desk.

A body keeps the story's number only. Its address is looked up whenever the body is drawn: it may change, and the story
may not be out yet, or no longer.
"""

import re
from collections.abc import Mapping
from dataclasses import fields, replace
from html import escape
from typing import Any

from articles.body.segments import Gallery, Segment

# As it is written in a clean body, where no link stands in another.
_LINK = re.compile(r'<a href="/-([1-9][0-9]{0,17})\.html"[^>]*>(.*?)</a>', re.DOTALL)


def stories_linked(html: str) -> set[int]:
    """The numbers of the stories that clean HTML links to."""
    return {int(number) for number, _words in _LINK.findall(html)}


def with_addresses(html: str, addresses: Mapping[int, str]) -> str:
    """Clean HTML in which these links lead to the stories' addresses; without one the words stay and the link goes."""

    def led(link: re.Match[str]) -> str:
        address = addresses.get(int(link[1]))
        return f'<a href="{escape(address)}">{link[2]}</a>' if address else link[2]

    return _LINK.sub(led, html)


def stories_linked_in(part: Segment) -> set[int]:
    """The same for a part of a body."""
    parts: tuple[Segment, ...] = part.photos if isinstance(part, Gallery) else (part,)
    return {number for each in parts for html in _texts(each).values() for number in stories_linked(html)}


def part_with_addresses(part: Segment, addresses: Mapping[int, str]) -> Segment:
    """The same for a part of a body."""
    if isinstance(part, Gallery):
        return Gallery(tuple(replace(each, **_led(each, addresses)) for each in part.photos))
    return replace(part, **_led(part, addresses))


def _led(part: Segment, addresses: Mapping[int, str]) -> dict[str, Any]:
    return {name: with_addresses(html, addresses) for name, html in _texts(part).items()}


def _texts(part: Segment) -> dict[str, str]:
    """What of a part is HTML, by its name."""
    return {field.name: getattr(part, field.name) for field in fields(part) if field.name.endswith("html")}
