"""What the loader brought in, so that it never overwrites what an editor has changed since."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LoadedRecord(models.Model):
    """One row of the data files as it was last loaded. A value that differs from it now is an editor's."""

    key = models.CharField(_("key in the data"), max_length=200, unique=True)
    model = models.CharField(_("kind of row"), max_length=40)
    object_id = models.BigIntegerField(_("row"))
    values = models.JSONField(_("values as loaded"))
    loaded_at = models.DateTimeField(_("loaded"), auto_now=True)

    class Meta:
        ordering = ["key"]
        verbose_name = _("loaded row")
        verbose_name_plural = _("loaded rows")

    def __str__(self) -> str:
        return self.key
