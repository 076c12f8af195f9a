"""How bodies descend from and belong to one another."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organizations.models.dated import Dated
from organizations.models.organization import Organization
from organizations.models.sourced import Sourced
from organizations.querysets import SuccessionQuerySet
from pagecache.rows import OnPagesQuerySet


class Affiliation(Dated, Sourced):
    """A further parent: a local association belongs to its province's union and to the national association."""

    class Role(models.TextChoices):
        MEMBER = "member", _("Member")
        STANDING_AGENCY = "standing_agency", _("Served by its standing agency")

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="affiliations", verbose_name=_("organization")
    )
    parent = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="affiliates", verbose_name=_("further parent")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.MEMBER)

    objects = OnPagesQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["id"]
        verbose_name = _("further parent")
        verbose_name_plural = _("further parents")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["organization", "parent"],
                condition=Q(ends_on__isnull=True),
                name="organizations_affiliation_once",
                violation_error_message=_("The body already belongs to this parent."),
            ),
            models.CheckConstraint(
                condition=~Q(organization=F("parent")),
                name="organizations_affiliation_of_two",
                violation_error_message=_("A body cannot be its own parent."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization} ∈ {self.parent}"

    def clean(self) -> None:
        from organizations.lineage import refuse_parent_loop

        if self.organization_id and self.parent_id:
            refuse_parent_loop(self.organization, parent_id=self.parent_id, field="parent")


class Succession(Sourced):
    """One body following another on a day."""

    class Kind(models.TextChoices):
        MERGED_INTO = "merged_into", _("Merged into")
        CARRIED_ON_AS = "carried_on_as", _("Carried on as")
        RENAMED = "renamed", _("Renamed")
        SPLIT = "split", _("Split off")

    predecessor = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="successions", verbose_name=_("predecessor")
    )
    successor = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="origins", verbose_name=_("successor")
    )
    kind = models.CharField(
        _("how"),
        max_length=16,
        choices=Kind,
        help_text=_("After a split the old body goes on; in the other cases it ends that day."),
    )
    happened_on = models.DateField(_("in force from"))

    objects = SuccessionQuerySet.as_manager()

    class Meta:
        ordering = ["happened_on", "id"]
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"],
                name="organizations_succession_once",
                violation_error_message=_("This succession is already in the list."),
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")),
                name="organizations_succession_of_two",
                violation_error_message=_(
                    "A body cannot succeed itself: when it carries on under its name, enter a period."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor} ({self.happened_on:%d/%m/%Y})"

    def clean(self) -> None:
        from organizations.lineage import refuse_succession_loop

        if not (self.predecessor_id and self.successor_id and self.happened_on):
            return
        if (
            self.kind != self.Kind.SPLIT
            and self.predecessor.dissolved_on
            and self.happened_on < self.predecessor.dissolved_on
        ):
            raise ValidationError({"happened_on": _("The successor takes over before its predecessor's end.")})
        if self.successor.dissolved_on and self.happened_on > self.successor.dissolved_on:
            raise ValidationError({"happened_on": _("The successor had already ended on that day.")})
        if self.predecessor.founded_on and self.happened_on < self.predecessor.founded_on:
            raise ValidationError({"happened_on": _("The predecessor was not yet founded on that day.")})
        refuse_succession_loop(self)
