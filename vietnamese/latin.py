"""Words of other scripts in Latin letters, for addresses: 中国人民 is zhong guo ren min, Россия is rossiya."""

import re

from anyascii import anyascii

# Each of these is a syllable or a word of its own, written without spaces.
_IDEOGRAPH = re.compile("([\u3400-\u9fff\ua000-\ua4cf\uf900-\ufaff\U00020000-\U0003ffff])")
_NO_LETTER = re.compile("['`\"]+")  # how softening and stops of the throat are written


def in_latin(text: str) -> str:
    """Folded words (`vietnamese.fold`) in small Latin letters."""
    return _NO_LETTER.sub("", anyascii(_IDEOGRAPH.sub(r" \1 ", text))).lower()
