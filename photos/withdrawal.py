"""Taking a picture away from every page at once, and bringing it back."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from locking import locked_row
from outbox.queue import enqueue
from photos import published
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
        row = locked_row(photo)
        if row.withdrawn_at is None:
            row.withdrawn_at, row.withdrawn_reason = now, reason
            row.save(update_fields=["withdrawn_at", "withdrawn_reason"])
            record(row, by=by, message=_("Withdrawn from every page: %(reason)s") % {"reason": reason})
            published.keep("withdraw_photo", row, by=by, now=now, reason=reason)
            # At once, and once more by the worker in case this process dies right after the commit.
            enqueue("photos.clear", {"photo": row.pk}, key=str(row.pk))
            transaction.on_commit(lambda: remove_all(row), robust=True)
    photo.withdrawn_at, photo.withdrawn_reason = row.withdrawn_at, row.withdrawn_reason


def bring_back(photo: Photo, *, by: Any) -> None:
    """Let pages show a withdrawn picture again."""
    with transaction.atomic():
        row = locked_row(photo)
        if row.withdrawn_at is not None:
            reason = row.withdrawn_reason
            row.withdrawn_at, row.withdrawn_reason = None, ""
            row.save(update_fields=["withdrawn_at", "withdrawn_reason"])
            record(row, by=by, message=_("Brought back; had been withdrawn: %(reason)s") % {"reason": reason})
            published.keep("bring_back_photo", row, by=by, now=timezone.now(), detail={"withdrawn_because": reason})
            enqueue("photos.render", {"photo": row.pk}, key=str(row.pk))
    photo.withdrawn_at, photo.withdrawn_reason = row.withdrawn_at, row.withdrawn_reason
