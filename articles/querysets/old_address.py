import re

from django.db import models

_ID = re.compile(r"(?<![0-9])0*([1-9][0-9]{0,19})\.html")


def any_words_before(foreign_id: int) -> str:
    """The path under which the address `/<anything>-<id>.html` of another system is kept."""
    return f"/*-{foreign_id}.html"


class OldAddressQuerySet(models.QuerySet):
    def at_path(self, path: str):
        """What leads on from a path: itself, or the number of another system that stands in it."""
        found = _ID.search(path)
        return self.filter(path__in=[path, any_words_before(int(found[1]))] if found else [path])
