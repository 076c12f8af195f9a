"""A body's page at the desk: who it is, what it was, who leads it, where it belongs."""

from collections.abc import Iterable
from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form, ModelChoiceField
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from asking import Question, ask, wants_back
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
    FormerAddress,
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


class DuplicateForm(Form):
    """Which body is the same as this one."""

    duplicate = ModelChoiceField(
        queryset=Organization.objects.all(),
        label=gettext_lazy("The duplicate"),
        help_text=gettext_lazy("It disappears; all that belongs to it comes here, and its address redirects here."),
        widget=CarefulSelect(EventOrganizer._meta.get_field("organization"), admin.site),
    )


def _merging(duplicate: Organization, *, into: Organization) -> Question:
    names = {"duplicate": duplicate, "kept": into}
    return Question(
        title=_("“%(duplicate)s” becomes one with “%(kept)s”") % names,
        lines=(
            _("The page of “%(duplicate)s” is gone for readers; its address leads to “%(kept)s”.") % names,
            _("Its stories, events, terms and office-holders stand under “%(kept)s” at once.") % names,
            _("It cannot be taken apart again."),
        ),
        button=_("Merge"),
    )


@admin.register(Organization)
class OrganizationAdmin(ConfirmingAdmin, NamedAdmin):
    """Bodies: found by any of their names, confirmed one by one or many at once, merged when entered twice."""

    list_display = ["name", "acronym", "kind", "parent", "province", "confidence", "is_confirmed"]
    list_filter = ["is_confirmed", "confidence", "kind", ("province", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["parent", "province"]
    search_help_text = gettext_lazy("Any name, alias or acronym; accents not needed: “LHHN Vinh Phuc”.")
    autocomplete_fields = ["parent", "province", "country", "logo"]
    prepopulated_fields = {"slug": ["name"]}
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
    change_form_template = "admin/organizations/organization/change_form.html"

    def get_inlines(self, request: HttpRequest, obj: Organization | None) -> list[Any]:
        if obj and obj.kind == OrganizationKind.CLUSTER:
            return [AliasInline, MemberInline, ClusterOfficeInline]
        inlines: list[Any] = [AliasInline, PeriodInline, AffiliationInline, PredecessorInline, SuccessorInline]
        inlines += [TermInline, OfficeHolderInline]
        if obj and obj.kind == OrganizationKind.PROVINCIAL_UNION:
            inlines.append(MembershipInline)
        return inlines

    # ── saving ──
    def save_model(self, request: HttpRequest, obj: Organization, form: Any, change: bool) -> None:
        old_slug = Organization.objects.filter(pk=obj.pk).values_list("slug", flat=True).first() if change else None
        super().save_model(request, obj, form, change)
        if old_slug and old_slug != obj.slug:
            FormerAddress.objects.filter(slug=obj.slug, organization=obj).delete()
            FormerAddress.objects.update_or_create(slug=old_slug, defaults={"organization": obj})

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        index_bodies([Organization.objects.get(pk=form.instance.pk)])

    def after_confirming(self, rows: Iterable[Organization]) -> None:
        index_bodies(rows)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A body is merged, or hidden by withdrawing its confirmation; stories that name it keep it."""
        return False

    # ── merging ──
    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.merge_view)
        return [path("<int:number>/merge/", view, name="organizations_organization_merge"), *super().get_urls()]

    def may_merge(self, request: HttpRequest) -> bool:
        return request.user.has_perm("organizations.add_organization") and self.has_change_permission(request)

    def merge_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Choose the duplicate of this body, and make the two one."""
        keep = self.get_object(request, str(number))
        if not self.may_merge(request):
            raise PermissionDenied
        if keep is None:
            raise Http404
        form = DuplicateForm(request.POST or None)
        if request.method == "POST" and form.is_valid() and not wants_back(request):
            duplicate = form.cleaned_data["duplicate"]
            name = str(duplicate)
            if duplicate.pk != keep.pk:
                ask(request, _merging(duplicate, into=keep))
            try:
                kept = merge_bodies(keep=keep, duplicate=duplicate, by=cast(User, request.user), now=timezone.now())
            except ValidationError as refusal:
                form.add_error("duplicate", refusal.messages)
            else:
                index.remove("organization", duplicate.pk)
                index_bodies([kept])
                self.log_change(request, kept, _("Merged: %(name)s") % {"name": name})
                messages.success(request, _("“%(name)s” was merged into this body.") % {"name": name})
                return HttpResponseRedirect(reverse("admin:organizations_organization_change", args=[kept.pk]))
        context = self.admin_site.each_context(request) | {
            "title": _("Merge a duplicate"),
            "opts": self.opts,
            "keep": keep,
            "form": form,
            "media": self.media + form.media,
        }
        return TemplateResponse(request, "admin/organizations/organization/merge.html", context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> Any:
        extra = {"may_merge": self.may_merge(request)} | (extra_context or {})
        return super().change_view(request, object_id, form_url, extra)
