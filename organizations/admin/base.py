"""What all pages of the directory at the desk have in common."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from addresses.admin import AddressedAdmin
from asking import Question, ask
from asking.admin import AsksFirst
from locking import locked
from locking.admin import ComparingAdmin
from organizations.admin.striking import FactPage, StrikingPage, StrikingRows
from organizations.admin.widgets import CarefulChoices, RoomyFields
from organizations.striking import StillNamed

SEE, CHANGE_BODIES = "organizations.view_organization", "organizations.change_organization"


def may_see(request: HttpRequest) -> bool:
    return request.user.has_perm(SEE) or request.user.has_perm(CHANGE_BODIES)


class NamedAdmin(AddressedAdmin, AsksFirst, RoomyFields, CarefulChoices, StrikingPage, ComparingAdmin):
    """A list that is searched without accents and stands in alphabetical order; what readers see asks first."""

    search_fields: ClassVar[Any] = ["search_text"]
    show_full_result_count = False
    list_per_page = 60
    show_facets = admin.ShowFacets.NEVER

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        return queryset.matching(search_term), False  # type: ignore[attr-defined]

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Rows sent at once that do not go together are refused whole, not half saved."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except StillNamed as refusal:
            messages.error(request, refusal.messages[0])
            return HttpResponseRedirect(request.get_full_path())


class DirectoryAdmin(NamedAdmin, FactPage):
    """Rows about bodies: whoever may change a body may change them, whoever may see one may see them."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may_see(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_see(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(CHANGE_BODIES)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(CHANGE_BODIES)


class ConfirmingAdmin(admin.ModelAdmin):
    """Facts that readers see once they are confirmed: one by one on their page, or many in the list."""

    actions = ("confirm", "withdraw_confirmation")

    @admin.action(description=gettext_lazy("Confirm: readers see them"), permissions=["change"])
    def confirm(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        lines = [str(row) for row in queryset.filter(is_confirmed=False)]
        self._ask(request, _("Readers see these at once:"), lines, button=_("Confirm: readers see them"))
        changed = self._set_confirmed(request, queryset, is_confirmed=True)
        text = ngettext("%(count)d fact confirmed.", "%(count)d facts confirmed.", changed) % {"count": changed}
        messages.success(request, text)

    @admin.action(description=gettext_lazy("To be confirmed: hide from readers"), permissions=["change"])
    def withdraw_confirmation(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        lines = [str(row) for row in queryset.filter(is_confirmed=True)]
        self._ask(request, _("Readers no longer see these:"), lines, button=_("To be confirmed: hide from readers"))
        changed = self._set_confirmed(request, queryset, is_confirmed=False)
        text = ngettext("%(count)d fact hidden.", "%(count)d facts hidden.", changed) % {"count": changed}
        messages.success(request, text)

    def _ask(self, request: HttpRequest, title: str, lines: list[str], *, button: str) -> None:
        if lines:
            ask(request, Question(title=title, lines=tuple(lines), button=button))

    @transaction.atomic
    def _set_confirmed(self, request: HttpRequest, queryset: models.QuerySet, *, is_confirmed: bool) -> int:
        """One by one: each row keeps its dates of change, its calendar revision and its place in the search."""
        chosen = list(queryset.values_list("pk", flat=True))
        rows = list(locked(self.model._base_manager.filter(pk__in=chosen, is_confirmed=not is_confirmed)))
        for row in rows:
            row.is_confirmed = is_confirmed
            row.save()
            self.log_change(request, row, [{"changed": {"fields": [str(_("confirmed"))]}}])
        self.after_confirming(rows)
        return len(rows)

    def after_confirming(self, rows: Iterable[Any]) -> None:
        """What a change of confirmation brings with it."""


class OneAtATimeFormSet(BaseInlineFormSet):
    """Spans of time of one thing, which are checked against each other too, not only against what is stored."""

    def clean(self) -> None:
        super().clean()
        forms: list[Any] = self.forms
        kept = [
            form.instance
            for form in forms
            if form.is_valid() and not form.is_struck and (form.has_changed() or form.instance.pk)
        ]
        for number, row in enumerate(kept):
            if any(row.is_overlapping(other) for other in kept[number + 1 :]):
                raise ValidationError(_("Two of these rows overlap in time."))


class BodyRows(StrikingRows):
    """Rows on a body's page, for whoever may change the body."""

    extra = 0

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_see(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(CHANGE_BODIES)

    has_change_permission = has_add_permission


class BodyTable(BodyRows, RoomyFields, CarefulChoices, admin.TabularInline):
    """Short rows: one line each."""


class BodyInline(BodyRows, RoomyFields, CarefulChoices, admin.StackedInline):
    """Rows with a source each: a small form each."""
