from django.db import models
from django.utils.translation import gettext_lazy as _


class DoorFinding(models.Model):
    """What the nightly look through the door found: readers have something else than the desk says."""

    class What(models.TextChoices):
        NOT_ITS_HASH = "hash", _("its text is not the one that its hash was made from")
        NEVER_APPROVED = "approved", _("its text was never approved")
        NOT_BLANK = "blank", _("it is withdrawn, but its text is still there")
        NO_STORY = "story", _("readers have it, the desk does not")
        WITHDRAWN = "withdrawn", _("it was withdrawn at the desk, but readers have its text")
        MISSING = "missing", _("it is published or scheduled at the desk, but readers do not get it")
        NOT_CALLED_OFF = "ahead", _("it will go live, though the desk has no schedule for it")
        OTHER_TIME = "time", _("it goes live at another time than the desk says")
        OTHER_TEXT = "text", _("readers have another text than the one approved last")
        OTHER_ADDRESS = "address", _("its address is another than at the desk")
        OTHER_FILING = "filing", _("it is filed otherwise than at the desk")

    number = models.PositiveBigIntegerField(_("story"))
    what = models.CharField(_("what"), max_length=9, choices=What)
    found_at = models.DateTimeField(_("found"))

    class Meta:
        ordering = ["number", "pk"]
        default_permissions = ()
        verbose_name = _("finding at the door")
        verbose_name_plural = _("findings at the door")

    def __str__(self) -> str:
        return f"{self.number}: {self.get_what_display()}"
