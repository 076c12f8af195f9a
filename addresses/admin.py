"""Forms of the desk with an address in them: what is typed becomes one, what is left empty is made of the name."""

import copy
from contextlib import suppress
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.http import HttpRequest, HttpResponseRedirect
from django.utils.translation import gettext as _

import vietnamese
from addresses.models import FormerAddress
from addresses.rows import SUFFIX, Addressed
from locking import look_at_references

MADE_OF = ("name", "parent")  # of the form's fields, what an address depends on


class SlugField(forms.SlugField):
    """Takes any words; `MakesSlug` makes an address of them."""

    default_validators: list[Any] = []


class MakesSlug(forms.ModelForm):
    """The address is settled here, whatever a browser has shown."""

    def clean_slug(self) -> str:
        typed: str = self.cleaned_data["slug"]
        if not typed or typed == self.initial.get("slug"):
            return typed
        longest = self.fields["slug"].max_length  # type: ignore[attr-defined]
        slug = vietnamese.slugify(typed, max_length=longest)
        if not slug:
            raise ValidationError(_("An address is made of letters, digits and hyphens."), code="invalid")
        return slug

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("slug") == "" and cleaned.get("name"):
            row: Any = copy.copy(self.instance)
            for name in MADE_OF:
                if name in cleaned:
                    setattr(row, name, cleaned[name])
            cleaned["slug"] = row.made_slug()
        return cleaned


class AddressedAdmin(admin.ModelAdmin):
    """The base of every form with a slug. The browser shows the address that a name would get; the server makes it."""

    class Media:
        js = ("js/vietnamese-slug.js",)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if isinstance(db_field, models.SlugField):
            said = str(db_field.help_text) or _("When you change it, the old address leads on.")
            empty = _("Left empty, it is made of the name.")
            kwargs |= {"form_class": SlugField, "required": False, "help_text": f"{said} {empty}"}
            shown = {"data-made-of": "name", "data-longest": (db_field.max_length or 0) - SUFFIX}
            kwargs["widget"] = forms.TextInput(attrs={"class": "vTextField"} | shown)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (MakesSlug, form), {}) if "slug" in form.base_fields else form

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Where a colleague has saved the same a moment ago, the form is read again, and sees it."""
        with suppress(IntegrityError):
            return super().changeform_view(request, object_id, form_url, extra_context)
        with suppress(IntegrityError):
            return super().changeform_view(request, object_id, form_url, extra_context)
        why = _("Nothing was saved: two of the rows contradict each other, or somebody saved the same just now.")
        messages.error(request, why)
        return HttpResponseRedirect(request.get_full_path())

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        led_to = self._led_to(obj)
        super().save_model(request, obj, form, change)
        request.address_led_to = led_to  # type: ignore[attr-defined]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)  # which may ask first
        look_at_references()
        if led_to := getattr(request, "address_led_to", None):
            words = {"address": form.instance.slug, "name": led_to}
            messages.warning(request, _("The address “%(address)s” led to “%(name)s” until now.") % words)

    def _led_to(self, row: Any) -> models.Model | None:
        """The other row that is found at this one's address, since it was there once."""
        if not isinstance(row, Addressed):
            return None
        former = FormerAddress.objects.of_others(row).filter(slug=row.slug).first()
        return self.model._base_manager.filter(pk=former.number).first() if former else None
