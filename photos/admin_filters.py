from typing import Any, cast

from django.contrib import admin
from django.db.models import QuerySet
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

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        today, photos = timezone.localdate(), cast(PhotoQuerySet, queryset)
        match self.value():
            case "usable":
                return photos.usable(on=today)
            case "incomplete":
                return photos.usable(on=today).incomplete()
            case "expiring":
                return photos.expiring(on=today)
            case "expired":
                return photos.expired(on=today)
            case "withdrawn":
                return photos.withdrawn()
        return queryset


class MineFilter(admin.SimpleListFilter):
    title = _("uploaded by")
    parameter_name = "by"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("me", _("Me"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return cast(PhotoQuerySet, queryset).uploaded_by(request.user) if self.value() == "me" else queryset
