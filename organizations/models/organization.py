"""A body: VUFO, its organs, unions, associations, clusters, and the foreign bodies they work with."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from addresses.rows import Addressed
from organizations.fields import FoldedField, SortKeyField
from organizations.models.country import Country
from organizations.models.dated import Dated, Precision, refuse_overlap
from organizations.models.province import Province
from organizations.models.sourced import Sourced
from organizations.querysets import OrganizationQuerySet
from organizations.spellings import abbreviations
from pagecache.rows import OnPagesQuerySet


class OrganizationKind(models.TextChoices):
    """What a body is in the system."""

    CENTRAL = "central", _("Central body")
    ORGAN = "organ", _("Organ of the central body")
    PROVINCIAL_UNION = "provincial_union", _("Provincial union")
    NATIONAL_ASSOCIATION = "national_association", _("National friendship association")
    LOCAL_ASSOCIATION = "local_association", _("Local friendship association")
    BRANCH = "branch", _("Branch")
    CLUSTER = "cluster", _("Cluster of unions")
    FOREIGN_COUNTERPART = "foreign_counterpart", _("Foreign counterpart")
    FOREIGN_NGO = "foreign_ngo", _("Foreign non-governmental organization")
    MULTILATERAL = "multilateral", _("Multilateral organization")
    OTHER = "other", _("Other organization")


class Organization(Addressed, Sourced):
    """A body as it is today (or was at its end); what it was before stands in its periods, names and successions."""

    nameless = "to-chuc"

    Kind = OrganizationKind

    name = models.CharField(
        _("name"), max_length=255, help_text=_("The full official name, with capitals as the body writes it.")
    )
    slug = models.SlugField(
        _("address"),
        max_length=160,
        unique=True,
        help_text=_("The last part of the page's address. When you change it, the old address redirects."),
    )
    kind = models.CharField(_("kind"), max_length=24, choices=Kind, db_index=True)
    has_general_name = models.BooleanField(
        _("general name"),
        default=False,
        help_text=_(
            "Others have such a name too (“Ban Thường vụ”): a story names this body only beside its parent's name."
        ),
    )
    short_name = models.CharField(
        _("short name"), max_length=120, blank=True, help_text=_("As captions and chips write it.")
    )
    acronym = models.CharField(_("acronym"), max_length=30, blank=True, help_text=_("VUFO, HUFO, PACCOM …"))
    name_en = models.CharField(_("English name"), max_length=255, blank=True)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("parent"),
        help_text=_("The body it belongs to first of all: its place in the tree. Others go under further parents."),
    )
    province = models.ForeignKey(
        Province,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="organizations",
        verbose_name=_("province"),
    )
    country = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="organizations",
        verbose_name=_("country"),
        help_text=_("The partner country of a friendship association; the home of a foreign body."),
    )
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    founded_precision = models.CharField(
        _("founding date known"), max_length=5, choices=Precision, default=Precision.DAY
    )
    dissolved_on = models.DateField(
        _("dissolved on"),
        null=True,
        blank=True,
        help_text=_("Only when a source names the day. A merger is entered as a succession."),
    )
    dissolved_precision = models.CharField(
        _("dissolution date known"), max_length=5, choices=Precision, default=Precision.DAY
    )
    logo = models.ForeignKey(
        "photos.Photo",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("logo"),
    )
    description = models.TextField(
        _("description"), blank=True, help_text=_("Plain text for the body's page; an empty line parts paragraphs.")
    )
    address = models.CharField(_("postal address"), max_length=255, blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("website"), blank=True)
    note = models.TextField(_("note for the desk"), blank=True, help_text=_("Readers never see it."))
    sort_key = SortKeyField()
    search_text = FoldedField(of=("name", "short_name", "acronym", "name_en", "abbreviations"))
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "id"]
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        constraints = [
            models.CheckConstraint(
                condition=Q(dissolved_on__gte=F("founded_on")),
                name="organizations_dissolved_after_founded",
                violation_error_message=_("The body is dissolved before it is founded."),
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("id")),
                name="organizations_not_its_own_parent",
                violation_error_message=_("A body cannot be its own parent."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("pages:organization", kwargs={"slug": self.slug})

    @property
    def label(self) -> str:
        """The shortest name that readers know: on a chip, in a caption."""
        return self.acronym or self.short_name or self.name

    @property
    def abbreviations(self) -> str:
        """The abbreviations by which journalists look the body up: "LHHN" for a union."""
        return " ".join(abbreviations(self.name))

    def period_on(self, day: date) -> "OrganizationPeriod | None":
        """The confirmed period that covers a day, if one is entered (prefetch `periods`)."""
        for period in self.periods.all():
            if period.is_confirmed and period.is_held(on=day):
                return period
        return None

    def name_on(self, day: date) -> str:
        """The body's name on a day, as a story of that day wrote it."""
        period = self.period_on(day)
        return period.name if period and period.name else self.name

    def province_on(self, day: date) -> Province | None:
        """The province in which the body worked on a day."""
        period = self.period_on(day)
        return period.province if period and period.province_id else self.province

    def clean(self) -> None:
        from organizations.lineage import refuse_parent_loop, refuse_wrong_succession_dates

        if self.parent_id:
            refuse_parent_loop(self, parent_id=self.parent_id, field="parent")
        if self.pk:
            refuse_wrong_succession_dates(self)


class OrganizationPeriod(Dated, Sourced):
    """What a body was through a span of time, where that differs from today or is worth a source of its own."""

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="periods", verbose_name=_("organization")
    )
    name = models.CharField(_("name then"), max_length=255, blank=True, help_text=_("Empty: the same as today."))
    kind = models.CharField(_("kind then"), max_length=24, choices=OrganizationKind, blank=True)
    province = models.ForeignKey(
        Province, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("province then")
    )
    parent = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("parent then")
    )
    search_text = FoldedField()
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = OnPagesQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = [F("starts_on").asc(nulls_first=True), "id"]
        verbose_name = _("facts through time")
        verbose_name_plural = _("facts through time")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["organization"],
                condition=Q(ends_on__isnull=True),
                name="organizations_one_open_period",
                violation_error_message=_("The body already has a period that still holds: end that one first."),
            ),
        ]

    def __str__(self) -> str:
        first, last = (f"{day:%d/%m/%Y}" if day else "" for day in (self.starts_on, self.ends_on))
        return f"{self.name or self.organization} ({first}–{last})"

    def clean(self) -> None:
        if self.organization_id:
            refuse_overlap(
                self,
                among=OrganizationPeriod.objects.filter(organization=self.organization_id),
                message=_("This period overlaps another one of the same body."),
            )
