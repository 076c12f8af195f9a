"""Events at the desk."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from organizations.admin.base import ConfirmingAdmin, NamedAdmin
from organizations.admin.striking import FactPage, StrikingRows
from organizations.admin.widgets import CarefulChoices, RoomyFields
from organizations.indexing import index_events
from organizations.models import Event, EventOrganizer, EventSeries

CHANGE_EVENTS = "organizations.change_event"


class EventOrganizerInline(StrikingRows, RoomyFields, CarefulChoices, admin.TabularInline):
    """The bodies of an event, for whoever may change the event."""

    model = EventOrganizer
    extra = 0
    fields = ["organization", "name", "role", "position"]
    autocomplete_fields = ["organization"]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("organizations.view_event")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(CHANGE_EVENTS) or request.user.has_perm("organizations.add_event")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(CHANGE_EVENTS)


@admin.register(Event)
class EventAdmin(ConfirmingAdmin, NamedAdmin):
    """Events: planned, held, postponed, cancelled."""

    list_display = ["name", "starts_on", "ends_on", "status", "kind", "province", "is_confirmed"]
    list_filter = ["status", "kind", "is_confirmed", "attendance", ("series", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["province"]
    date_hierarchy = "starts_on"
    search_help_text = gettext_lazy("Name, place or ordinal; accents not needed.")
    autocomplete_fields = [
        "series", "part_of", "province", "country", "countries", "term", "photo", "photos",
    ]  # fmt: skip
    inlines = [EventOrganizerInline]
    fieldsets = [
        (None, {"fields": ["name", "slug", ("kind", "status"), "series", ("ordinal_text", "ordinal"), "part_of"]}),
        (
            gettext_lazy("When"),
            {"fields": [("starts_on", "starts_time"), ("ends_on", "ends_time"), ("precision", "previous_starts_on")]},
        ),
        (
            gettext_lazy("Where"),
            {
                "fields": [
                    ("attendance", "online_url"),
                    "place",
                    ("ward", "district"),
                    ("province", "country"),
                    "countries",
                ]
            },
        ),
        (gettext_lazy("Term"), {"fields": [("term", "opens_term")]}),
        (
            gettext_lazy("Attendance"),
            {"fields": [("delegates", "is_delegates_approximate"), ("countries_count", "organizations_count")]},
        ),
        (gettext_lazy("For readers"), {"fields": ["description", "website", "photo", "photos"]}),
        (gettext_lazy("How we know"), {"fields": [("confidence", "is_confirmed"), "source", "note"]}),
    ]

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        match = request.resolver_match
        if match and match.url_name == "autocomplete":
            return found.order_by("-starts_on", "-pk"), may_repeat
        return found, may_repeat

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        index_events(Event.objects.filter(pk=form.instance.pk).with_place().with_organizers())

    def after_confirming(self, rows: Iterable[Event]) -> None:
        index_events(Event.objects.filter(pk__in=[row.pk for row in rows]).with_place().with_organizers())

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """An event is cancelled, or hidden by withdrawing its confirmation; stories that cover it keep it."""
        return False


@admin.register(EventSeries)
class EventSeriesAdmin(NamedAdmin, FactPage):
    """Events that come again, for whoever may change events."""

    list_display = ["name"]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("organizations.view_event")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("organizations.view_event")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(CHANGE_EVENTS)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(CHANGE_EVENTS)
