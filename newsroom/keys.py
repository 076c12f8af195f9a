"""Numbers that come from outside, before a database sees them."""

DIGITS_AT_MOST = 12


def is_number(text: str) -> bool:
    """Decimal digits that every database takes for a key."""
    return text.isascii() and text.isdigit() and len(text) <= DIGITS_AT_MOST
