import logging

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseGone,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from photos import old_addresses
from photos.drawing import read
from photos.gone import is_gone
from photos.models import Photo
from photos.renditions import VARIANT, crop_url, rendition_url, variants

logger = logging.getLogger(__name__)
A_YEAR = "public, max-age=31536000, immutable"
A_MINUTE = "public, max-age=60"
OLD_ADDRESS_WIDTH = 1280


@require_safe
def rendition(request: HttpRequest, shard: str, content_hash: str, variant: str) -> HttpResponse:
    """One rendition, drawn when it is not there yet. A front server may serve the stored file instead."""
    match = VARIANT.fullmatch(variant)
    if shard != content_hash[:2] or not match:
        raise Http404
    today = timezone.localdate()
    photo = Photo.objects.usable(on=today).with_content(content_hash).first()
    if photo is None:
        if is_gone(content_hash, on=today):
            return HttpResponseGone(headers={"Cache-Control": A_MINUTE})
        raise Http404
    if variant not in variants(photo):
        shape = match["crop"]
        if not shape:
            raise Http404
        return HttpResponseRedirect(crop_url(photo, shape), headers={"Cache-Control": A_MINUTE})
    etag = f'"{content_hash[:20]}-{variant}"'
    not_modified = get_conditional_response(request, etag=etag)
    return not_modified or _drawn(photo, variant, etag=etag)


def _drawn(photo: Photo, variant: str, *, etag: str) -> HttpResponse:
    try:
        data = read(photo, variant)
    except OSError:  # the original cannot be read now: the storage's fault, not the reader's
        logger.exception("Rendition %s of photo %s could not be drawn", variant, photo.pk)
        return HttpResponse(status=503, headers={"Cache-Control": "no-store", "Retry-After": "60"})
    # The key lets a cache in front of us forget the picture when it is withdrawn.
    headers = {"Cache-Control": A_YEAR, "ETag": etag, "Surrogate-Key": f"photo:{photo.pk}"}
    return HttpResponse(data, content_type="image/webp", headers=headers)


@require_safe
def old_address(request: HttpRequest, rest: str) -> HttpResponse:
    """Lead a picture's address on the old site to the picture."""
    known = old_addresses.find(request.path)
    if known is None:
        raise Http404
    photo = Photo.objects.usable(on=timezone.localdate()).numbered(known.photo_id).first()
    if photo is None:
        return HttpResponseGone(headers={"Cache-Control": A_MINUTE})
    return HttpResponsePermanentRedirect(rendition_url(photo, OLD_ADDRESS_WIDTH))
