"""Clusters: provincial unions that work together, led by another member each year."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organizations.models.dated import Dated, Precision, refuse_overlap
from organizations.models.organization import Organization, OrganizationKind
from organizations.models.sourced import Sourced
from organizations.models.terms import YEAR_BOUNDS
from organizations.querysets import ClusterMembershipQuerySet, ClusterOfficeQuerySet

IS_CLUSTER = {"kind": OrganizationKind.CLUSTER}


class ClusterMembership(Dated, Sourced):
    """A union's place in a cluster. One cluster at a time."""

    cluster = models.ForeignKey(
        Organization,
        on_delete=models.CASCADE,
        related_name="cluster_members",
        limit_choices_to=IS_CLUSTER,
        verbose_name=_("cluster"),
    )
    member = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="cluster_memberships", verbose_name=_("member")
    )
    seen_on = models.DateField(
        _("last seen on"), null=True, blank=True, help_text=_("The newest day for which a source names the member.")
    )
    seen_precision = models.CharField(_("that day known"), max_length=5, choices=Precision, default=Precision.DAY)

    objects = ClusterMembershipQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["cluster", "member__sort_key", "id"]
        verbose_name = _("cluster membership")
        verbose_name_plural = _("cluster memberships")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(ends_on__isnull=True),
                name="organizations_one_cluster_at_a_time",
                violation_error_message=_("This union is already a member of a cluster: end that membership first."),
            ),
            models.CheckConstraint(
                condition=~Q(cluster=F("member")),
                name="organizations_cluster_not_its_member",
                violation_error_message=_("A cluster cannot be its own member."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} ∈ {self.cluster}"

    def clean(self) -> None:
        if self.cluster_id and self.cluster.kind != OrganizationKind.CLUSTER:
            raise ValidationError({"cluster": _("This body is not a cluster.")})
        if self.member_id:
            refuse_overlap(
                self,
                among=ClusterMembership.objects.filter(member=self.member_id),
                message=_("The union was a member of a cluster at that time already."),
            )


class ClusterOffice(Sourced):
    """Who led a cluster in a year: one head, one deputy."""

    class Office(models.TextChoices):
        HEAD = "head", _("Head")
        DEPUTY = "deputy", _("Deputy head")

    cluster = models.ForeignKey(
        Organization,
        on_delete=models.CASCADE,
        related_name="cluster_offices",
        limit_choices_to=IS_CLUSTER,
        verbose_name=_("cluster"),
    )
    year = models.PositiveSmallIntegerField(_("year"), validators=YEAR_BOUNDS)
    office = models.CharField(_("office"), max_length=6, choices=Office, default=Office.HEAD)
    holder = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="cluster_offices_held", verbose_name=_("union")
    )

    objects = ClusterOfficeQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-office", "id"]
        verbose_name = _("cluster office")
        verbose_name_plural = _("cluster offices")
        constraints = [
            models.UniqueConstraint(
                fields=["cluster", "year", "office"],
                name="organizations_one_head_a_year",
                violation_error_message=_("The cluster already has a union in this office in this year."),
            ),
            models.UniqueConstraint(
                fields=["cluster", "year", "holder"],
                name="organizations_one_office_a_union",
                violation_error_message=_("This union already holds an office of the cluster in this year."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cluster} {self.year}: {self.get_office_display()} {self.holder}"

    def clean(self) -> None:
        if self.cluster_id and self.cluster.kind != OrganizationKind.CLUSTER:
            raise ValidationError({"cluster": _("This body is not a cluster.")})
        if (
            self.cluster_id
            and self.holder_id
            and self.year
            and not ClusterMembership.objects.in_year(self.year)
            .filter(cluster=self.cluster_id, member=self.holder_id)
            .exists()
        ):
            raise ValidationError({"holder": _("This union was not a member of the cluster in that year.")})
