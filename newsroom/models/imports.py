from collections.abc import Iterable, Iterator
from contextlib import contextmanager

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


class ImportRecord(models.Model):
    """What the importer last brought in for a story: a rerun compares, and leaves alone what the desk has edited."""

    story = models.OneToOneField("newsroom.Story", on_delete=models.CASCADE, primary_key=True, related_name="imported")
    line_digest = models.CharField(max_length=64)
    # The story's then; another one now, or none, means edited at the desk.
    change_number = models.PositiveIntegerField(null=True)
    imported_at = models.DateTimeField()

    objects = ImportRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("import record")
        verbose_name_plural = _("import records")

    def __str__(self) -> str:
        return str(self.story_id)
