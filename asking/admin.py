"""Forms of the desk whose rows readers see as soon as they are saved: they ask first and say what changes."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.forms import Form
from django.http import HttpRequest
from django.utils.formats import localize
from django.utils.text import Truncator, capfirst
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext as _

from asking.questions import Question, ask, wants_back

SHOWN = 160  # characters of a value
FIELDS_SHOWN = 40


class Unsaved:
    """A form that is drawn again as it was typed: complete, checked, and not to be saved."""

    def is_valid(self) -> bool:
        super().is_valid()  # type: ignore[misc]
        return False


class AsksFirst(admin.ModelAdmin):
    """Saving asks: each changed field, before and after. Rows that wait to be confirmed are nobody's to see yet."""

    unseen: tuple[str, ...] = ("note",)  # fields that no reader ever gets
    asks_when_new = False  # does a new row show by itself?

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (Unsaved, form), {}) if wants_back(request) else form

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if self._is_seen(form, change=change) and (lines := list(self._changes(form, formsets))):
            name = str(self.opts.verbose_name)
            title = _("Readers see this at once: %(kind)s “%(name)s”") % {"kind": name, "name": form.instance}
            ask(request, Question(title=title, lines=tuple(lines), button=_("Save, readers see it")))

    def _is_seen(self, form: Any, *, change: bool) -> bool:
        confirmed = bool(getattr(form.instance, "is_confirmed", True))
        if not change:
            return confirmed and (self.asks_when_new or hasattr(form.instance, "is_confirmed"))
        return confirmed or bool(form.initial.get("is_confirmed", True))

    def _changes(self, form: Any, formsets: Any) -> Iterator[str]:
        if _is_struck(form):
            yield _struck(form)
        for name in form.changed_data[:FIELDS_SHOWN]:
            if name not in self.unseen:
                label = capfirst(str(form.fields[name].label or name))
                before, after = (
                    _words(form, name, value) for value in (form.initial.get(name), form.cleaned_data[name])
                )
                yield f"{label}: {before} → {after}"
        for rows in formsets:
            kind = capfirst(str(rows.model._meta.verbose_name))
            for row in rows.new_objects:
                yield _("%(kind)s: new, %(row)s") % {"kind": kind, "row": row}
            struck = [each for each in rows.forms if _is_struck(each)]
            for row, _names in rows.changed_objects:
                if row not in [each.instance for each in struck]:
                    yield _("%(kind)s: changed, %(row)s") % {"kind": kind, "row": row}
            yield from map(_struck, struck)
            for row in rows.deleted_objects:
                yield _("%(kind)s: gone, %(row)s") % {"kind": kind, "row": row}


def _is_struck(form: Any) -> bool:
    return bool(getattr(form, "is_struck", False))


def _struck(form: Any) -> str:
    kind = capfirst(str(form.instance._meta.verbose_name))
    return _("%(kind)s: marked wrong, readers lose it: %(row)s") % {"kind": kind, "row": form.instance}


def _words(form: Form, name: str, value: Any) -> str:
    """A form's value, initial or cleaned, as a colleague reads it."""
    field: Any = form.fields[name]
    if value in (None, "", [], ()):
        return "–"
    if hasattr(field, "queryset") and not isinstance(value, Model):
        keys = [getattr(each, "pk", each) for each in (value if hasattr(value, "__iter__") else [value])]
        value = list(field.queryset.filter(pk__in=keys))
    elif hasattr(field, "choices"):
        value = dict(field.choices).get(value, value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or "–"
    if hasattr(value, "tzinfo") and hasattr(value, "year") and is_aware(value):
        value = localtime(value)
    text = " ".join(str(localize(value)).split())
    return f"“{Truncator(text).chars(SHOWN)}”"
