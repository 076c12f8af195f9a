"""The language: clean text, folding, addresses, alphabetical order, days and hours.

Pure functions without Django; only `fields` knows its forms.
"""

from vietnamese.folding import accented, fold, slugify
from vietnamese.order import sort_key
from vietnamese.text import clean_line, clean_text, composed

__all__ = ["accented", "clean_line", "clean_text", "composed", "fold", "slugify", "sort_key"]
