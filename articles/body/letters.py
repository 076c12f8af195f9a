"""Clean letters for a body: what `vietnamese` does, safe from texts that are made to take for ever."""

import re
from functools import cache
from unicodedata import combining, normalize

from vietnamese import clean_line

MAX_MARKS = 4  # on one letter; Vietnamese needs two
_PIECE = 500
# The only mark that would melt into a tag's ">" if somebody composed a whole body.
_OVERLAY = "\u0338"


@cache
def _stack() -> re.Pattern[str]:
    marks = "".join(chr(code) for code in range(0x300, 0x20000) if combining(chr(code)))
    return re.compile(f"([{marks}]{{{MAX_MARKS}}})[{marks}]+")


def clean_letters(text: str) -> str:
    """One line: NFC, no invisible characters, white space folded; a space at either end stays."""
    if text.isascii():
        return _spaced(text)
    if len(text) > _PIECE:
        # Ordering a stack of marks takes quadratic time: short pieces first, so that no stack is long.
        pieces = (_spaced(text[at : at + _PIECE]) for at in range(0, len(text), _PIECE))
        text = _stack().sub(r"\1", "".join(pieces))
    text = _stack().sub(r"\1", _spaced(text))
    if _OVERLAY in text:
        text = normalize("NFC", text.replace(_OVERLAY, ""))
    return text


def _spaced(text: str) -> str:
    # The bars keep the spaces at the ends; nothing composes with a bar.
    return clean_line(f"|{text}|")[1:-1]
