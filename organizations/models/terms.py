"""Terms of a body and the people who hold its offices."""

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from organizations.fields import FoldedField, SortKeyField
from organizations.models.dated import Dated, Precision
from organizations.models.memory import Memory
from organizations.models.organization import Organization
from organizations.models.sourced import Sourced
from organizations.ordinals import settle_ordinal
from organizations.querysets import OfficeQuerySet, PersonQuerySet, TermQuerySet

YEAR_BOUNDS = [MinValueValidator(1900), MaxValueValidator(2200)]


class Term(Sourced):
    """A term between two congresses: "nhiệm kỳ 2019-2024", opened by the sixth congress. Terms overrun."""

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="terms", verbose_name=_("organization")
    )
    ordinal = models.PositiveSmallIntegerField(
        _("ordinal"), null=True, blank=True, help_text=_("Read from the written form when left empty.")
    )
    ordinal_text = models.CharField(
        _("ordinal as written"), max_length=40, blank=True, help_text=_("As the body writes it: VI, lần thứ 22, III.")
    )
    from_year = models.PositiveSmallIntegerField(_("from year"), validators=YEAR_BOUNDS)
    to_year = models.PositiveSmallIntegerField(
        _("to year"), validators=YEAR_BOUNDS, help_text=_("As the term is named, even when it lasted longer.")
    )
    opened_on = models.DateField(_("opened on"), null=True, blank=True, help_text=_("The day of the congress."))
    closed_on = models.DateField(
        _("closed on"), null=True, blank=True, help_text=_("When the next congress met; may be later than planned.")
    )

    objects = TermQuerySet.as_manager()

    class Meta:
        ordering = ["-from_year", "-id"]
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "from_year"],
                name="organizations_term_year_once",
                violation_error_message=_("The body already has a term that begins in this year."),
            ),
            models.UniqueConstraint(
                fields=["organization", "ordinal"],
                name="organizations_term_ordinal_once",
                violation_error_message=_("The body already has a term with this ordinal."),
            ),
            models.CheckConstraint(
                condition=Q(to_year__gte=F("from_year")),
                name="organizations_term_years_in_order",
                violation_error_message=_("The term ends before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(closed_on__gte=F("opened_on")),
                name="organizations_term_days_in_order",
                violation_error_message=_("The term closes before it opens."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization}: {self.title}"

    @property
    def title(self) -> str:
        """The term as stories name it: nhiệm kỳ 2019-2024."""
        return gettext("term %(first)s-%(last)s") % {"first": self.from_year, "last": self.to_year}

    def is_overrun(self, *, on: date) -> bool:
        """Whether the term lasted, or still lasts, beyond the year it was named for."""
        return (self.closed_on.year if self.closed_on else on.year) > self.to_year

    def clean(self) -> None:
        settle_ordinal(self)


class Person(Memory):
    """Somebody who holds or held an office."""

    name = models.CharField(_("name"), max_length=120)
    honorific = models.CharField(_("form of address"), max_length=60, blank=True, help_text=_("Ông, Bà, Đại sứ …"))
    photo = models.ForeignKey(
        "photos.Photo", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("photo")
    )
    note = models.TextField(
        _("note for the desk"), blank=True, help_text=_("Tells two people of one name apart. Readers never see it.")
    )
    sort_key = SortKeyField()
    search_text = FoldedField(of=("name", "honorific"))

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "id"]
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.name


class OfficeHolder(Dated, Sourced):
    """A person holding an office of a body through a span of time; one person may hold several."""

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="office_holders", verbose_name=_("organization")
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="offices", verbose_name=_("person"))
    office = models.CharField(
        _("office"), max_length=160, help_text=_("In full, as printed: Phó Chủ tịch - Tổng Thư ký.")
    )
    rank = models.PositiveSmallIntegerField(
        _("rank"), default=100, help_text=_("The order on the page: 10 president, 20 vice-president …")
    )
    term = models.ForeignKey(
        Term,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="office_holders",
        verbose_name=_("term"),
    )
    precision = models.CharField(_("dates known"), max_length=5, choices=Precision, default=Precision.DAY)

    objects = OfficeQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["rank", F("starts_on").desc(nulls_last=True), "id"]
        verbose_name = _("office-holder")
        verbose_name_plural = _("office-holders")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["organization", "person", "office"],
                condition=Q(ends_on__isnull=True),
                name="organizations_office_held_once",
                violation_error_message=_("This person already holds this office."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.office}"

    def clean(self) -> None:
        if self.term_id and self.organization_id and self.term and self.term.organization_id != self.organization_id:
            raise ValidationError({"term": _("This term belongs to another body.")})
