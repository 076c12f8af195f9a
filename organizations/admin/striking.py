"""Forms of the directory on which a row is marked wrong: with a reason, in place of deletion."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organizations.striking import LONGEST, StillNamed, held_to_strike, strike, struck_under
from vietnamese import clean_text

WRONG = "wrong_because"
STRUCK = "struck"


class FactForm(forms.ModelForm):
    """A row, and why it is wrong if it is."""

    wrong_because = forms.CharField(
        label=gettext_lazy("Wrong because"),
        required=False,
        max_length=LONGEST,
        help_text=gettext_lazy("Only for what never was true: readers lose it, the desk keeps it. What was true ends."),
        widget=forms.TextInput(attrs={"class": "vLargeTextField"}),
    )

    @property
    def is_struck(self) -> bool:
        return bool(self.instance.pk and self.cleaned_data.get(WRONG))

    def clean_wrong_because(self) -> str:
        return clean_text(self.cleaned_data[WRONG]).strip()

    def _post_clean(self) -> None:
        """A wrong row need not be right, and stays as it was saved; nothing may lead to it."""
        if not self.is_struck:
            super()._post_clean()  # type: ignore[misc]  # django-stubs do not know it
            return
        self.changed_data = [WRONG]
        try:
            held_to_strike(self.instance)
        except StillNamed as refusal:
            self.add_error(WRONG, refusal)


class Striking:
    """For a page or rows of the desk: nothing is deleted, and what is there already may be marked wrong."""

    can_delete = False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class StrikingRows(Striking):
    """Rows on a page."""

    form: Any = FactForm

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        (title, options), *rest = _without(super().get_fieldsets(request, obj))  # type: ignore[misc]
        if obj is None or not self.has_change_permission(request, obj):  # type: ignore[attr-defined]
            return [(title, options), *rest]
        return [(title, options | {"fields": [*options["fields"], WRONG]}), *rest]


class StrikingPage(Striking, admin.ModelAdmin):
    """A page with rows on it: what it is about is merged, hidden or ended."""

    is_a_fact = False

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        found = _without(super().get_fieldsets(request, obj))
        if obj is None:
            return found
        if self.is_a_fact and self.has_change_permission(request, obj):
            found.append((gettext_lazy("Marked wrong"), {"fields": [WRONG]}))
        if struck_under(obj).exists():
            found.append((gettext_lazy("Rows marked wrong"), {"fields": [STRUCK]}))
        return found

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [*super().get_readonly_fields(request, obj), STRUCK]

    @admin.display(description=gettext_lazy("No longer in the directory"))
    def struck(self, obj: models.Model) -> str:
        rows = (
            (row.words, row.reason, row.by or "–", f"{timezone.localtime(row.at):%d/%m/%Y}")
            for row in struck_under(obj)
        )
        return format_html_join("", "<p>{}<br>{} ({}, {})</p>", rows)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        for row in formset.forms:
            if getattr(row, "is_struck", False):
                self._strike(request, row)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if self.is_a_fact and getattr(form, "is_struck", False):
            self._strike(request, form)

    def _strike(self, request: HttpRequest, form: Any) -> None:
        by: Any = request.user
        kept = strike(form.instance, reason=form.cleaned_data[WRONG], by=by, now=timezone.now())
        request.desk_struck = [*getattr(request, "desk_struck", ()), kept]  # type: ignore[attr-defined]

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Says what was struck, once all is saved. From a row that is no more back to the list."""
        for row in getattr(request, "desk_struck", ()):
            messages.success(request, _("Marked wrong: %(row)s. Readers do not see it any more.") % {"row": row})
        if type(obj)._base_manager.filter(pk=obj.pk).exists():
            return super().response_change(request, obj)
        return HttpResponseRedirect(reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_changelist"))


class FactPage(StrikingPage):
    """A page of its own for a row that may be marked wrong."""

    is_a_fact = True
    form = FactForm


def _without(fieldsets: Any) -> list[Any]:
    """Where a form names all its fields, these two stand among them; they have their place."""
    return [
        (title, options | {"fields": [name for name in options["fields"] if name not in {WRONG, STRUCK}]})
        for title, options in fieldsets
    ]
