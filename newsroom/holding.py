"""A story is changed by whoever holds it: its row is locked, the number on the screen compared, and moved on.

`Story.change_number` moves with every write of the story: text, filing, byline, picks, times, notes, status. Nothing
else writes the row (tests/conftest.py), so that equal numbers mean: nothing has happened in between.
"""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from locking import locked, locked_row
from newsroom.models import Story


class ChangedMeanwhile(ValidationError):
    """Somebody has changed the story since it was read; `story` is as it stands now."""

    def __init__(self, story: Story) -> None:
        self.story = story
        super().__init__(_("The story has changed since you opened it. Read it again, then decide."), code="changed")


def hold(story: Story, *, seen: int | None = None) -> Story:
    """The story as it stands, held until the transaction ends; its number must be the one that was on the screen.

    `seen=None` is whoever reads no screen: schedules, imports, the demo. Raises ChangedMeanwhile.
    """
    row = locked_row(story)
    compare(row, seen=seen)
    return row


def compare(row: Story, *, seen: int | None) -> None:
    """Raise ChangedMeanwhile when a story that is held is another than the one on the screen."""
    if seen is not None and row.change_number != seen:
        raise ChangedMeanwhile(row)


def hold_all(numbers: Iterable[int]) -> dict[int, Story]:
    """The stories of these numbers as they stand, held."""
    return {row.pk: row for row in locked(Story.objects.filter(pk__in=list(numbers)))}


def write(row: Story, *names: str) -> None:
    """Write a story that is held: these columns of it, or all."""
    known = row.change_number
    row.change_number = F("change_number") + 1
    row.save(update_fields=[*dict.fromkeys((*names, "change_number"))] if names else None)
    row.change_number = known + 1


def touch(row: Story) -> None:
    """Note that something of a story that is held has changed beside its row: a note, a tag, a pick."""
    write(row, "change_number")


def touch_all(numbers: Iterable[int]) -> None:
    """The same for many that are held."""
    Story.objects.filter(pk__in=list(numbers)).update(change_number=F("change_number") + 1)
