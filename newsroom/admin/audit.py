"""The audit: read by those who answer for the house, written by nobody."""

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.admin.happenings import ACTS, act_label
from newsroom.admin.paging import BoundedPaginator
from newsroom.admin.words import status_pill
from newsroom.keys import is_number
from newsroom.models import AuditEntry, Status


class ActFilter(admin.SimpleListFilter):
    title = gettext_lazy("what")
    parameter_name = "act"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(ACTS.items())

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        return queryset.filter(act=self.value()) if self.value() in ACTS else queryset


class ByFilter(admin.SimpleListFilter):
    title = gettext_lazy("who")
    parameter_name = "by"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("me", _("Me")), ("system", _("The system"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        match self.value():
            case "me":
                return queryset.filter(actor=request.user)
            case "system":
                return queryset.filter(actor=None)
        return queryset


def kinds_of_the_desk() -> set[str]:
    """The kinds of things that have a page at the desk: "articles.tag"."""
    return {model._meta.label_lower for model in admin.site._registry}


@admin.register(AuditEntry)
class AuditEntryAdmin(admin.ModelAdmin):
    list_display = ("when", "actor", "what", "statuses", "about", "reason")
    list_display_links = None
    list_filter = (ActFilter, ByFilter)
    list_select_related = ("actor",)
    search_fields = ("story",)
    search_help_text = gettext_lazy("A story's number, or a colleague's sign-in name.")
    sortable_by = ()
    list_per_page = list_max_show_all = 100
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    paginator = BoundedPaginator
    actions = None
    fields = ("when", "actor", "what", "statuses", "about", "reason")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        found: Any = super().get_queryset(request)
        return found.with_list_name()

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[QuerySet, bool]:
        term = search_term.strip().replace("\x00", "")
        if is_number(term):
            return queryset.filter(story=int(term)), False
        return (queryset.filter(actor__username=term) if term else queryset), False

    @admin.display(description=gettext_lazy("when"))
    def when(self, entry: AuditEntry) -> str:
        return date_format(timezone.localtime(entry.at), "DATETIME_FORMAT")

    @admin.display(description=gettext_lazy("what"))
    def what(self, entry: AuditEntry) -> str:
        return act_label(entry)

    @admin.display(description=gettext_lazy("status"))
    def statuses(self, entry: AuditEntry) -> str:
        return status_pill(entry.to_status) if entry.to_status in Status.values else ""

    @admin.display(description=gettext_lazy("of what"))
    def about(self, entry: AuditEntry) -> str:
        if entry.story is not None:
            url = reverse("admin:newsroom_story_change", args=[entry.story])
            return format_html('<a href="{}">{}</a>', url, entry.story)
        kind, _colon, key = entry.subject.partition(":")
        match kind:
            case "list":
                return str(getattr(entry, "list_name", None) or key)
            case "photo":
                url = reverse("admin:photos_photo_change", args=[key])
                return format_html('<a href="{}">{} {}</a>', url, _("photo"), key)
            case "organization":
                url = reverse("admin:organizations_organization_change", args=[key])
                return format_html('<a href="{}">{} {}</a>', url, _("organization"), key)
        if kind in kinds_of_the_desk():
            model, url = apps.get_model(kind), reverse(f"admin:{kind.replace('.', '_')}_change", args=[key])
            return format_html('<a href="{}">{} {}</a>', url, model._meta.verbose_name, entry.detail.get("name") or key)
        return entry.subject
