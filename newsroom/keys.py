"""Numbers that come from outside, before a database sees them."""

from collections.abc import Mapping

DIGITS_AT_MOST = 12


def is_number(text: str) -> bool:
    """Decimal digits that every database takes for a key."""
    return text.isascii() and text.isdigit() and len(text) <= DIGITS_AT_MOST


def seen_in(data: Mapping[str, str], *, name: str = "seen") -> int:
    """The number of a story that stood on the screen, as a form sends it back; -1, which no story has, for none."""
    text = data.get(name, "")
    return int(text) if is_number(text) else -1
