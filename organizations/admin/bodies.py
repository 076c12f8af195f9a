"""A body's page at the desk: who it is, what it was, who leads it, where it belongs."""

from collections.abc import Iterable
from typing import Any, cast

from django.contrib import admin
from django.forms import Widget
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from addresses.merge_admin import MergingAdmin
from organizations.admin.base import BodyInline, BodyTable, ConfirmingAdmin, NamedAdmin, OneAtATimeFormSet
from organizations.admin.widgets import CarefulSelect
from organizations.indexing import index_bodies
from organizations.merging import merge_bodies
from organizations.models import (
    Affiliation,
    Alias,
    ClusterMembership,
    ClusterOffice,
    EventOrganizer,
    OfficeHolder,
    Organization,
    OrganizationKind,
    OrganizationPeriod,
    Succession,
    Term,
)
from search import index

FACTS: Any = [("confidence", "is_confirmed"), "source"]


class AliasInline(BodyTable):
    model = Alias
    fields = ["name", "is_general", "starts_on", "ends_on"]


class PeriodInline(BodyInline):
    model = OrganizationPeriod
    fk_name = "organization"
    formset = OneAtATimeFormSet
    fields = ["name", "kind", ("province", "parent"), ("starts_on", "ends_on"), *FACTS]
    autocomplete_fields = ["province", "parent"]


class AffiliationInline(BodyInline):
    model = Affiliation
    fk_name = "organization"
    fields = [("parent", "role"), ("starts_on", "ends_on"), *FACTS]
    autocomplete_fields = ["parent"]


class PredecessorInline(BodyInline):
    model = Succession
    fk_name = "successor"
    fields = ["predecessor", ("kind", "happened_on"), *FACTS]
    autocomplete_fields = ["predecessor"]
    verbose_name = gettext_lazy("predecessor")
    verbose_name_plural = gettext_lazy("predecessors")


class SuccessorInline(BodyInline):
    model = Succession
    fk_name = "predecessor"
    fields = ["successor", ("kind", "happened_on"), *FACTS]
    autocomplete_fields = ["successor"]
    verbose_name = gettext_lazy("successor")
    verbose_name_plural = gettext_lazy("successors")


class TermInline(BodyInline):
    model = Term
    fields = [("from_year", "to_year"), ("ordinal_text", "ordinal"), ("opened_on", "closed_on"), *FACTS]


class OfficeHolderInline(BodyInline):
    model = OfficeHolder
    fields = ["person", ("office", "rank"), "term", ("starts_on", "ends_on", "precision"), *FACTS]
    autocomplete_fields = ["person", "term"]


class MembershipInline(BodyInline):
    model = ClusterMembership
    formset = OneAtATimeFormSet
    fk_name = "member"
    fields = ["cluster", ("starts_on", "ends_on"), ("seen_on", "seen_precision"), *FACTS]
    autocomplete_fields = ["cluster"]


class MemberInline(BodyInline):
    model = ClusterMembership
    fk_name = "cluster"
    fields = ["member", ("starts_on", "ends_on"), ("seen_on", "seen_precision"), *FACTS]
    autocomplete_fields = ["member"]
    verbose_name_plural = gettext_lazy("members of the cluster")


class ClusterOfficeInline(BodyInline):
    model = ClusterOffice
    fk_name = "cluster"
    fields = [("year", "office"), "holder", *FACTS]
    autocomplete_fields = ["holder"]


@admin.register(Organization)
class OrganizationAdmin(MergingAdmin, ConfirmingAdmin, NamedAdmin):
    """Bodies: found by any of their names, confirmed one by one or many at once, merged when entered twice."""

    list_display = ["name", "acronym", "kind", "parent", "province", "confidence", "is_confirmed"]
    list_filter = ["is_confirmed", "confidence", "kind", ("province", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["parent", "province"]
    search_help_text = gettext_lazy("Any name, alias or acronym; accents not needed: “LHHN Vinh Phuc”.")
    autocomplete_fields = ["parent", "province", "country", "logo"]
    fieldsets = [
        (None, {"fields": ["name", "slug", ("short_name", "acronym"), "name_en", ("kind", "has_general_name")]}),
        (gettext_lazy("Where it belongs"), {"fields": ["parent", ("province", "country")]}),
        (
            gettext_lazy("Life"),
            {"fields": [("founded_on", "founded_precision"), ("dissolved_on", "dissolved_precision")]},
        ),
        (gettext_lazy("For readers"), {"fields": ["description", "logo", "address", ("phone", "email"), "website"]}),
        (gettext_lazy("How we know"), {"fields": [("confidence", "is_confirmed"), "source", "note"]}),
    ]

    def get_inlines(self, request: HttpRequest, obj: Organization | None) -> list[Any]:
        if obj and obj.kind == OrganizationKind.CLUSTER:
            return [AliasInline, MemberInline, ClusterOfficeInline]
        inlines: list[Any] = [AliasInline, PeriodInline, AffiliationInline, PredecessorInline, SuccessorInline]
        inlines += [TermInline, OfficeHolderInline]
        if obj and obj.kind == OrganizationKind.PROVINCIAL_UNION:
            inlines.append(MembershipInline)
        return inlines

    # ── saving ──
    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        index_bodies([Organization.objects.get(pk=form.instance.pk)])

    def after_confirming(self, rows: Iterable[Organization]) -> None:
        index_bodies(rows)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A body is merged, or hidden by withdrawing its confirmation; stories that name it keep it."""
        return False

    # ── merging ──
    def may_merge(self, request: HttpRequest) -> bool:
        return request.user.has_perm("organizations.add_organization") and self.has_change_permission(request)

    def merging_intro(self, keep: Organization) -> str:
        return _(
            "“%(name)s” stays, with its page and its address. Stories, events, terms and office-holders of the "
            "duplicate come to it; the duplicate's names become aliases."
        ) % {"name": keep}

    def merging_help(self) -> str:
        return _("It disappears; all that belongs to it comes here, and its address redirects here.")

    def merging_lines(self, duplicate: Organization, *, into: Organization) -> Iterable[str]:
        names = {"duplicate": duplicate, "kept": into}
        yield _("The page of “%(duplicate)s” is gone for readers; its address leads to “%(kept)s”.") % names
        yield _("Its stories, events, terms and office-holders stand under “%(kept)s” at once.") % names

    def duplicate_widget(self) -> Widget:
        return CarefulSelect(EventOrganizer._meta.get_field("organization"), self.admin_site)

    def merge(self, request: HttpRequest, *, keep: Organization, duplicate: Organization) -> Organization:
        kept = merge_bodies(keep=keep, duplicate=duplicate, by=cast(User, request.user), now=timezone.now())
        index.remove("organization", duplicate.pk)
        index_bodies([kept])
        return kept
