"""How a tag is written: in which spellings it is the same tag."""

import vietnamese
from addresses.rows import name_key

LONGEST = 100  # characters


def clean(name: str) -> str:
    """As a tag is kept and shown: one line, without the sign by which networks know one."""
    return vietnamese.clean_line(name).lstrip("#＃ ")


def key(name: str) -> str:
    """What all spellings of one tag have in common: capitals, the place of a tone and “#” make no other tag of it."""
    return name_key(clean(name))[:LONGEST]
