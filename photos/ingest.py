"""The one way into the photo library, for an upload as for an archive."""

import errno
import hashlib
import logging
from dataclasses import dataclass
from datetime import date, datetime
from os import PathLike
from pathlib import Path
from typing import IO, Any

from django.core.files.base import ContentFile, File
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from outbox.queue import enqueue
from photos.decoding import MAX_BYTES, Normalised, PictureRefused, normalise, too_many_bytes
from photos.models import Photo
from photos.storage import originals
from vietnamese import clean_line

__all__ = ["Admission", "PictureRefused", "admit", "ingest"]

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
) -> Admission:
    """Take a picture in: path, bytes or open file. Raises `PictureRefused`.

    Words that are not given come from the file itself (IPTC, EXIF). A picture that is there already keeps the
    words it has. `predraw=False` leaves the renditions to the first reader, for archives.
    """
    now = now or timezone.now()
    data = _read(file)
    source_hash = hashlib.sha256(data).hexdigest()
    known = Photo.objects.filter(source_hash=source_hash).order_by("pk").first()
    if known:
        return Admission(known, is_new=False)
    picture = normalise(data, today=timezone.localdate(now))
    content_hash = hashlib.sha256(picture.data).hexdigest()
    photo = Photo(
        content_hash=content_hash,
        source_hash=source_hash,
        width=picture.width,
        height=picture.height,
        caption=clean_line(caption) or picture.hints.caption,
        alt=clean_line(alt),
        credit=(clean_line(credit) or picture.hints.credit)[:200],
        agency=(clean_line(agency) or picture.hints.agency)[:200],
        taken_on=taken_on or _before(picture.hints.taken_on, end=rights_expire_on),
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


def _read(file: Source) -> bytes:
    try:
        if isinstance(file, bytes):
            return file
        if isinstance(file, str | PathLike):
            if Path(file).stat().st_size > MAX_BYTES:
                raise PictureRefused(too_many_bytes())
            return Path(file).read_bytes()
        file.seek(0)
        return file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise PictureRefused(_("The file could not be read.")) from error


def _store(picture: Normalised, content_hash: str) -> str:
    name = f"{content_hash[:2]}/{content_hash}.{picture.extension}"
    storage = originals()
    try:
        if not storage.exists(name):
            storage.save(name, ContentFile(picture.data))
    except OSError as error:
        logger.exception("Original %s could not be stored", name)
        if error.errno in DISK_FULL:
            raise PictureRefused(
                _("The server's disk is full: the picture was not stored. Please tell the administrator.")
            ) from error
        raise PictureRefused(
            _("The picture could not be stored. Try again, and tell the administrator if it happens again.")
        ) from error
    return name
