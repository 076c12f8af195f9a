"""The other names of a body."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from organizations.fields import FoldedField
from organizations.models.dated import Dated
from organizations.models.organization import Organization
from pagecache.rows import OnPagesQuerySet


class Alias(Dated):
    """Another way in which a body is written. It finds the body and is never printed."""

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="aliases", verbose_name=_("organization")
    )
    name = models.CharField(
        _("alias"),
        max_length=255,
        help_text=_("Accents, capitals and dashes do not matter: enter only what is really written otherwise."),
    )
    is_general = models.BooleanField(
        _("too general"),
        default=False,
        help_text=_("A word that others use too (“Liên hiệp”): it finds the body, but never suggests it in a story."),
    )
    search_text = FoldedField()
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = OnPagesQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["name", "id"]
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["organization", "name"],
                name="organizations_alias_once",
                violation_error_message=_("The body already has this alias."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
