"""Places: where a document stands in the index, the newest highest; one number that both databases sort by.

A place is 63 bits: the second of going live (32), the number (28), the kind (3). Two documents never share one,
and what was found needs no further look-up to be named.
"""

from datetime import datetime

KINDS = ("article", "organization", "event")  # their order is stored: append only
LARGEST_NUMBER = 2**28 - 1
_KIND_BITS = 3
_SECOND_SHIFT = 31
_LAST_SECOND = 2**32 - 1
# A shelf is 2^20 seconds of places, about twelve days: PostgreSQL looks through the newest ones first.
_SHELF_SHIFT = _SECOND_SHIFT + 20


def place_of(kind: str, number: int, *, live_from: datetime) -> int:
    """The place of a document; ValueError for a kind or a number that the index cannot hold."""
    if kind not in KINDS:
        raise ValueError(f"{kind!r} is no kind of the search index: {', '.join(KINDS)}")
    if not 0 < number <= LARGEST_NUMBER:
        raise ValueError(f"number {number} does not fit the search index (1 to {LARGEST_NUMBER})")
    return _second(live_from) << _SECOND_SHIFT | number << _KIND_BITS | KINDS.index(kind)


def read_place(place: int) -> tuple[str, int]:
    """The kind and number that stand at a place."""
    return KINDS[place & (2**_KIND_BITS - 1)], place >> _KIND_BITS & LARGEST_NUMBER


def last_place(at: datetime) -> int:
    """The highest place of what goes live within this second."""
    return (_second(at) + 1 << _SECOND_SHIFT) - 1


def shelf_of(place: int) -> int:
    """The shelf on which a place stands."""
    return place >> _SHELF_SHIFT


def _second(moment: datetime) -> int:
    return min(max(int(moment.timestamp()), 0), _LAST_SECOND)
