"""What has to follow when the desk changes a picture's data."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from outbox.queue import enqueue
from photos import published
from photos.drawing import remove_all, remove_crops
from photos.models import Photo


def save_edited(photo: Photo, *, before: Photo, today: date, by: Any = None, reason: str = "") -> None:
    """Save an edited picture; its crops follow the focal point, its renditions the licence.

    `by=None` is the system. What changes published pages raises PermissionDenied or ValidationError without the right
    or the reason, and is kept in the audit.
    """
    changed = published.changes(photo, before=before)
    if by is not None:
        published.refuse(changed, by=by, reason=reason)
    moved = (photo.focal_x, photo.focal_y) != (before.focal_x, before.focal_y)
    with transaction.atomic():
        photo.save()
        if changed:
            published.keep("change_photo", photo, by=by, now=timezone.now(), reason=reason, detail={"fields": changed})
        if not photo.is_usable(today):
            # At once, and once more by the worker in case this process dies right after the commit.
            if photo.withdrawn_at is None:
                enqueue("photos.clear_expired", {"photo": photo.pk}, key=f"{photo.pk} {today.isoformat()}")
            transaction.on_commit(lambda: remove_all(photo), robust=True)
            return
        if moved:
            x, y = before.focal_x, before.focal_y
            transaction.on_commit(lambda: remove_crops(photo, focal_x=x, focal_y=y), robust=True)
        if moved or photo.kind != before.kind or not before.is_usable(today):
            enqueue("photos.render", {"photo": photo.pk}, key=str(photo.pk))
