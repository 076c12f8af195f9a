"""Countries, and what binds Vietnam to them since when."""

from datetime import date

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from addresses.rows import Addressed
from organizations.fields import FoldedField, SortKeyField
from organizations.models.dated import Precision
from organizations.models.memory import Memory
from organizations.models.sourced import Sourced
from organizations.querysets import CountryQuerySet, CountryRelationQuerySet


class Country(Addressed, Memory):
    """A country, named as Vietnamese news names it."""

    nameless = "nuoc"

    code = models.CharField(
        _("code"),
        max_length=2,
        unique=True,
        validators=[RegexValidator(r"^[A-Z]{2}\Z", _("Two capital letters of ISO 3166-1, such as LA."))],
        help_text=_("Two capital letters of ISO 3166-1, such as LA."),
    )
    name = models.CharField(_("name"), max_length=100, unique=True)
    slug = models.SlugField(_("address"), max_length=100, unique=True)
    other_names = models.TextField(
        _("other names"),
        blank=True,
        help_text=_(
            "One a line, long and short: Liên bang Nga, Nga. "
            "The names of friendship associations are recognised by them."
        ),
    )
    sort_key = SortKeyField()
    search_text = FoldedField(of=("name", "other_names", "code"))
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = CountryQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "id"]
        verbose_name = _("country")
        verbose_name_plural = _("countries")

    def __str__(self) -> str:
        return self.name

    @property
    def names(self) -> list[str]:
        """Every name of the country, the usual one first."""
        return [self.name, *(line.strip() for line in self.other_names.splitlines() if line.strip())]


class CountryRelation(Sourced):
    """A bond between Vietnam and a country, whose anniversaries editors plan by."""

    class Kind(models.TextChoices):
        DIPLOMATIC = "diplomatic", _("Diplomatic relations")
        TREATY = "treaty", _("Treaty of friendship and cooperation")
        PARTNERSHIP = "partnership", _("Comprehensive partnership")
        STRATEGIC = "strategic", _("Strategic partnership")
        COMPREHENSIVE = "comprehensive", _("Comprehensive strategic partnership")
        OTHER = "other", _("Other bond")

    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="relations", verbose_name=_("country"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.DIPLOMATIC)
    established_on = models.DateField(_("established on"))
    precision = models.CharField(_("date known"), max_length=5, choices=Precision, default=Precision.DAY)

    objects = CountryRelationQuerySet.as_manager()

    class Meta:
        ordering = ["established_on", "id"]
        verbose_name = _("country relation")
        verbose_name_plural = _("country relations")
        constraints = [
            models.UniqueConstraint(
                fields=["country", "kind", "established_on"],
                name="organizations_relation_once",
                violation_error_message=_("This relation is already in the list."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.country}: {self.get_kind_display()} ({self.established_on:%d/%m/%Y})"

    def anniversary(self, *, year: int) -> date:
        """The day of the year on which the relation is so many years old (29 February becomes 1 March)."""
        try:
            return self.established_on.replace(year=year)
        except ValueError:
            return date(year, 3, 1)
