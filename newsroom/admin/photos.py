"""The library's pages as the newsroom completes them: correcting a picture in pages that are already published."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

import vietnamese
from articles.body.vocabulary import MAX_ALT, MAX_CREDIT
from asking import Question, ask, wants_back
from newsroom import consequences, publishing
from newsroom.photo_uses import PublishedUses, published_uses
from photos import desk_views
from photos.admin import PhotoAdmin as LibraryAdmin
from photos.models import Photo


class CorrectionForm(forms.Form):
    """What every published page is to print beside the picture; no page goes without either."""

    credit = forms.CharField(
        label=gettext_lazy("credit"),
        max_length=MAX_CREDIT,
        widget=forms.TextInput(attrs={"class": "vLargeTextField"}),
    )
    alt = forms.CharField(
        label=gettext_lazy("description for the blind"),
        max_length=MAX_ALT,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
    )

    def clean_credit(self) -> str:
        return self._said("credit")

    def clean_alt(self) -> str:
        return self._said("alt")

    def _said(self, name: str) -> str:
        words = vietnamese.clean_line(self.cleaned_data[name])
        if not words:
            raise forms.ValidationError(self.fields[name].error_messages["required"], code="required")
        return words


admin.site.unregister(Photo)


@admin.register(Photo)
class PhotoAdmin(LibraryAdmin):
    """The photo library, with the way to the pages that print a picture."""

    counted = gettext_lazy("photos")  # "36 photos", while the model's plural is the name of the place

    def correction_url(self, photo: Photo) -> str:
        return reverse("admin:newsroom_photo_correct", args=[photo.pk])

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        hidden = {} if request.user.has_perm("newsroom.correct_photo") else {"correction_url": ""}
        return super().changeform_view(request, object_id, form_url, hidden | (extra_context or {}))

    def get_urls(self) -> list[Any]:
        correct = self.admin_site.admin_view(self.correct)
        return [path("<int:number>/correct/", correct, name="newsroom_photo_correct"), *super().get_urls()]

    def correct(self, request: HttpRequest, number: int) -> HttpResponse:
        """Which published pages use the picture, and new words for all of them at once."""
        if not request.user.has_perm("newsroom.correct_photo"):
            raise PermissionDenied(_("Your role may not correct published pictures."))
        photo = self.get_object(request, str(number))
        if photo is None:
            raise Http404
        library = {"credit": photo.credit_line, "alt": photo.alt}
        form = CorrectionForm(request.POST if request.method == "POST" else None, initial=library)
        if request.method == "POST" and form.is_valid() and not wants_back(request):
            return self._corrected(request, photo, form=form)
        status = 422 if form.errors else 200
        return self._correction_page(request, photo, form=form, published=published_uses(photo), status=status)

    def _corrected(self, request: HttpRequest, photo: Photo, *, form: CorrectionForm) -> HttpResponse:
        user: Any = request.user
        here = HttpResponseRedirect(self.correction_url(photo))
        published, words = published_uses(photo), form.cleaned_data
        lines = consequences.of_correction(published, **words)
        if not lines:
            messages.info(request, _("Every page prints these words already; nothing was changed."))
            return here
        title, seen = _("Readers get these words at once"), request.POST.get("seen", "")
        ask(request, Question(title=title, lines=lines, button=_("Correct every page")))
        try:
            changed = len(publishing.correct_photo(photo, by=user, now=timezone.now(), seen=seen, **words))
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
            return self._correction_page(request, photo, form=form, published=published, status=409)
        said = ngettext("%(count)d page was corrected.", "%(count)d pages were corrected.", changed)
        messages.success(request, said % {"count": changed})
        return here

    def _correction_page(
        self, request: HttpRequest, photo: Photo, *, form: CorrectionForm, published: PublishedUses, status: int
    ) -> HttpResponse:
        context = self.admin_site.each_context(request) | {
            "title": _("Correct the picture in published pages"),
            "opts": self.opts,
            "photo": photo,
            "picture": desk_views.thumb_url(photo),
            "form": form,
            "seen": published.digest,
            "uses": published.uses,
            "total": published.total,
            "unseen": published.total - len(published.uses),
            "now": timezone.now(),
            "media": self.media,
        }
        return TemplateResponse(request, "admin/newsroom/photo_correction.html", context, status=status)
