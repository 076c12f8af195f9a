"""Taking a picture away from every page at once, and bringing it back."""

from datetime import datetime
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from outbox.queue import enqueue
from photos.drawing import remove_all
from photos.journal import record
from photos.models import Photo
from vietnamese import clean_text


def withdraw(photo: Photo, *, by: Any, reason: str, now: datetime) -> None:
    """Withdraw a picture: pages stop showing it and its renditions go; the original stays in the library."""
    reason = clean_text(reason).strip()
    if not reason:
        raise ValidationError(_("Say why the photo is withdrawn."))
    with transaction.atomic():
        locked = Photo.objects.select_for_update().get(pk=photo.pk)
        if locked.withdrawn_at is None:
            locked.withdrawn_at, locked.withdrawn_reason = now, reason
            locked.save(update_fields=["withdrawn_at", "withdrawn_reason"])
            record(locked, by=by, message=_("Withdrawn from every page: %(reason)s") % {"reason": reason})
            # At once, and once more by the worker in case this process dies right after the commit.
            enqueue("photos.clear", {"photo": locked.pk}, key=str(locked.pk))
            transaction.on_commit(partial(remove_all, locked))
    photo.withdrawn_at, photo.withdrawn_reason = locked.withdrawn_at, locked.withdrawn_reason


def bring_back(photo: Photo, *, by: Any) -> None:
    """Let pages show a withdrawn picture again."""
    with transaction.atomic():
        locked = Photo.objects.select_for_update().get(pk=photo.pk)
        if locked.withdrawn_at is not None:
            reason = locked.withdrawn_reason
            locked.withdrawn_at, locked.withdrawn_reason = None, ""
            locked.save(update_fields=["withdrawn_at", "withdrawn_reason"])
            record(locked, by=by, message=_("Brought back; had been withdrawn: %(reason)s") % {"reason": reason})
            enqueue("photos.render", {"photo": locked.pk}, key=str(locked.pk))
    photo.withdrawn_at, photo.withdrawn_reason = locked.withdrawn_at, locked.withdrawn_reason
