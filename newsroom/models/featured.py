from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ListDraft(models.Model):
    """A featured list being arranged at the desk.

    `items` are dicts in order: number, card_title, card_photo (key or None), starts_at, ends_at (ISO 8601 or None).
    """

    featured_list = models.OneToOneField("articles.FeaturedList", on_delete=models.CASCADE, related_name="+")
    items = models.JSONField(default=list)
    revision = models.PositiveIntegerField(default=0)
    launch_at = models.DateTimeField(_("launches"), null=True, blank=True)
    launch_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    changed_at = models.DateTimeField(_("changed"))
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("list draft")
        verbose_name_plural = _("list drafts")

    def __str__(self) -> str:
        return str(self.featured_list)


class ListLaunch(models.Model):
    """One launch of a list, kept so that it can be undone."""

    featured_list = models.ForeignKey("articles.FeaturedList", on_delete=models.CASCADE, related_name="+")
    items = models.JSONField(default=list)
    launched_at = models.DateTimeField(_("launched"))
    launched_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-launched_at", "-pk"]
        verbose_name = _("launch")
        verbose_name_plural = _("launches")

    def __str__(self) -> str:
        return f"{self.featured_list} {self.launched_at}"
