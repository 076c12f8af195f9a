"""A body as words only: for search, hashes and counting."""

from articles.body.nodes import words_of
from articles.body.reading import read
from articles.body.segments import Embed, Gallery, Infographic, PhotoUse, Related, segments

_WITHOUT_WORDS = (Embed, Gallery, Infographic, PhotoUse, Related)


def plain_text(html: str) -> str:
    """The words of a clean body, captions included, a line for each paragraph."""
    return words_of(read(html).children)


def word_count(html: str) -> int:
    """Words as Vietnamese newsrooms count them (chữ): what stands between spaces."""
    return sum(any(map(str.isalnum, word)) for word in plain_text(html).split())


def is_empty(html: str) -> bool:
    """Whether a reader would see nothing: no words, no picture, no box."""
    return not plain_text(html) and not any(isinstance(part, _WITHOUT_WORDS) for part in segments(html))
