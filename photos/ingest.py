"""The one way into the photo library, for an upload as for an archive."""

import errno
import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from io import SEEK_END, BytesIO
from os import PathLike
from pathlib import Path
from typing import IO, Any, cast

from django.core.files.base import ContentFile, File
from django.db import IntegrityError, transaction
from django.utils import timezone

from outbox.queue import enqueue
from photos.bounds import MAX_BYTES
from photos.decoding import PATIENCE, Normalised, normalise
from photos.models import Photo
from photos.refusals import PictureNotNow, PictureRefused, disk_full, not_stored, too_many_bytes, unreadable
from photos.storage import originals
from vietnamese import clean_line

__all__ = ["Admission", "PictureNotNow", "PictureRefused", "admit", "ingest"]

logger = logging.getLogger(__name__)
Source = bytes | str | PathLike[str] | IO[bytes] | File
DISK_FULL = {errno.ENOSPC, errno.EDQUOT}


@dataclass(frozen=True, slots=True)
class Admission:
    """A picture of the library, and whether this file brought it."""

    photo: Photo
    is_new: bool


def ingest(file: Source, **details: Any) -> Photo:
    """Take a picture into the library; the same content gives the same Photo. See `admit` for the details."""
    return admit(file, **details).photo


def admit(
    file: Source,
    *,
    by: Any = None,
    caption: str = "",
    alt: str = "",
    credit: str = "",
    agency: str = "",
    kind: str = Photo.Kind.PHOTO,
    rights: str = Photo.Rights.UNKNOWN,
    rights_expire_on: date | None = None,
    taken_on: date | None = None,
    focal_x: float = 0.5,
    focal_y: float = 0.5,
    predraw: bool = True,
    now: datetime | None = None,
    patience: float = PATIENCE,
) -> Admission:
    """Take a picture in: path, bytes or open file. Raises `PictureRefused`; `PictureNotNow` if it can be sent again.

    Words that are not given come from the file itself (IPTC, EXIF). A picture that is there already keeps the
    words it has. `predraw=False` leaves the renditions to the first reader, for archives. `patience`: seconds to
    wait for a place at the easel.
    """
    now = now or timezone.now()
    with _opened(file) as source:
        source_hash = hashlib.file_digest(cast(Any, source), "sha256").hexdigest()
        known = Photo.objects.filter(source_hash=source_hash).order_by("pk").first()
        if known:
            return Admission(known, is_new=False)
        picture = normalise(source, today=timezone.localdate(now), patience=patience)
    content_hash = hashlib.sha256(picture.data).hexdigest()
    photo = Photo(
        content_hash=content_hash,
        source_hash=source_hash,
        width=picture.width,
        height=picture.height,
        caption=clean_line(caption) or picture.caption,
        alt=clean_line(alt),
        credit=(clean_line(credit) or picture.credit)[:200],
        agency=(clean_line(agency) or picture.agency)[:200],
        taken_on=taken_on or _before(picture.taken_on, end=rights_expire_on),
        kind=kind,
        rights=rights,
        rights_expire_on=rights_expire_on,
        focal_x=focal_x,
        focal_y=focal_y,
        uploaded_by=by,
        created_at=now,
    )
    known = Photo.objects.filter(content_hash=content_hash).first()
    if known:
        return Admission(known, is_new=False)
    photo.image.name = _store(picture, content_hash)
    return _insert(photo, predraw=predraw)


def _before(taken_on: date | None, *, end: date | None) -> date | None:
    """The day of taking that a file claims, unless the rights had ended by then: files claim anything."""
    return None if taken_on and end and taken_on > end else taken_on


def _insert(photo: Photo, *, predraw: bool) -> Admission:
    """The row comes after its file; of two that bring the same picture at once, one row stays."""
    try:
        with transaction.atomic():
            photo.save(force_insert=True)
            if predraw:
                enqueue("photos.render", {"photo": photo.pk}, key=str(photo.pk))
    except IntegrityError:
        known = Photo.objects.filter(content_hash=photo.content_hash).first()
        if known is None:  # something else was wrong with the row
            raise
        return Admission(known, is_new=False)
    return Admission(photo, is_new=True)


@contextmanager
def _opened(file: Source) -> Iterator[IO[bytes]]:
    """The picture as an open file of bounded length. What was opened here is closed, what was given is not."""
    try:
        source = _as_file(file)
        try:
            if source.seek(0, SEEK_END) > MAX_BYTES:
                raise PictureRefused(too_many_bytes())
            source.seek(0)
            yield source
        finally:
            if isinstance(file, str | PathLike):
                source.close()
    except OSError as error:
        raise (disk_full() if error.errno in DISK_FULL else unreadable()) from error


def _as_file(file: Source) -> IO[bytes]:
    if isinstance(file, bytes):
        return BytesIO(file)
    if isinstance(file, str | PathLike):
        try:
            return Path(file).open("rb")
        except ValueError as error:  # a name that no file can have
            raise unreadable() from error
    return cast(IO[bytes], file.file) if isinstance(file, File) else file


def _store(picture: Normalised, content_hash: str) -> str:
    name = f"{content_hash[:2]}/{content_hash}.{picture.extension}"
    storage = originals()
    try:
        if not storage.exists(name):
            storage.save(name, ContentFile(picture.data))
    except OSError as error:
        logger.exception("Original %s could not be stored", name)
        raise (disk_full() if error.errno in DISK_FULL else not_stored()) from error
    return name
