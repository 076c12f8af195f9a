"""Small makers of test data: keyword-only, believable defaults, one function a thing."""

import hashlib
import itertools
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image

from photos.models import Photo
from photos.storage import originals

LONG_AGO = datetime(2026, 1, 5, 3, 0, tzinfo=UTC)
_numbers = itertools.count(1)


def draw_picture(*, width: int = 1200, height: int = 800, format: str = "PNG", mode: str = "RGB") -> bytes:
    """A picture file that no other test has: a plain colour, its number in the first pixel."""
    number = next(_numbers)
    image = Image.new("RGB", (width, height), (number * 37 % 200 + 30, number * 91 % 200 + 30, 120))
    image.paste((number % 256, number // 256 % 256, number // 65536), (0, 0, 8, 8))
    out = BytesIO()
    image.convert(mode).save(out, format, **({"compress_level": 1} if format == "PNG" else {"quality": 95}))
    return out.getvalue()


def make_photo(*, width: int = 1200, height: int = 800, **fields: Any) -> Photo:
    """A picture of the library with its file, without the work of taking it in."""
    data = draw_picture(width=width, height=height)
    content_hash = hashlib.sha256(data).hexdigest()
    name = originals().save(f"{content_hash[:2]}/{content_hash}.png", ContentFile(data))
    described = {
        "caption": "Lễ kỷ niệm tại Cung Văn hóa Hữu nghị",
        "alt": "Nhiều người đứng trên sân khấu có hoa và cờ",
        "credit": "Thu Hà",
        "rights": Photo.Rights.OWN,
        "created_at": LONG_AGO,
    }
    return Photo.objects.create(
        image=name, content_hash=content_hash, width=width, height=height, **described | fields
    )
