from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry

from photos.models import Photo


def record(photo: Photo, *, by: Any, message: str | list[Any]) -> None:
    """Write an act into the picture's history at the desk."""
    LogEntry.objects.log_actions(by.pk, [photo], CHANGE, change_message=message, single_object=True)
