from datetime import timedelta

from django.utils import timezone

from outbox.queue import Payload, every, handler
from photos.drawing import draw_all, remove_all
from photos.models import Photo
from photos.storage import WholeFileStorage, originals, renditions

LOOKED_AT_AGAIN = timedelta(days=7)  # a worker that slept for some days still clears what expired meanwhile


@handler("photos.render")
def render(payload: Payload) -> None:
    """Draw a new picture's renditions before a reader asks for them."""
    photo = Photo.objects.usable(on=timezone.localdate()).filter(pk=payload["photo"]).first()
    if photo:
        draw_all(photo)


@handler("photos.clear")
def clear(payload: Payload) -> None:
    """Take away the renditions of a withdrawn picture, unless it has been brought back."""
    photo = Photo.objects.withdrawn().filter(pk=payload["photo"]).first()
    if photo:
        remove_all(photo)


@every(seconds=3600, name="photos.expire")
def expire() -> None:
    """Take away the renditions of pictures whose licence has ended."""
    today = timezone.localdate()
    for photo in Photo.objects.expired(on=today).filter(rights_expire_on__gte=today - LOOKED_AT_AGAIN):
        remove_all(photo)


@every(seconds=86_400, name="photos.sweep")
def sweep() -> None:
    """Remove half-written files that killed processes left aside."""
    for storage in (originals(), renditions()):
        if isinstance(storage, WholeFileStorage):
            storage.sweep_parts(older_than=86_400)
