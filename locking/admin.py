"""The forms of the desk: what a colleague has saved meanwhile is never written over unseen.

Every page of a row carries what it showed (`locking.shown`); a save locks the row with its rows beneath, and compares.
"""

import copy
from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import BaseModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from locking import locked
from locking.drawing import DrawingAdmin
from locking.shown import Shown, in_words, others, packed, shown, unpacked

SHOWN = "_shown"  # the hidden field
_REFUSED = "_changed_meanwhile"  # on a request that is refused: what the colleague has changed, and what stands there


class _Refusal(BaseModelForm):
    """A form that keeps what was typed and is not saved."""

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound:
            refusal = _("Not saved: a colleague has changed this while you were at it.")
            self.add_error(None, ValidationError(refusal, code="changed"))


class ComparingAdmin(DrawingAdmin):
    """The base of every form of the desk (tests/locking/test_desk_forms.py)."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        if request.method != "POST" or object_id is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            row = self.get_object(request, unquote(object_id))
            if row is not None and self.has_change_permission(request, row):
                self._compare(request, row)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None) -> Any:
        """What is deleted is what the question was about."""
        if request.method != "POST":
            row = self.get_object(request, unquote(object_id))
            may = row is not None and self.has_delete_permission(request, row)
            context = {"shown": packed(self._shown(request, row)[0])} if may else {}
            return super().delete_view(request, object_id, context | (extra_context or {}))
        with transaction.atomic():
            row = self.get_object(request, unquote(object_id))
            if row is not None and self.has_delete_permission(request, row):
                self._compare(request, row)
                if getattr(request, _REFUSED, None):
                    self.message_user(
                        request, _("A colleague has changed this meanwhile. Look again, then decide."), level="ERROR"
                    )
                    return HttpResponseRedirect(request.get_full_path())
            return super().delete_view(request, object_id, extra_context)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        if change and getattr(request, _REFUSED, None):
            return type(form.__name__, (_Refusal, form), {})
        return form

    def draw_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        refused = getattr(request, _REFUSED, None)
        form = context["adminform"].form
        if refused:
            context["changed_meanwhile"], context["shown"] = refused
        elif form.is_bound:
            context["shown"] = request.POST.get(SHOWN, "")
        elif obj is not None:
            context["shown"] = packed(shown(form, [each.formset for each in context["inline_admin_formsets"]]))
        response = super().draw_change_form(request, context, add, change, form_url, obj)
        if refused:
            response.status_code = 409
        return response

    def _compare(self, request: HttpRequest, row: Any) -> None:
        """Hold the row and those beneath it, and note on the request what stands otherwise than the page showed."""
        held = locked(self.model._base_manager.filter(pk=row.pk)).first()
        if held is None:  # deleted meanwhile: Django says that there is no such row
            return
        row = held
        for formset in self._forms(request, row)[1]:
            keys = [each.instance.pk for each in formset.initial_forms]
            list(locked(formset.model._base_manager.filter(pk__in=keys)).values_list("pk"))
        now, form, formsets = self._shown(request, row)
        sent = unpacked(request.POST.get(SHOWN, ""))
        if changed := others(sent, now):
            words = in_words(changed, sent=sent, form=form, formsets=formsets)
            setattr(request, _REFUSED, (words, packed(now)))

    def _shown(self, request: HttpRequest, row: Any) -> tuple[Shown, Any, list[Any]]:
        form, formsets = self._forms(request, row)
        return shown(form, formsets), form, formsets

    def _forms(self, request: HttpRequest, row: Any) -> tuple[Any, list[Any]]:
        """The form and the tables beneath it, as they are when the page is opened."""
        looking = copy.copy(request)
        looking.method = "GET"
        form = self.get_form(looking, row, change=True)(instance=row)
        return form, self._create_formsets(looking, row, change=True)[0]  # type: ignore[attr-defined]
