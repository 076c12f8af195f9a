"""The desk's page on which a row that was entered twice is merged: choose the duplicate, be asked, done."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form, ModelChoiceField
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from asking import Question, ask, wants_back


class MergingAdmin(admin.ModelAdmin):
    """Rows of which two may become one. Subclasses say who may, what is said before, and how it is done."""

    change_form_template = "admin/merging/change_form.html"

    def may_merge(self, request: HttpRequest) -> bool:
        raise NotImplementedError

    def merging_intro(self, keep: Any) -> str:
        """What stays and what comes to it, above the form."""
        raise NotImplementedError

    def merging_help(self) -> str:
        """What becomes of the duplicate."""
        raise NotImplementedError

    def merging_lines(self, duplicate: Any, *, into: Any) -> Iterable[str]:
        """What merging changes, in sentences."""
        raise NotImplementedError

    def merge(self, request: HttpRequest, *, keep: Any, duplicate: Any) -> Any:
        """Make the two one, and return it. Raises ValidationError."""
        raise NotImplementedError

    def duplicate_widget(self) -> forms.Widget:
        """For choosing the duplicate by typing its name."""
        raise NotImplementedError

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.merge_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_merge"
        return [path("<int:number>/merge/", view, name=name), *super().get_urls()]

    def merge_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Choose the duplicate of this row, and make the two one."""
        keep = self.get_object(request, str(number))
        if not self.may_merge(request):
            raise PermissionDenied
        if keep is None or not self.has_change_permission(request, keep):
            raise Http404
        form = self._duplicate_form(request)
        back_to = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[keep.pk])
        if request.method == "POST" and form.is_valid() and not wants_back(request):
            duplicate = form.cleaned_data["duplicate"]
            name = str(duplicate)
            if duplicate.pk != keep.pk:
                ask(request, self._question(duplicate, into=keep))
            try:
                kept = self.merge(request, keep=keep, duplicate=duplicate)
            except ValidationError as refusal:
                form.add_error("duplicate", refusal.messages)
            else:
                self.log_change(request, kept, _("Merged: %(name)s") % {"name": name})
                words = {"duplicate": name, "kept": kept}
                messages.success(request, _("“%(duplicate)s” was merged into “%(kept)s”.") % words)
                return HttpResponseRedirect(back_to)
        context = self.admin_site.each_context(request) | {
            "title": _("Merge a duplicate"),
            "opts": self.opts,
            "keep": keep,
            "back_to": back_to,
            "intro": self.merging_intro(keep),
            "form": form,
            "media": self.media + form.media,
        }
        return TemplateResponse(request, "admin/merging/merge.html", context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> Any:
        extra = {"may_merge": self.may_merge(request)} | (extra_context or {})
        return super().change_view(request, object_id, form_url, extra)

    def _duplicate_form(self, request: HttpRequest) -> Form:
        field: Any = ModelChoiceField(
            queryset=self.model._base_manager.all(),
            label=_("The duplicate"),
            help_text=self.merging_help(),
            widget=self.duplicate_widget(),
        )
        form: Any = type("DuplicateForm", (Form,), {"duplicate": field})
        return form(request.POST or None)

    def _question(self, duplicate: Any, *, into: Any) -> Question:
        return Question(
            title=_("“%(duplicate)s” becomes one with “%(kept)s”") % {"duplicate": duplicate, "kept": into},
            lines=(*self.merging_lines(duplicate, into=into), _("It cannot be taken apart again.")),
            button=_("Merge"),
        )
