"""Example contexts of every component; they live beside the pages because the desk's gallery shows them too."""

from pages.examples.components import COMPONENTS
from pages.examples.whole_pages import PAGES

__all__ = ["COMPONENTS", "PAGES"]
