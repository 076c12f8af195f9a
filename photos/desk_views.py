"""What the story editor and the upload page ask of the library, as JSON. Errors are {"error": "…"}."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from locking import locked_row
from photos.drawing import draw
from photos.editing import save_edited
from photos.forms import PartialPhotoForm, UploadForm
from photos.ingest import PictureNotNow, PictureRefused, admit
from photos.journal import record
from photos.models import Photo
from photos.notices import notices
from photos.renditions import rendition_url, widths
from photos.uploads import receive
from vietnamese import clean_line

PER_PAGE = 30
LAST_PAGE = 500
MOST_NUMBERS = 200
THUMB_WIDTH = 480
View = Callable[..., HttpResponse]


class Refused(Exception):
    """Ends a request with a message for the person at the desk."""

    def __init__(self, message: str, *, status: int) -> None:
        super().__init__(message)
        self.status = status


def desk_json(*, method: str, permission: str) -> Callable[[View], View]:
    """A view for signed-in staff with a permission, whose every refusal is JSON."""

    def decorate(view: View) -> View:
        @never_cache
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                if not admin.site.has_permission(request):
                    raise Refused(_("You are no longer signed in. Sign in in another tab and try again."), status=401)
                if not request.user.has_perm(permission):
                    raise Refused(_("Your role does not allow this."), status=403)
                if request.method != method:
                    raise Refused(_("This address is not used that way."), status=405)
                return view(request, *args, **kwargs)
            except Refused as refusal:
                return JsonResponse({"error": str(refusal)}, status=refusal.status)
            except PictureNotNow as refusal:
                return JsonResponse({"error": str(refusal)}, status=503, headers={"Retry-After": "60"})
            except PictureRefused as refusal:
                return JsonResponse({"error": str(refusal)}, status=422)

        return checked

    return decorate


@desk_json(method="GET", permission="photos.view_photo")
def picker(request: HttpRequest) -> HttpResponse:
    """Pictures to choose from: `q` words, `kind`, `page`; or exactly those of `ids`, usable or not."""
    if "ids" in request.GET:
        numbers = [int(part) for part in request.GET["ids"].split(",") if part.isascii() and part.isdigit()]
        numbers = [number for number in numbers if number < 2**63][:MOST_NUMBERS]
        found = Photo.objects.in_bulk(numbers)
        photos = [as_data(found[number]) for number in numbers if number in found]
        return JsonResponse({"photos": photos, "page": 1, "has_next": False})
    chosen = Photo.objects.usable(on=timezone.localdate()).matching(request.GET.get("q", "")[:200])
    chosen = chosen.of_kind(clean_line(request.GET.get("kind", "")))
    page = _page(request.GET.get("page", ""))
    rows = list(chosen.newest_first()[(page - 1) * PER_PAGE : page * PER_PAGE + 1])
    photos = [as_data(photo) for photo in rows[:PER_PAGE]]
    return JsonResponse({"photos": photos, "page": page, "has_next": len(rows) > PER_PAGE and page < LAST_PAGE})


@csrf_exempt  # the request is first read in our way; the inner view is protected
@desk_json(method="POST", permission="photos.add_photo")
def upload(request: HttpRequest) -> HttpResponse:
    """Take in one picture (`file`), with `caption`, `alt`, `credit`, `agency`, `rights` and `kind` if known."""
    receive(request)
    return _protected_upload(request)


@csrf_protect
def _protected_upload(request: HttpRequest) -> HttpResponse:
    file = request.FILES.get("file")
    if file is None:
        raise Refused(_("No picture was sent."), status=400)
    form = UploadForm(request.POST)
    if not form.is_valid():
        raise Refused(first_error(form.errors.as_data()), status=422)
    admission = admit(file, by=request.user, **form.details())
    status = 201 if admission.is_new else 200
    return JsonResponse(as_data(admission.photo) | {"is_new": admission.is_new}, status=status)


@desk_json(method="POST", permission="photos.view_photo")
@transaction.atomic
def describe(request: HttpRequest, number: int) -> HttpResponse:
    """Change the fields that are sent of one picture."""
    photo, before = locked_row(_photo(number)), _photo(number)
    if not may_describe(request.user, photo):
        raise Refused(_("Your role does not allow this."), status=403)
    form = PartialPhotoForm(request.POST, instance=photo, by=request.user)
    if not form.is_valid():
        raise Refused(first_error(form.errors.as_data()), status=422)
    save_edited(photo, before=before, today=timezone.localdate(), by=request.user, reason=form.reason_sent)
    if form.changed_data:
        change = [{"changed": {"fields": [str(form.fields[name].label) for name in form.changed_data]}}]
        record(photo, by=request.user, message=change)
    return JsonResponse(as_data(photo))


@desk_json(method="GET", permission="photos.view_photo")
def thumb(request: HttpRequest, number: int) -> HttpResponse:
    """A small view, for the desk alone, of a picture that readers do not get any more."""
    photo = _photo(number)
    try:
        data = draw(photo, str(next(width for width in reversed(widths(photo)) if width <= THUMB_WIDTH)))
    except OSError as error:
        raise Refused(_("The original cannot be read at the moment."), status=503) from error
    return HttpResponse(data, content_type="image/webp")


def may_describe(user: Any, photo: Photo | None) -> bool:
    """Who edits the library, and whoever brought the picture."""
    if user.has_perm("photos.change_photo"):
        return True
    return photo is not None and photo.uploaded_by_id == user.pk and user.has_perm("photos.add_photo")


def thumb_url(photo: Photo) -> str:
    """A small picture for the desk's lists."""
    if photo.is_usable(timezone.localdate()):
        return rendition_url(photo, THUMB_WIDTH)
    return reverse("admin:photos_thumb", args=[photo.pk])


def as_data(photo: Photo) -> dict[str, Any]:
    """A picture as the editor's picker knows it."""
    today = timezone.localdate()
    return {
        "id": photo.pk,
        "thumb": thumb_url(photo),
        "width": photo.width,
        "height": photo.height,
        "kind": photo.kind,
        "caption": photo.caption,
        "alt": photo.alt,
        "credit": photo.credit,
        "agency": photo.agency,
        "credit_line": photo.credit_line,
        "focus": photo.focus,
        "usable": photo.is_usable(today),
        "warnings": [notice.text for notice in notices(photo, on=today)],
        "edit": reverse("admin:photos_photo_change", args=[photo.pk]),
    }


def first_error(errors: dict[str, list[ValidationError]]) -> str:
    """One readable line of a form's refusals."""
    return next((error.messages[0] for found in errors.values() for error in found), "")


def _photo(number: int) -> Photo:
    photo = Photo.objects.filter(pk=number).first() if number < 2**63 else None
    if photo is None:
        raise Refused(_("This photo is not in the library."), status=404)
    return photo


def _page(text: str) -> int:
    return min(max(int(text), 1), LAST_PAGE) if text.isascii() and text.isdigit() and len(text) < 10 else 1
