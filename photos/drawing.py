"""Drawing renditions: on the first request, or ahead of it by the worker."""

import logging
import threading
from io import BytesIO

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from photos.models import Photo
from photos.renditions import Box, box, crop_variants, file_name, variants
from photos.storage import originals, renditions

logger = logging.getLogger(__name__)
WEBP_QUALITY = 80
# Two pictures at a time in one process: a page of new pictures must not take all memory.
_at_the_easel = threading.BoundedSemaphore(2)


def read(photo: Photo, variant: str) -> bytes:
    """A rendition's bytes, drawn and stored when it is not there yet."""
    name = file_name(photo.content_hash, variant)
    stored = _stored(name)
    if stored is not None:
        return stored
    with _at_the_easel:
        stored = _stored(name)  # another request may have drawn it while this one waited
        if stored is not None:
            return stored
        data = draw(photo, variant)
    _keep(photo, name, data)
    return data


def draw_all(photo: Photo) -> int:
    """Draw what is missing of a picture's renditions; gives the number drawn."""
    drawn = 0
    for variant in variants(photo):
        name = file_name(photo.content_hash, variant)
        if not renditions().exists(name):
            with _at_the_easel:
                data = draw(photo, variant)
            _keep(photo, name, data)
            drawn += 1
    return drawn


def draw(photo: Photo, variant: str) -> bytes:
    """Draw one rendition from the original; stores nothing."""
    frame = box(photo, variant)
    with originals().open(str(photo.image.name)) as file, Image.open(file) as image:
        picture = _resized(image, frame)
    out = BytesIO()
    picture.save(out, "WEBP", quality=WEBP_QUALITY, method=4)
    return out.getvalue()


def remove_all(photo: Photo) -> None:
    """Take away every rendition; the original stays."""
    storage = renditions()
    folder, _, prefix = file_name(photo.content_hash, "").removesuffix(".webp").rpartition("/")
    try:
        _, names = storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in names:
        if name.startswith(prefix):
            storage.delete(f"{folder}/{name}")


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


def _resized(image: Image.Image, frame: Box) -> Image.Image:
    left, top, right, bottom = frame.part
    scale = max(frame.size[0] / (right - left), frame.size[1] / (bottom - top))
    full_width, full_height = image.size
    image.draft(image.mode, (max(1, round(full_width * scale)), max(1, round(full_height * scale))))
    shrunk_x, shrunk_y = image.width / full_width, image.height / full_height
    part = (left * shrunk_x, top * shrunk_y, min(right * shrunk_x, image.width), min(bottom * shrunk_y, image.height))
    return image.resize(frame.size, Image.Resampling.LANCZOS, box=part, reducing_gap=2)
