from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from photos.querysets import PhotoQuerySet


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("usable", _("May be shown")),
            ("incomplete", _("Without credit or alternative text")),
            ("expiring", _("Rights end within 30 days")),
            ("expired", _("Rights ended")),
            ("withdrawn", _("Withdrawn")),
        ]

    def queryset(self, request: HttpRequest, queryset: PhotoQuerySet) -> PhotoQuerySet:
        today = timezone.localdate()
        match self.value():
            case "usable":
                return queryset.usable(on=today)
            case "incomplete":
                return queryset.usable(on=today).incomplete()
            case "expiring":
                return queryset.expiring(on=today)
            case "expired":
                return queryset.expired(on=today)
            case "withdrawn":
                return queryset.withdrawn()
        return queryset


class MineFilter(admin.SimpleListFilter):
    title = _("uploaded by")
    parameter_name = "by"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("me", _("Me"))]

    def queryset(self, request: HttpRequest, queryset: PhotoQuerySet) -> PhotoQuerySet:
        return queryset.uploaded_by(request.user) if self.value() == "me" else queryset
