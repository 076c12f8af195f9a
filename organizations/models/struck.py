from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class StruckRow(models.Model):
    """A row of the directory that was marked wrong: all that stood in it, why, and by whom. Readers never see it."""

    model = models.CharField(max_length=40)  # "OfficeHolder"
    number = models.PositiveBigIntegerField()  # which the row had
    words = models.CharField(_("what"), max_length=300)
    values = models.JSONField(default=dict)  # column → as it stood
    reason = models.TextField(_("wrong because"), max_length=500)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("who"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(_("when"))

    class Meta:
        ordering = ["-at", "-pk"]
        default_permissions = ()
        verbose_name = _("row marked wrong")
        verbose_name_plural = _("rows marked wrong")

    def __str__(self) -> str:
        return self.words
