"""What every page of the desk keeps to, whichever room registers it: no answer tells of what a colleague may not see.

`DeskSite.register` lays this over each ModelAdmin: a new one cannot forget it.
"""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.filters import FieldListFilter, SimpleListFilter
from django.core.exceptions import PermissionDenied
from django.db.models import DateTimeField, Model, QuerySet, URLField
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import NoReverseMatch
from django.utils import timezone

from newsroom import audit
from newsroom.public_addresses import PublicAddressField
from newsroom.readers_get import is_at_once

LONGEST = 4000  # characters of a value that the audit keeps
SECRETS = frozenset({"password", "password1", "password2"})


class Bounded(admin.ModelAdmin):
    """Django's admin without the answers that it gives to whoever may not see the thing itself."""

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """A list is narrowed by the filters that it offers, and not by whatever column an address names."""
        return lookup in self._lookups(request)

    def _lookups(self, request: HttpRequest) -> Iterator[str]:
        if self.date_hierarchy:
            yield from (f"{self.date_hierarchy}__{part}" for part in ("year", "month", "day"))
        filters: Any = self.get_list_filter(request)
        for each in filters:
            if isinstance(each, type) and issubclass(each, SimpleListFilter):
                yield str(each.parameter_name)
                continue
            path, make = each if isinstance(each, list | tuple) else (each, FieldListFilter.create)
            yield path  # as people write it by hand
            field: Any = self.opts.get_field(path)
            yield from make(field, request, {}, self.model, self, field_path=path).expected_parameters()

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Readers are sent to every address that is entered."""
        if isinstance(db_field, URLField):
            kwargs.setdefault("form_class", PublicAddressField)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """What an address fills in; no moment is, since Django hands its widget the bare text."""
        moments = {field.name for field in self.opts.concrete_fields if isinstance(field, DateTimeField)}
        given = super().get_changeform_initial_data(request)
        return {name: value for name, value in given.items() if name not in moments}

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> HttpResponse:
        """What is not there and what may not be seen have one answer."""
        raise Http404

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """The right comes first: Django looks the thing up, and tells who has none whether it is there."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        return super().history_view(request, object_id, extra_context)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """A form saves what it was opened for. Django would make a second one of it, with or without `save_as`."""
        if object_id is not None and request.method == "POST" and "_saveasnew" in request.POST:
            posted = request.POST.copy()
            del posted["_saveasnew"]
            request.POST = posted  # type: ignore[assignment]
        return super().changeform_view(request, object_id, form_url, extra_context)

    # ── What readers get at once is kept in the audit ───────────────────────────────────────────────────
    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        """As Django's; what stood in each changed field before and after goes into the audit beside it."""
        forms = [form, *(each for formset in formsets or () for each in formset.forms)]
        request.desk_changes = [change for each in forms for change in _changes(each)]  # type: ignore[attr-defined]
        return super().construct_change_message(request, form, formsets, add)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        self._keep("add", request, obj, message)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        self._keep("edit", request, obj, message)
        return super().log_change(request, obj, message)

    def _keep(self, act: str, request: HttpRequest, obj: Any, message: Any) -> None:
        label = obj._meta.label_lower
        if not message or not is_at_once(label):
            return
        detail = {"name": str(obj)[:200], "said": message, "fields": getattr(request, "desk_changes", [])}
        audit.record(act, by=request.user, now=timezone.now(), subject=f"{label}:{obj.pk}", detail=detail)  # type: ignore[arg-type]

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        """The thing's own address. The framework's way there asks for nobody's right, and is closed."""
        if obj is None or self.view_on_site is False or not hasattr(obj, "get_absolute_url"):
            return None
        try:
            return obj.get_absolute_url()
        except NoReverseMatch:  # as its form would have it: with words that are no address, or none
            return None


def _changes(form: Any) -> Iterator[list[str]]:
    """Of one form, or row of a form: whose field, and its old and its new value."""
    if not hasattr(form, "cleaned_data"):
        return
    about = f"{form._meta.model._meta.label_lower}:{form.instance.pk or ''}" if hasattr(form, "_meta") else ""
    if form.cleaned_data.get("DELETE"):
        yield [about, "DELETE", str(form.instance)[:LONGEST], ""]
    for name in form.changed_data:
        if name not in SECRETS and name in form.cleaned_data:
            yield [about, name, _said(form.initial.get(name)), _said(form.cleaned_data[name])]


def _said(value: Any) -> str:
    if isinstance(value, Model):
        return f"{value.pk} {value}"[:LONGEST]
    if isinstance(value, list | tuple | QuerySet):
        return ", ".join(_said(each) for each in list(value)[:100])[:LONGEST]
    return "" if value is None else str(value)[:LONGEST]


def bounded(admin_class: type[admin.ModelAdmin]) -> type[admin.ModelAdmin]:
    """The same pages, within the bounds."""
    return type(admin_class.__name__, (Bounded, admin_class), {"__module__": admin_class.__module__})
