"""Facts about bodies that have a list of their own, to be looked through and confirmed."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from organizations.admin.base import BodyInline, ConfirmingAdmin, DirectoryAdmin
from organizations.indexing import index_bodies
from organizations.models import (
    ClusterMembership,
    ClusterOffice,
    OfficeHolder,
    Organization,
    OrganizationPeriod,
    Person,
    Succession,
    Term,
)

GRADES = ["is_confirmed", "confidence"]
FACTS: Any = (None, {"fields": [("confidence", "is_confirmed"), "source"]})


class FactAdmin(ConfirmingAdmin, DirectoryAdmin):
    """A list of facts, found by the names of the bodies they are about."""

    #: the columns that hold those bodies
    bodies: tuple[str, ...] = ("organization",)
    list_filter: ClassVar[Any] = GRADES

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        if not search_term.strip():
            return queryset, False
        found = Organization.objects.all().matching(search_term).order_by().values("pk")
        condition = models.Q()
        for column in self.bodies:
            condition |= models.Q(**{f"{column}__in": found})
        return queryset.filter(condition), False


@admin.register(Succession)
class SuccessionAdmin(FactAdmin):
    """Which body followed which; what is inferred waits here to be confirmed."""

    bodies = ("predecessor", "successor")
    list_display = ["predecessor", "kind", "successor", "happened_on", "confidence", "is_confirmed"]
    list_filter = [*GRADES, "kind"]
    list_select_related = ["predecessor", "successor"]
    autocomplete_fields = ["predecessor", "successor"]
    fieldsets = [(None, {"fields": [("predecessor", "successor"), ("kind", "happened_on")]}), FACTS]


@admin.register(OrganizationPeriod)
class OrganizationPeriodAdmin(FactAdmin):
    """What bodies were through time."""

    list_display = ["organization", "name", "starts_on", "ends_on", "confidence", "is_confirmed"]
    list_select_related = ["organization"]
    autocomplete_fields = ["organization", "province", "parent"]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        self._index({form.initial.get("organization"), form.instance.organization_id})

    def after_confirming(self, rows: Iterable[OrganizationPeriod]) -> None:
        self._index({row.organization_id for row in rows})

    def _index(self, numbers: set[Any]) -> None:
        """Bodies are found by the names that they had."""
        index_bodies(Organization.objects.filter(pk__in=numbers - {None}))


@admin.register(Term)
class TermAdmin(FactAdmin):
    """Terms of all bodies."""

    list_display = ["organization", "years", "ordinal_text", "opened_on", "closed_on", "confidence", "is_confirmed"]
    list_select_related = ["organization"]
    autocomplete_fields = ["organization"]

    @admin.display(description=gettext_lazy("term"), ordering="from_year")
    def years(self, term: Term) -> str:
        return term.title


@admin.register(ClusterMembership)
class ClusterMembershipAdmin(FactAdmin):
    """Unions in clusters."""

    bodies = ("cluster", "member")
    list_display = ["member", "cluster", "starts_on", "ends_on", "seen_on", "confidence", "is_confirmed"]
    list_select_related = ["cluster", "member"]
    autocomplete_fields = ["cluster", "member"]


@admin.register(ClusterOffice)
class ClusterOfficeAdmin(FactAdmin):
    """Heads and deputies of clusters."""

    bodies = ("cluster", "holder")
    list_display = ["cluster", "year", "office", "holder", "confidence", "is_confirmed"]
    list_filter = [*GRADES, "office", "year"]
    list_select_related = ["cluster", "holder"]
    autocomplete_fields = ["cluster", "holder"]


@admin.register(OfficeHolder)
class OfficeHolderAdmin(FactAdmin):
    """Who holds and held which office."""

    list_display = ["person", "office", "organization", "starts_on", "ends_on", "confidence", "is_confirmed"]
    list_select_related = ["person", "organization"]
    autocomplete_fields = ["organization", "person", "term"]

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        of_bodies, _duplicates = super().get_search_results(request, queryset, search_term)
        if not search_term.strip():
            return of_bodies, False
        return of_bodies | queryset.filter(person__in=Person.objects.all().matching(search_term).values("pk")), False


class OfficeInline(BodyInline):
    model = OfficeHolder
    fields = [
        "organization",
        "office",
        "rank",
        "starts_on",
        "ends_on",
        "precision",
        "confidence",
        "is_confirmed",
        "source",
    ]
    autocomplete_fields = ["organization"]


@admin.register(Person)
class PersonAdmin(DirectoryAdmin):
    """People and all their offices."""

    list_display = ["name", "honorific", "note"]
    autocomplete_fields = ["photo"]
    inlines = [OfficeInline]
