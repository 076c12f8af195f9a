from dataclasses import dataclass
from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.views.main import ERROR_FLAG
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.forms import Script
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from locking.admin import ComparingAdmin
from photos import desk_views, published
from photos.admin_filters import MineFilter, StateFilter
from photos.editing import save_edited
from photos.forms import ManyUploadForm, PhotoForm
from photos.ingest import PictureNotNow, PictureRefused, admit
from photos.models import Photo
from photos.notices import Notice, notices
from photos.querysets import PhotoQuerySet
from photos.renditions import rendition_url
from photos.uploads import receive
from photos.withdrawal import bring_back, withdraw


@dataclass(frozen=True, slots=True)
class LibraryCard:
    """A picture as the library's grid shows it."""

    photo: Photo
    thumb: str
    notices: list[Notice]


@admin.register(Photo)
class PhotoAdmin(ComparingAdmin):
    """The photo library: found without accents, described, withdrawn; nothing is ever deleted from it."""

    form = PhotoForm
    fieldsets = [
        (None, {"fields": ["caption", "alt", ("credit", "agency")]}),
        (gettext_lazy("Use"), {"fields": [("rights", "rights_expire_on"), ("kind", "taken_on")]}),
        (gettext_lazy("Focal point"), {"fields": [("focal_x", "focal_y")], "classes": ["focal-fields"]}),
    ]
    list_filter = [StateFilter, "kind", "rights", MineFilter]
    search_fields = ["search_text"]
    search_help_text = gettext_lazy("Words of caption, alternative text, photographer or agency; accents not needed.")
    list_per_page = 48
    list_max_show_all = 48
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    actions = None

    class Media:
        css = {"all": ["css/desk-photos.css"]}
        js = [Script("js/focal-point.js", type="module")]

    # ── The grid ──────────────────────────────────────────────────────────────────────────────────────
    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        photos = cast(PhotoQuerySet, queryset)
        match = request.resolver_match
        if match and match.url_name == "autocomplete":
            photos = photos.usable(on=timezone.localdate())
        return photos.matching(search_term), False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if any("\0" in value for value in request.GET.values()):  # PostgreSQL refuses it in a filter
            return HttpResponseRedirect(f"{request.path}?{ERROR_FLAG}=1")
        title = {"title": _("Photo library")}
        response = super().changelist_view(request, title | (extra_context or {}))
        if isinstance(response, TemplateResponse) and response.context_data and "cl" in response.context_data:
            today = timezone.localdate()
            response.context_data["cards"] = [
                LibraryCard(photo, desk_views.thumb_url(photo), notices(photo, on=today))
                for photo in response.context_data["cl"].result_list
            ]
        return response

    # ── One picture ───────────────────────────────────────────────────────────────────────────────────
    def has_change_permission(self, request: HttpRequest, obj: Photo | None = None) -> bool:
        return desk_views.may_describe(request.user, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        return type("ColleaguesPhotoForm", (form,), {"by": request.user})

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Asks for a reason where readers have the picture and the colleague may change how."""
        found = list(super().get_fieldsets(request, obj))
        if obj is not None and obj.pk and self.has_change_permission(request, obj) and published.reached(obj):
            found.append((None, {"fields": ["reason"]}))
        return found

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        photo = self.get_object(request, object_id) if object_id else None
        extra: dict[str, Any] = {"show_save_and_add_another": False}
        if photo:
            usable = photo.is_usable(timezone.localdate())
            extra |= {
                "photo": photo,
                "picture": rendition_url(photo, 960) if usable else desk_views.thumb_url(photo),
                "notices": notices(photo, on=timezone.localdate()),
                "may_withdraw": request.user.has_perm("photos.withdraw_photo"),
                "correction_url": self.correction_url(photo),
            }
        return super().changeform_view(request, object_id, form_url, extra | (extra_context or {}))

    def correction_url(self, photo: Photo) -> str:
        """Where the credit of pages that are already published is corrected; the newsroom fills this in."""
        return ""

    def save_model(self, request: HttpRequest, obj: Photo, form: Any, change: bool) -> None:
        reason = form.cleaned_data.get("reason", "")
        save_edited(obj, before=form.before, today=timezone.localdate(), by=request.user, reason=reason)
        if {"credit", "agency", "caption", "alt"} & set(form.changed_data):
            messages.info(
                request,
                _("Pages already published keep the words they were approved with; new stories take these."),
            )

    # ── Upload ────────────────────────────────────────────────────────────────────────────────────────
    @method_decorator(csrf_exempt)  # the request is first read in our way; the inner view is protected
    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            try:
                receive(request)
            except PictureRefused as refusal:
                messages.error(request, str(refusal))
                return HttpResponseRedirect(request.path)
        return self._upload_page(request)

    @method_decorator(csrf_protect)
    def _upload_page(self, request: HttpRequest) -> HttpResponse:
        form = ManyUploadForm(request.POST if request.method == "POST" else None, initial={"rights": Photo.Rights.OWN})
        if request.method == "POST" and form.is_valid():
            taken = self._take_in(request, form)
            if taken:
                if IS_POPUP_VAR in request.POST:
                    return self.response_add(request, taken[-1])
                return HttpResponseRedirect(reverse("admin:photos_photo_changelist"))
        context = self.admin_site.each_context(request) | {
            "title": _("Upload pictures"),
            "opts": self.opts,
            "form": form,
            "media": self.media,
            "is_popup": IS_POPUP_VAR in request.GET or IS_POPUP_VAR in request.POST,
            "is_popup_var": IS_POPUP_VAR,
        }
        return TemplateResponse(request, "admin/photos/photo/upload.html", context)

    def _take_in(self, request: HttpRequest, form: ManyUploadForm) -> list[Photo]:
        files = request.FILES.getlist("pictures")
        if not files:
            form.add_error("pictures", _("Choose at least one picture."))
        taken, new = [], 0
        for position, file in enumerate(files):
            try:
                admission = admit(file, by=request.user, **form.details())
            except PictureNotNow as refusal:
                left = ", ".join(str(one.name) for one in files[position:])
                messages.error(request, f"{left}: {refusal}")
                break  # the others would wait as long, one after the other
            except PictureRefused as refusal:
                messages.error(request, f"{file.name}: {refusal}")
                continue
            taken.append(admission.photo)
            if admission.is_new:
                new += 1
                self.log_addition(request, admission.photo, [{"added": {}}])
        if new:
            messages.success(
                request,
                ngettext("%(count)s picture added.", "%(count)s pictures added.", new) % {"count": new},
            )
        if len(taken) > new:
            messages.info(request, _("What was in the library already has kept its words."))
        return taken

    # ── Withdrawal ────────────────────────────────────────────────────────────────────────────────────
    def withdrawal_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Ask for the reason, then withdraw; or bring a withdrawn picture back."""
        if not request.user.has_perm("photos.withdraw_photo"):
            raise PermissionDenied
        photo = self.get_object(request, str(number))
        if photo is None:
            raise Http404
        error = ""
        if request.method == "POST":
            try:
                self._move(request, photo)
            except ValidationError as refusal:
                error = refusal.messages[0]
            else:
                return HttpResponseRedirect(reverse("admin:photos_photo_change", args=[photo.pk]))
        context = self.admin_site.each_context(request) | {
            "title": _("Withdraw photo") if photo.withdrawn_at is None else _("Bring the photo back"),
            "opts": self.opts,
            "photo": photo,
            "picture": desk_views.thumb_url(photo),
            "error": error,
            "media": self.media,
        }
        return TemplateResponse(request, "admin/photos/photo/withdrawal.html", context)

    def _move(self, request: HttpRequest, photo: Photo) -> None:
        if "bring_back" in request.POST:
            bring_back(photo, by=request.user)
            messages.success(request, _("The photo may be shown again."))
        else:
            withdraw(photo, by=request.user, reason=request.POST.get("reason", ""), now=timezone.now())
            messages.success(request, _("The photo has left every page."))

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        return [
            path("picker/", desk_views.picker, name="photos_picker"),
            path("upload/", desk_views.upload, name="photos_upload"),
            path("<int:number>/describe/", desk_views.describe, name="photos_describe"),
            path("<int:number>/thumb/", desk_views.thumb, name="photos_thumb"),
            path("<int:number>/withdrawal/", wrap(self.withdrawal_view), name="photos_withdrawal"),
            *super().get_urls(),
        ]
