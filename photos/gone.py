"""Which pictures readers may not have any more: all that their database role may know of one."""

from datetime import date

from django.db import connections, router

from photos.models import Photo


def is_gone(content_hash: str, *, on: date) -> bool:
    """Whether a picture of the library was withdrawn or its rights have ended.

    On PostgreSQL a function of the database's owner says it, since row-level security keeps such rows from readers.
    """
    using = router.db_for_read(Photo)
    if connections[using].vendor != "postgresql":
        photo = Photo.objects.with_content(content_hash).first()
        return photo is not None and not photo.is_usable(on)
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT photos_is_gone(%s)", [content_hash])
        (answer,) = cursor.fetchone()
    return bool(answer)
