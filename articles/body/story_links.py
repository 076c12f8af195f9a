"""Links of a body to stories of this magazine that were linked to by their page at the desk.

A body keeps the story's number only. Its address is looked up whenever the body is drawn: it may change, and the story
may not be out yet, or no longer. So it is where the words themselves are such an address: readers see the story's.
"""

import re
from collections.abc import Mapping
from dataclasses import fields, replace
from html import escape, unescape
from typing import Any

from django.conf import settings

from articles.body.addresses import DeskAddress
from articles.body.segments import Gallery, Segment

# As it is written in a clean body, where no link stands in another.
_LINK = re.compile(r'<a href="/-([1-9][0-9]{0,17})\.html"[^>]*>(.*?)</a>', re.DOTALL)
# What may be an address of the desk as words: with its host, so that "kinh doanh/quan-tri" stays what it is.
_WRITTEN = re.compile(r"(?<![\w/.@:-])(?:https?://)?[\w.:@-]{1,300}/quan-tri(?:/[^\s<>\"“”]*)?(?![\w-])", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_END = ".,;:!?)"  # of the sentence


def stories_linked(html: str) -> set[int]:
    """The numbers of the stories that clean HTML links to, or names by their address at the desk."""
    links = _LINK.findall(html)
    written = [DeskAddress.of(_plain(words)) for _number, words in links]
    written += [_desk_address(each) for each in _WRITTEN.finditer(html)]
    return {int(number) for number, _words in links} | {each.story for each in written if each and each.story}


def with_addresses(html: str, addresses: Mapping[int, str]) -> str:
    """Clean HTML in which these links lead to the stories' addresses; without one the words stay and the link goes.

    Words that are an address of the desk become the story's own, and go without one.
    """

    def public(at_desk: DeskAddress) -> str:
        address = addresses.get(at_desk.story or 0)
        return escape(f"{settings.SITE_URL}{address}") if address else ""

    def led(link: re.Match[str]) -> str:
        address = addresses.get(int(link[1]))
        at_desk = DeskAddress.of(_plain(link[2]))
        words = link[2] if at_desk is None else public(at_desk)
        return f'<a href="{escape(address)}">{words}</a>' if address and words else words

    def told(written: re.Match[str]) -> str:
        at_desk = _desk_address(written)
        address = written[0].rstrip(_END)
        return written[0] if at_desk is None else public(at_desk) + written[0][len(address) :]

    return _WRITTEN.sub(told, _LINK.sub(led, html))


def _plain(html: str) -> str:
    return unescape(_TAG.sub("", html))


def _desk_address(written: re.Match[str]) -> DeskAddress | None:
    return DeskAddress.of(unescape(written[0]).rstrip(_END))


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
