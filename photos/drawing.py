"""Drawing renditions: on the first request, or ahead of it by the worker."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.core.files.base import ContentFile
from django.utils import timezone

from photos import easel
from photos.models import Photo
from photos.renditions import box, crop_variants, file_name, variants
from photos.storage import originals, renditions

logger = logging.getLogger(__name__)
READERS_PATIENCE = 10.0  # seconds that a request waits for a place at the easel
WORKERS_PATIENCE = 120.0


class NotDrawn(OSError):
    """A rendition cannot be had now: no place at the easel, or an original that cannot be read."""


def read(photo: Photo, variant: str) -> bytes:
    """A rendition's bytes, drawn and stored when it is not there yet. Raises OSError."""
    name = file_name(photo.content_hash, variant)
    stored = _stored(name)
    if stored is not None:
        return stored
    with _place(patience=READERS_PATIENCE) as place:
        stored = _stored(name)  # another request may have drawn it while this one waited
        if stored is not None:
            return stored
        data = _drawn(photo, [variant], place=place)[variant]
    _keep(photo, name, data)
    return data


def draw_all(photo: Photo) -> int:
    """Draw what is missing of a picture's renditions, from one reading of the original; gives the number drawn."""
    missing = [name for name in variants(photo) if not renditions().exists(file_name(photo.content_hash, name))]
    if not missing:
        return 0
    with _place(patience=WORKERS_PATIENCE) as place:
        drawn = _drawn(photo, missing, place=place)
    for variant, data in drawn.items():
        _keep(photo, file_name(photo.content_hash, variant), data)
    return len(drawn)


def draw(photo: Photo, variant: str) -> bytes:
    """Draw one rendition from the original; stores nothing. Raises OSError."""
    with _place(patience=READERS_PATIENCE) as place:
        return _drawn(photo, [variant], place=place)[variant]


@contextmanager
def _place(*, patience: float) -> Iterator[easel.Place]:
    try:
        with easel.place_at(easel.KEPT, patience=patience) as place:
            yield place
    except easel.Busy:
        raise NotDrawn("no place to draw at") from None


def _drawn(photo: Photo, wanted: Sequence[str], *, place: easel.Place) -> dict[str, bytes]:
    frames = {variant: box(photo, variant) for variant in wanted}
    outputs = [
        {"name": variant, "format": "WEBP", "part": frame.part, "size": frame.size} for variant, frame in frames.items()
    ]
    try:
        with originals().open(str(photo.image.name)) as file:
            made = place.paint(file, {"outputs": outputs})
    except easel.Failed as failure:
        raise NotDrawn(f"the original of photo {photo.pk} cannot be drawn: {failure}") from failure
    return {one.about["name"]: one.data for one in made}


def remove_all(photo: Photo) -> None:
    """Take away every rendition; the original stays. One that cannot go keeps no other back: OSError then."""
    storage = renditions()
    folder, _, prefix = file_name(photo.content_hash, "").removesuffix(".webp").rpartition("/")
    try:
        _, names = storage.listdir(folder)
    except FileNotFoundError:
        return
    errors = []
    for name in names:
        if name.startswith(prefix):
            try:
                storage.delete(f"{folder}/{name}")
            except OSError as error:
                errors.append(error)
    if errors:
        raise errors[0]


def remove_crops(photo: Photo, *, focal_x: float, focal_y: float) -> None:
    """Take away the crops made around a former focal point."""
    storage = renditions()
    for variant in crop_variants(focal_x, focal_y):
        storage.delete(file_name(photo.content_hash, variant))


def _stored(name: str) -> bytes | None:
    try:
        with renditions().open(name) as file:
            return file.read()
    except FileNotFoundError:
        return None


def _keep(photo: Photo, name: str, data: bytes) -> None:
    """Store a rendition. A picture that was withdrawn while it was drawn leaves nothing behind."""
    storage = renditions()
    try:
        storage.save(name, ContentFile(data))
    except OSError:  # a full disk must not take the picture from the page; it is drawn again next time
        logger.exception("Rendition %s could not be stored", name)
        return
    current = Photo.objects.filter(pk=photo.pk).first()
    if current is None or not current.is_usable(timezone.localdate()):
        storage.delete(name)
