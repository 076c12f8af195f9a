"""The language: clean text, folding, addresses and alphabetical order. Pure functions, no Django."""

from vietnamese.folding import accented, fold, slugify
from vietnamese.order import sort_key
from vietnamese.text import clean_line, clean_text

__all__ = ["accented", "clean_line", "clean_text", "fold", "slugify", "sort_key"]
