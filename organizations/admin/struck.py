"""The list of what was marked wrong, also of things that belonged to nothing else."""

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from organizations.admin.base import may_see
from organizations.models import StruckRow


@admin.register(StruckRow)
class StruckRowAdmin(admin.ModelAdmin):
    """For whoever may see bodies; nobody changes it."""

    list_display = ["words", "kind", "reason", "by", "at"]
    list_select_related = ["by"]
    search_fields = ["words", "reason"]
    sortable_by = ()
    list_per_page = 60
    show_full_result_count = False
    actions = None
    fields = ["words", "kind", "reason", "by", "at"]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may_see(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_see(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("kind"))
    def kind(self, row: StruckRow) -> str:
        return capfirst(str(apps.get_model("organizations", row.model)._meta.verbose_name))
