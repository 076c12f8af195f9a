from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from outbox.queue import Payload, enqueue_new, every, handler
from photos.drawing import draw_all, remove_all
from photos.models import Photo
from photos.storage import WholeFileStorage, originals, renditions

LOOKED_AT_AGAIN = timedelta(days=7)  # a worker that slept for some days still clears what expired meanwhile


@handler("photos.render", seconds=240, words=_("draw a new picture's sizes"))
def render(payload: Payload) -> None:
    """Draw a new picture's renditions before a reader asks for them."""
    photo = Photo.objects.usable(on=timezone.localdate()).filter(pk=payload["photo"]).first()
    if photo:
        draw_all(photo)


@handler("photos.clear", seconds=240, words=_("take a withdrawn picture away"))
def clear(payload: Payload) -> None:
    """Take away the renditions of a withdrawn picture, unless it has been brought back."""
    photo = Photo.objects.withdrawn().filter(pk=payload["photo"]).first()
    if photo:
        remove_all(photo)


@every(seconds=3600, name="photos.expire", words=_("look for pictures whose licence has ended"))
def expire() -> None:
    """Pictures whose licence has ended, each by itself: one that cannot be taken away keeps no other back."""
    today = timezone.localdate()
    ended = Photo.objects.expired(on=today).filter(rights_expire_on__gte=today - LOOKED_AT_AGAIN)
    # Once a day each, so that one that was drawn meanwhile goes as well.
    enqueue_new(
        "photos.clear_expired",
        ((f"{pk} {today.isoformat()}", {"photo": pk}) for pk in ended.values_list("pk", flat=True)),
    )


@handler("photos.clear_expired", seconds=240, words=_("take a picture away whose licence has ended"))
def clear_expired(payload: Payload) -> None:
    photo = Photo.objects.expired(on=timezone.localdate()).filter(pk=payload["photo"]).first()
    if photo:
        remove_all(photo)


@every(seconds=86_400, name="photos.sweep", within=240, words=_("remove half-written files"))
def sweep() -> None:
    """Remove half-written files that killed processes left aside."""
    for storage in (originals(), renditions()):
        if isinstance(storage, WholeFileStorage):
            storage.sweep_parts(older_than=86_400)
