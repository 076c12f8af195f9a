from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from newsroom.querysets import AuditQuerySet


class AuditEntry(models.Model):
    """What somebody did. Append-only: triggers in the database refuse every change and removal."""

    at = models.DateTimeField(_("when"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("who"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    act = models.CharField(_("what"), max_length=32)  # a status reached, or a verb of the door
    story = models.PositiveBigIntegerField(_("story"), null=True)  # a number, not a key: the entry outlives the row
    subject = models.CharField(_("of what"), max_length=120, blank=True)  # "list:home-lead", "photo:12"
    from_status = models.CharField(_("from"), max_length=9, blank=True)
    to_status = models.CharField(_("to"), max_length=9, blank=True)
    version_hash = models.CharField(max_length=64, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    detail = models.JSONField(default=dict)

    objects = AuditQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        default_permissions = ["view"]
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit")
        indexes = [
            models.Index(fields=["story", "-at", "-id"], name="audit_of_story"),
            models.Index(fields=["-at", "-id"], name="audit_newest"),
        ]

    def __str__(self) -> str:
        return gettext("entry %(number)d") % {"number": self.pk}
