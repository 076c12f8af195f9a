"""Countries with their relations, and provinces through time."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organizations.admin.base import BodyInline, ConfirmingAdmin, DirectoryAdmin, NamedAdmin, OneAtATimeFormSet, may_see
from organizations.admin.striking import StrikingRows
from organizations.admin.widgets import CarefulChoices, RoomyFields
from organizations.anniversaries import founding_anniversaries, relation_anniversaries
from organizations.models import Country, CountryRelation, Province, ProvincePeriod, ProvinceSuccession
from organizations.months import FIRST_YEAR, LAST_YEAR


class CountryRelationInline(BodyInline):
    model = CountryRelation
    fields = [("kind", "established_on", "precision"), ("confidence", "is_confirmed"), "source"]


@admin.register(Country)
class CountryAdmin(DirectoryAdmin):
    """Countries, with the names by which stories know them."""

    list_display = ["name", "code", "relations_shown"]
    inlines = [CountryRelationInline]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).prefetch_related("relations")

    @admin.display(description=gettext_lazy("Relations since"))
    def relations_shown(self, country: Country) -> str:
        return ", ".join(str(relation.established_on.year) for relation in country.relations.all())


@admin.register(CountryRelation)
class CountryRelationAdmin(ConfirmingAdmin, DirectoryAdmin):
    """Relations with countries, and the anniversaries that follow from them."""

    list_display = ["country", "kind", "established_on", "confidence", "is_confirmed"]
    list_filter = ["is_confirmed", "confidence", "kind"]
    list_select_related = ["country"]
    autocomplete_fields = ["country"]
    ordering = ["country__sort_key", "established_on"]
    change_list_template = "admin/organizations/countryrelation/change_list.html"

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        if not search_term.strip():
            return queryset, False
        return queryset.filter(country__in=Country.objects.all().matching(search_term)), False

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.anniversaries_view)
        return [
            path("anniversaries/", view, name="organizations_anniversaries"),
            path("anniversaries/<int:year>/", view, name="organizations_anniversaries_of"),
            *super().get_urls(),
        ]

    def anniversaries_view(self, request: HttpRequest, year: int | None = None) -> HttpResponse:
        """The anniversaries of a year, by which editors plan; the year to come when none is asked for."""
        if not may_see(request):
            raise Http404
        year = timezone.localdate().year if year is None else year
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise Http404
        context = self.admin_site.each_context(request) | {
            "title": _("Anniversaries of %(year)s") % {"year": year},
            "opts": self.opts,
            "year": year,
            "years": [year - 1, year + 1],
            "relations": relation_anniversaries(year),
            "foundings": founding_anniversaries(year),
        }
        return TemplateResponse(request, "admin/organizations/anniversaries.html", context)


class ProvinceInline(StrikingRows, RoomyFields, CarefulChoices, admin.TabularInline):
    """Rows on a province's page, for whoever may change the province."""

    extra = 0

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("organizations.view_province")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("organizations.change_province")

    has_change_permission = has_add_permission


class ProvincePeriodInline(ProvinceInline):
    model = ProvincePeriod
    formset = OneAtATimeFormSet
    fields = ["name", "kind", "code", "iso_code", "region", "starts_on", "ends_on"]


class PredecessorInline(ProvinceInline):
    model = ProvinceSuccession
    fk_name = "successor"
    autocomplete_fields = ["predecessor"]
    verbose_name = gettext_lazy("predecessor")
    verbose_name_plural = gettext_lazy("predecessors")


class SuccessorInline(ProvinceInline):
    model = ProvinceSuccession
    fk_name = "predecessor"
    autocomplete_fields = ["successor"]
    verbose_name = gettext_lazy("successor")
    verbose_name_plural = gettext_lazy("successors")


@admin.register(Province)
class ProvinceAdmin(NamedAdmin):
    """Provincial units, with their names, kinds and codes through time."""

    list_display = ["name", "present", "ended_on"]
    list_filter = [("ended_on", admin.EmptyFieldListFilter)]
    fields = ["name", "slug", "ended_on", "note"]
    inlines = [ProvincePeriodInline, PredecessorInline, SuccessorInline]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).prefetch_related("periods")

    @admin.display(description=gettext_lazy("Kind and code"))
    def present(self, province: Province) -> str:
        period = province.period_on(province.ended_on or timezone.localdate())
        return f"{period.full_name} ({period.code or '—'})" if period else "—"
