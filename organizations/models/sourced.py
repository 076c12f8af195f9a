"""What we know, how surely, and from where."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from organizations.models.memory import Memory


class Confidence(models.TextChoices):
    """How surely a fact is known, as the data files grade it."""

    HIGH = "high", _("Named in a source that was read")
    MEDIUM = "medium", _("Not sourced, or inferred from a code")
    INFERRED = "inferred", _("A rule applied; no source read")


class Sourced(Memory):
    """A fact with its source; readers see it only once it is confirmed."""

    confidence = models.CharField(_("confidence"), max_length=10, choices=Confidence, default=Confidence.HIGH)
    is_confirmed = models.BooleanField(
        _("confirmed"),
        default=True,
        help_text=_("Readers see only what is confirmed. Confirm a fact when you have seen a source for it."),
    )
    source = models.TextField(
        _("source"), blank=True, help_text=_("Where the fact stands: a document's number, an address, a date.")
    )

    class Meta:
        abstract = True
