from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Warning
from django.db import DatabaseError

from articles.models import Section
from articles.reserved import reserved_slugs


def sections_are_reached(*, databases: Sequence[str] | None = None, **asked: Any) -> list[CheckMessage]:
    """An upgrade may bring a page whose address a section has already: `migrate` says so, since nobody else would."""
    try:
        hidden = [row for each in databases or () for row in Section.objects.using(each).at_paths(reserved_slugs())]
    except DatabaseError:  # before the first `migrate`
        return []
    return [
        Warning(
            f"Readers do not reach the section “{section.name}”: /{section.path} is an address of the site.",
            hint="A section keeps its address: make another section at the desk, and file its stories there.",
            id="articles.W001",
        )
        for section in hidden
    ]
