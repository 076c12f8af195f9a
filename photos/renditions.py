"""What readers get of a picture: a few fixed widths and the crops that other sites ask for, all WebP.

A rendition's address names the content's hash, so it never changes and may be kept for a year:
`/media/anh/<aa>/<hash>-<variant>.webp`. Variants are a width ("640"), a crop with its focal point
("16x9-050030": 50 % from the left, 30 % from the top) and, for infographics, "full". Nothing is ever enlarged.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings

from photos.models import Photo

WIDTHS = (320, 480, 640, 960, 1280, 1920)
CROPS = {"16x9": (1200, 675), "4x3": (1200, 900), "1x1": (1200, 1200), "social": (1200, 630)}
FULL = "full"
STRUCTURED_DATA = ("16x9", "4x3", "1x1")
VARIANT = re.compile(rf"(?:\d{{3,4}}|{FULL}|(?P<crop>{'|'.join(CROPS)})-\d{{6}})")


@dataclass(frozen=True, slots=True)
class Box:
    """The part of the original to take (left, top, right, bottom) and the size that it is drawn at."""

    part: tuple[float, float, float, float]
    size: tuple[int, int]


def rendition_url(photo: Photo, width: int) -> str:
    """The address of the narrowest rendition that fills `width` pixels, or of the widest there is."""
    return _url(photo, str(_width_for(photo, width)))


def srcset(photo: Photo) -> str:
    """Every width with its address, for `<img srcset>`."""
    return _srcset(photo.content_hash, photo.width)


def crop_url(photo: Photo, shape: str) -> str:
    """The address of a crop of `CROPS` around the focal point."""
    return _url(photo, _crop_variant(shape, photo.focal_x, photo.focal_y))


def full_url(photo: Photo) -> str:
    """The whole infographic at the size it is kept in, for zooming; the widest rendition of other pictures."""
    return _url(photo, FULL) if _has_full(photo) else rendition_url(photo, WIDTHS[-1])


def size_at(photo: Photo, width: int) -> tuple[int, int]:
    """Width and height, in pixels, of what `rendition_url(photo, width)` leads to."""
    return box(photo, str(_width_for(photo, width))).size


def crop_size(photo: Photo, shape: str) -> tuple[int, int]:
    """Width and height, in pixels, of what `crop_url(photo, shape)` leads to."""
    return box(photo, _crop_variant(shape, photo.focal_x, photo.focal_y)).size


def widths(photo: Photo) -> list[int]:
    """The widths drawn of a picture: all below its own and the next one, which holds it as wide as it is."""
    return _widths(photo.width)


def variants(photo: Photo) -> list[str]:
    """Every variant that a picture has now."""
    return [
        *(str(width) for width in widths(photo)),
        *crop_variants(photo.focal_x, photo.focal_y),
        *([FULL] if _has_full(photo) else []),
    ]


def crop_variants(focal_x: float, focal_y: float) -> list[str]:
    return [_crop_variant(shape, focal_x, focal_y) for shape in CROPS]


def file_name(content_hash: str, variant: str) -> str:
    """The file's name in the storage of the renditions."""
    return f"anh/{content_hash[:2]}/{content_hash}-{variant}.webp"


def box(photo: Photo, variant: str) -> Box:
    """What part of the original a variant shows, and how large."""
    whole = (0.0, 0.0, float(photo.width), float(photo.height))
    if variant == FULL:
        return Box(whole, (photo.width, photo.height))
    shape = variant.partition("-")[0]
    if shape not in CROPS:
        width = min(int(variant), photo.width)
        return Box(whole, (width, max(1, round(photo.height * width / photo.width))))
    width, height = CROPS[shape]
    scale = min(photo.width / width, photo.height / height)
    part_width, part_height = width * scale, height * scale
    left = min(max(photo.width * photo.focal_x - part_width / 2, 0.0), photo.width - part_width)
    top = min(max(photo.height * photo.focal_y - part_height / 2, 0.0), photo.height - part_height)
    smaller = min(1.0, scale)
    size = (max(1, round(width * smaller)), max(1, round(height * smaller)))
    return Box((left, top, left + part_width, top + part_height), size)


@lru_cache(maxsize=4096)
def _srcset(content_hash: str, own_width: int) -> str:
    """Put together once: one picture stands on many pages."""
    names = ((width, file_name(content_hash, str(width))) for width in _widths(own_width))
    return ", ".join(f"{settings.MEDIA_URL}{name} {min(width, own_width)}w" for width, name in names)


def _widths(own_width: int) -> list[int]:
    below = [width for width in WIDTHS if width < own_width]
    return [*below, WIDTHS[len(below)]] if len(below) < len(WIDTHS) else below


def _url(photo: Photo, variant: str) -> str:
    return f"{settings.MEDIA_URL}{file_name(photo.content_hash, variant)}"


def _width_for(photo: Photo, width: int) -> int:
    drawn = widths(photo)
    return next((each for each in drawn if each >= width), drawn[-1])


def _crop_variant(shape: str, focal_x: float, focal_y: float) -> str:
    return f"{shape}-{round(focal_x * 100):03}{round(focal_y * 100):03}"


def _has_full(photo: Photo) -> bool:
    return photo.kind == Photo.Kind.INFOGRAPHIC and max(photo.width, photo.height) > WIDTHS[-1]
