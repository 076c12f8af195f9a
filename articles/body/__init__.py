"""The body of a story: one document of HTML in a small fixed vocabulary. Pure functions, no models."""

from articles.body.addresses import canonical_href, public_address
from articles.body.cleaning import Report, clean, clean_with_report, refused_addresses
from articles.body.freezing import PhotoTexts, correct_photo, freeze
from articles.body.plain import is_empty, plain_text, word_count
from articles.body.references import References, references
from articles.body.segments import (
    Embed,
    Gallery,
    Html,
    Infographic,
    Note,
    PhotoUse,
    PullQuote,
    Related,
    Segment,
    Table,
    segments,
    segments_in_words,
)
from articles.body.story_links import part_with_addresses, stories_linked, stories_linked_in, with_addresses

__all__ = [
    "Embed",
    "Gallery",
    "Html",
    "Infographic",
    "Note",
    "PhotoTexts",
    "PhotoUse",
    "PullQuote",
    "References",
    "Related",
    "Report",
    "Segment",
    "Table",
    "canonical_href",
    "clean",
    "clean_with_report",
    "correct_photo",
    "freeze",
    "is_empty",
    "part_with_addresses",
    "plain_text",
    "public_address",
    "references",
    "refused_addresses",
    "segments",
    "segments_in_words",
    "stories_linked",
    "stories_linked_in",
    "with_addresses",
    "word_count",
]
