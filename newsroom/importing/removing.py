"""What is taken out of a body, said in the report so that somebody can find it again."""

import re
from collections import Counter

from django.utils.translation import gettext as _

import vietnamese
from articles.body.tokens import ACTIVE

from .pictures import Warn

MOST = 20  # things named of one body; the others are counted
LONGEST = 200  # characters of an address
CAPTION = 600  # characters; what is longer is no caption, and stays in the body
_MARKUP = re.compile(r"<[^<>]{0,500}>")


class Removed:
    """Collects what is removed from one body, counts it and says each thing once."""

    def __init__(self, warn: Warn, counts: Counter[str]) -> None:
        self.warn = warn
        self.counts = counts
        self.found: Counter[str] = Counter()

    def add(self, name: str, address: str, *, caption: str = "") -> None:
        self.counts[name] += name not in ACTIVE  # the others were counted when they were read
        what = name if name.startswith("[") else f"<{name}>"
        address = vietnamese.clean_line(address[: 10 * LONGEST])
        if len(address) > LONGEST:
            address = f"{address[:LONGEST]}…"
        said = (what, *(f"“{words}”" for words in (address, caption) if words))
        self.found[" ".join(said)] += 1

    def say(self) -> None:
        for what, count in list(self.found.items())[:MOST]:
            times = f"{what} × {count}" if count > 1 else what
            self.warn(_("removed from the body: %(what)s") % {"what": times})
        if len(self.found) > MOST:
            more = sum(list(self.found.values())[MOST:])
            self.warn(_("removed from the body: %(count)d more things.") % {"count": more})


def words_of_markup(inside: str) -> str:
    """The beginning of what stood in an element that names no address."""
    return vietnamese.clean_line(_MARKUP.sub(" ", inside[: 5 * LONGEST]))[:LONGEST]
