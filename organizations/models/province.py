"""Provincial units, which change their name, kind, code and borders."""

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from addresses.rows import Addressed
from organizations.fields import FoldedField, SortKeyField
from organizations.models.dated import Dated, refuse_overlap
from organizations.models.memory import Memory
from organizations.querysets import ProvincePeriodQuerySet, ProvinceQuerySet
from pagecache.rows import OnPagesQuerySet


class Province(Addressed, Memory):
    """A provincial unit for as long as it lasts. `name` repeats its latest period, for lists and labels."""

    nameless = "tinh-thanh"

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    name = models.CharField(
        _("name"), max_length=80, help_text=_("The present name, or the last one. Earlier ones are dated below.")
    )
    ended_on = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("For a unit that was merged: its last day.")
    )
    note = models.TextField(_("note for the desk"), blank=True)
    sort_key = SortKeyField()
    search_text = FoldedField()

    objects = ProvinceQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "id"]
        verbose_name = _("province")
        verbose_name_plural = _("provinces")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("pages:province", kwargs={"slug": self.slug})

    def is_existing(self, *, on: date) -> bool:
        """Whether the unit had not ended by that day."""
        return self.ended_on is None or self.ended_on >= on

    def period_on(self, day: date) -> "ProvincePeriod | None":
        """What the unit was on a day; its nearest period when the day lies outside all (prefetch `periods`)."""
        periods = sorted(self.periods.all(), key=lambda period: period.starts_on or date.min)
        held = [period for period in periods if period.starts_on is None or period.starts_on <= day]
        return held[-1] if held else (periods[0] if periods else None)

    def name_on(self, day: date) -> str:
        """The unit's name on a day, as an article of that day wrote it."""
        period = self.period_on(day)
        return period.name if period else self.name


class ProvincePeriod(Dated):
    """What a provincial unit was called, which kind it was and which code it had through a span of time."""

    class Kind(models.TextChoices):
        PROVINCE = "province", _("Province")
        CITY = "city", _("City under the central government")

    class Region(models.TextChoices):
        NORTHERN_MOUNTAINS = "northern-mountains", _("Northern midlands and mountains")
        RED_RIVER_DELTA = "red-river-delta", _("Red River Delta")
        NORTH_CENTRAL = "north-central", _("North Central Coast")
        NORTH_CENTRAL_AND_COAST = "north-central-and-coast", _("North Central and Central Coast")
        SOUTH_CENTRAL_AND_HIGHLANDS = "south-central-and-highlands", _("South Central Coast and Highlands")
        CENTRAL_HIGHLANDS = "central-highlands", _("Central Highlands")
        SOUTHEAST = "southeast", _("Southeast")
        MEKONG_DELTA = "mekong-delta", _("Mekong Delta")

    province = models.ForeignKey(Province, on_delete=models.CASCADE, related_name="periods", verbose_name=_("province"))
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.PROVINCE)
    code = models.CharField(
        _("statistics code"),
        max_length=2,
        blank=True,
        validators=[RegexValidator(r"^\d{2}\Z", _("Two digits, such as 25."))],
        help_text=_("Two digits. A code may belong to another unit later: it is never an identity."),
    )
    iso_code = models.CharField(_("ISO 3166-2 code"), max_length=6, blank=True)
    region = models.CharField(_("region"), max_length=30, choices=Region, blank=True)
    search_text = FoldedField(of=("name", "code"))

    objects = ProvincePeriodQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = [F("starts_on").asc(nulls_first=True), "id"]
        verbose_name = _("name, kind and code through time")
        verbose_name_plural = _("names, kinds and codes through time")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["province"],
                condition=Q(ends_on__isnull=True),
                name="organizations_province_one_present",
                violation_error_message=_("The unit already has a period that still holds: end that one first."),
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(ends_on__isnull=True) & ~Q(code=""),
                name="organizations_province_code_held_once",
                violation_error_message=_("Another unit holds this code today."),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """The name with its kind in front: tỉnh Phú Thọ, thành phố Huế."""
        pattern = gettext("%(name)s City") if self.kind == self.Kind.CITY else gettext("%(name)s Province")
        return pattern % {"name": self.name}

    def clean(self) -> None:
        if self.province_id:
            refuse_overlap(
                self,
                among=ProvincePeriod.objects.filter(province=self.province_id),
                message=_("This period overlaps another one of the same unit."),
            )


class ProvinceSuccession(Memory):
    """One provincial unit going into another on a day. That provinces merged is law, so readers always see it."""

    predecessor = models.ForeignKey(
        Province, on_delete=models.PROTECT, related_name="successions", verbose_name=_("predecessor")
    )
    successor = models.ForeignKey(
        Province, on_delete=models.PROTECT, related_name="origins", verbose_name=_("successor")
    )
    happened_on = models.DateField(_("in force from"))
    source = models.TextField(_("source"), blank=True)

    objects = OnPagesQuerySet.as_manager()

    class Meta:
        ordering = ["happened_on", "id"]
        verbose_name = _("merger of provinces")
        verbose_name_plural = _("mergers of provinces")
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"],
                name="organizations_province_succession_once",
                violation_error_message=_("This succession is already in the list."),
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")),
                name="organizations_province_succession_of_two",
                violation_error_message=_("A unit cannot succeed itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor} ({self.happened_on:%d/%m/%Y})"

    def clean(self) -> None:
        if not (self.predecessor_id and self.successor_id and self.happened_on):
            return
        ended_on = self.predecessor.ended_on
        if ended_on and self.happened_on <= ended_on:
            raise ValidationError(
                {"happened_on": _("The successor cannot begin before its predecessor's last day is over.")}
            )
        if ProvinceSuccession.objects.filter(predecessor=self.successor_id, successor=self.predecessor_id).exists():
            raise ValidationError(_("The successor is already a predecessor of this one."))
