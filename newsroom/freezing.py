"""What today's rules make of a text: cleaned, then filled in from the library. And: is a text another one at all?

Rules of cleaning change, and so do the library and pen names. A text that was approved under the rules of its day is
the same text as long as nobody typed anything; whoever adds a tag must not lose an approval to a new rule.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import vietnamese
from articles import body
from articles.content import BylineLine, Content, picture_keys
from newsroom.models import StoryVersion
from photos.models import Photo

LINES = (
    "kicker",
    "title",
    "card_title",
    "seo_title",
    "social_title",
    "photo_caption",
    "photo_alt",
    "photo_credit",
    "source_outlet",
    "source_agency",
)


def clean_columns(columns: Mapping[str, Any]) -> dict[str, Any]:
    """The text columns of a story, cleaned: lines, lead, body and the source's address."""
    cleaned: dict[str, Any] = {name: vietnamese.clean_line(columns[name]) for name in LINES}
    return cleaned | {
        "lead": vietnamese.clean_text(columns["lead"]).strip(),
        "body": body.clean(columns["body"]),
        "source_url": body.public_address(columns["source_url"]),
    }


def clean_title_lines(text: str) -> str:
    """Offices under a name of the byline, one a line."""
    return "\n".join(line.strip() for line in vietnamese.clean_text(text).splitlines() if line.strip())


def fill_in_columns(columns: Mapping[str, Any], *, photo: int | None) -> dict[str, Any]:
    """Clean columns with the library's captions, credits and alts wherever the story has none."""
    photos = Photo.objects.in_bulk(picture_keys(photo, columns["body"]))
    texts = {key: body.PhotoTexts(each.caption, each.alt, each.credit_line) for key, each in photos.items()}
    lead = photos.get(photo) if photo else None
    return {
        **columns,
        "body": body.freeze(columns["body"], texts),
        "photo_caption": (columns["photo_caption"] or lead.caption) if lead else "",
        "photo_alt": (columns["photo_alt"] or lead.alt) if lead else "",
        "photo_credit": (columns["photo_credit"] or lead.credit_line) if lead else "",
    }


def by_todays_rules(content: Content) -> Content:
    """A text as it would be cleaned today; the files of its pictures stay those it was saved with."""
    cleaned = clean_columns(content.columns())
    keys = set(picture_keys(content.photo, cleaned["body"]))
    byline = tuple(replace(line, title_lines=clean_title_lines(line.title_lines)) for line in content.byline)
    return replace(
        content, **cleaned, byline=byline, pictures=tuple(pair for pair in content.pictures if pair[0] in keys)
    )


def is_same_text(typed: Content, version: StoryVersion) -> bool:
    """Is a text, cleaned and filled in, the text of a version: to the letter, or but for today's rules of cleaning?"""
    return typed.digest() in {version.content_hash, by_todays_rules(version.text).digest()}


def is_untouched(columns: Mapping[str, Any], byline: Iterable[BylineLine], version: StoryVersion) -> bool:
    """Did nobody type anything? `columns` are those of a working copy, cleaned and not yet filled in.

    What the library or an author's new name would bring to the text by itself is nobody's typing.
    """
    before = by_todays_rules(version.text)
    return before.columns() == columns and signed(before.byline) == signed(byline)


def signed(byline: Iterable[BylineLine]) -> list[tuple[int, str, str]]:
    """Who signs in which role, under which offices; a pen name may have got another name since."""
    return [(line.author, line.role, line.title_lines) for line in byline]
