"""Clean letters for a body: what `vietnamese` does, with the spaces at the ends kept."""

from unicodedata import normalize

from vietnamese import clean_line

# The only mark that would melt into a tag's ">" if somebody composed a whole body.
_OVERLAY = "\u0338"


def clean_letters(text: str) -> str:
    """One line: NFC, no invisible characters, white space folded; a space at either end stays."""
    # The bars keep the spaces at the ends; nothing composes with a bar.
    text = clean_line(f"|{text}|")[1:-1]
    if _OVERLAY in text:
        text = normalize("NFC", text.replace(_OVERLAY, ""))
    return text
