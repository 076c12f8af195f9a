from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportRecord(models.Model):
    """What the importer last brought in for a story: a rerun compares, and leaves alone what the desk has edited."""

    story = models.OneToOneField("newsroom.Story", on_delete=models.CASCADE, primary_key=True, related_name="imported")
    line_digest = models.CharField(max_length=64)
    revision = models.PositiveIntegerField()  # the story's then; a higher one now means edited at the desk
    imported_at = models.DateTimeField()

    class Meta:
        verbose_name = _("import record")
        verbose_name_plural = _("import records")

    def __str__(self) -> str:
        return str(self.story_id)
