from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from .story import Story


class ImportRecordQuerySet(models.QuerySet["ImportRecord"]):
    @contextmanager
    def unedited(self, numbers: Iterable[int]) -> Iterator[None]:
        """What happens to these stories in the block is no colleague's edit (a schedule that comes due, two bodies
        that become one): a rerun of the import still takes them for its own. The caller holds them.
        """
        records = self.filter(story__in=list(numbers), change_number=F("story__change_number"))
        keys = list(records.values_list("pk", flat=True))
        yield
        if keys:
            stories = Story.objects.filter(pk=OuterRef("story")).values("change_number")
            self.filter(pk__in=keys).update(change_number=Subquery(stories))

    def old_paths(self, number: int) -> list[str]:
        """The addresses that a story had where it came from."""
        return [path for paths in self.filter(story=number).values_list("old_paths", flat=True) for path in paths]

    def brought_at(self, moment: datetime) -> Self:
        """What the import of a moment brought in or brought up to date."""
        return self.filter(imported_at=moment)

    def numbers_after(self, number: int) -> "models.QuerySet[ImportRecord, int]":
        return self.filter(pk__gt=number).order_by("pk").values_list("pk", flat=True)


class ImportRecord(models.Model):
    """What the importer last brought in for a story: a rerun compares, and leaves alone what the desk has edited."""

    story = models.OneToOneField("newsroom.Story", on_delete=models.CASCADE, primary_key=True, related_name="imported")
    line_digest = models.CharField(max_length=64)
    # The story's then; another one now, or none, means edited at the desk.
    change_number = models.PositiveIntegerField(null=True)
    imported_at = models.DateTimeField()
    # Old addresses that are to lead to it as soon as readers have it.
    old_paths = models.JSONField(default=list)

    objects = ImportRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("import record")
        verbose_name_plural = _("import records")

    def __str__(self) -> str:
        return str(self.story_id)


class ForeignNumber(models.Model):
    """The number that stands for an id of another system which is too large for one (`newsroom.numbering`)."""

    foreign_id = models.CharField(max_length=20, unique=True)  # digits
    number = models.PositiveBigIntegerField(unique=True)

    class Meta:
        verbose_name = _("number of another system")
        verbose_name_plural = _("numbers of another system")

    def __str__(self) -> str:
        return f"{self.foreign_id} → {self.number}"
