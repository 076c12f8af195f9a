from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.content import Content


class StoryVersion(models.Model):
    """A frozen text of a story with its hash. Rows are never changed, but for the approval set once."""

    class Origin(models.TextChoices):
        DESK = "desk", _("Written")
        RESTORED = "restored", _("Restored")
        REFUSED = "refused", _("Kept aside: a colleague had saved first")
        IMPORTED = "imported", _("Imported")
        PHOTO = "photo", _("Photo corrected")

    story = models.ForeignKey("newsroom.Story", on_delete=models.PROTECT, related_name="versions")
    revision = models.PositiveIntegerField(_("version"))
    origin = models.CharField(_("how"), max_length=8, choices=Origin, default=Origin.DESK)
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    # The address proposed by hand with this text, and approved with it.
    slug = models.SlugField(max_length=255, blank=True, default="", db_index=False)
    created_at = models.DateTimeField(_("saved"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    # Keys of colleagues (newsroom/four_eyes.py): whose text it is, and who stood behind its byline when it was saved.
    writers = models.JSONField(default=list, editable=False)
    signers = models.JSONField(default=list, editable=False)
    approved_at = models.DateTimeField(_("approved"), null=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-revision", "-pk"]
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        constraints = [
            models.UniqueConstraint(
                fields=["story", "revision"], condition=~Q(origin="refused"), name="story_version_once"
            )
        ]
        indexes = [models.Index(fields=["story", "content_hash"], name="version_hash")]

    def __str__(self) -> str:
        return f"{self.story_id} · {self.revision}"

    @property
    def text(self) -> Content:
        return Content.from_json(self.content)
