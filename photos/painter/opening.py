"""Opening a picture that somebody sent: what it is, and whether it can be decoded, known before it is decoded."""

from math import sqrt
from typing import BinaryIO

from PIL import (
    AvifImagePlugin,
    GifImagePlugin,
    Image,
    ImageFile,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from photos.bounds import FORMATS, KEPT_HEIGHT, KEPT_PIXELS, KEPT_WIDTH, MAX_PIXELS, MIN_SIDE

# Named here, or Pillow would load the readers of forty formats.
PLUGINS = (AvifImagePlugin, GifImagePlugin, JpegImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin)
AvifImagePlugin.DEFAULT_MAX_THREADS = 1  # each thread's stack would count as memory
# What Pillow holds of a pixel, by mode; all others take four bytes, RGB too.
BYTES_OF = {"1": 1, "L": 1, "P": 1, "I;16": 2, "I;16L": 2, "I;16B": 2, "I;16N": 2}
# What these decoders hold of a pixel beside that, at the worst (tests/photos/test_painter.py measures it).
WORKING_BYTES_OF = {"WEBP": 14, "AVIF": 14, "GIF": 1}
TURNED = {5, 6, 7, 8}  # orientations in EXIF that exchange width and height
HEIC = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"}
HEIF_OF_ANY_KIND = {b"mif1", b"mif2", b"msf1"}


class Refused(Exception):
    """The picture is not drawn; the argument is a code of `photos/refusals.py`."""


def open_sent(source: BinaryIO, *, memory: int) -> ImageFile.ImageFile:
    """Open a picture and read its head. Raises Refused unless it can be decoded in `memory` bytes."""
    head = source.read(4096)
    source.seek(0)
    _refuse_heads(head)
    try:
        image = Image.open(source, formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused("pixels") from None
    except MemoryError:
        raise
    except Exception:  # readers raise anything on a damaged file, also what is not an OSError
        raise Refused("unknown") from None
    if image.width * image.height > MAX_PIXELS:
        raise Refused("pixels")
    if min(image.size) < MIN_SIDE:
        raise Refused("small")
    image.seek(0)
    whole_pixels = image.width * image.height
    if isinstance(image, JpegImagePlugin.JpegImageFile):  # PNG's orientation is known after decoding only
        scale = scale_of(image.width, image.height, is_turned=orientation_of(image) in TURNED)
        # A JPEG decodes at a half or a quarter for much less memory; it never gets smaller than asked.
        image.draft(image.mode, (round(image.width * scale), round(image.height * scale)))
    if bytes_needed(image, whole_pixels=whole_pixels) > memory:
        raise Refused("memory")
    return image


def bytes_needed(image: ImageFile.ImageFile, *, whole_pixels: int) -> int:
    """What decoding takes at its peak: pixels × channels × bytes a sample, as Pillow and the decoder hold them."""
    held = image.width * image.height * BYTES_OF.get(image.mode, 4)
    working: float = whole_pixels * WORKING_BYTES_OF.get(image.format or "", 0)
    if isinstance(image, JpegImagePlugin.JpegImageFile) and _needs_all_scans(image):
        working = whole_pixels * _samples_a_pixel(image) * 2
    elif isinstance(image, TiffImagePlugin.TiffImageFile):
        working = _strip_bytes(image)
    return held + int(working)


def orientation_of(image: Image.Image) -> int:
    """How the camera was held, as EXIF counts it; 1, upright, where it is not said or cannot be read.

    Of any other format than JPEG ask after the picture is decoded: the question itself may decode it.
    """
    try:
        value = image.getexif().get(0x0112, 1)
    except Exception:  # a damaged block makes the reader raise anything; the picture itself is fine
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def scale_of(width: int, height: int, *, is_turned: bool) -> float:
    """How much smaller a picture is kept than it was sent."""
    if is_turned:
        width, height = height, width
    return min(1.0, KEPT_WIDTH / width, KEPT_HEIGHT / height, sqrt(KEPT_PIXELS / (width * height)))


def _refuse_heads(head: bytes) -> None:
    if not head:
        raise Refused("empty")
    if head[4:8] == b"ftyp":
        length = int.from_bytes(head[:4], "big")
        brands = {head[start : start + 4] for start in (8, *range(16, min(length, len(head)), 4))}
        if head[8:12] in HEIC or (head[8:12] in HEIF_OF_ANY_KIND and not brands & {b"avif", b"avis"}):
            raise Refused("heic")
    # WebP's reader makes two canvases as soon as it is opened.
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP" and head[12:16] == b"VP8X":
        width, height = (int.from_bytes(head[at : at + 3], "little") + 1 for at in (24, 27))
        if width * height > MAX_PIXELS:
            raise Refused("pixels")
    elif head[:4] == b"RIFF" and head[12:16] == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        if ((bits & 0x3FFF) + 1) * ((bits >> 14 & 0x3FFF) + 1) > MAX_PIXELS:
            raise Refused("pixels")
    elif head[:4] == b"RIFF" and head[12:16] == b"VP8 ":
        width, height = (int.from_bytes(head[at : at + 2], "little") & 0x3FFF for at in (26, 28))
        if width * height > MAX_PIXELS:
            raise Refused("pixels")


def _needs_all_scans(image: JpegImagePlugin.JpegImageFile) -> bool:
    """Whether the decoder holds every coefficient: progressive, or one colour after the other."""
    if image.info.get("progressive") or image.fp is None:
        return True
    end, length = image.fp.tell(), 6 + 2 * image.layers  # of the head of the first scan, where Pillow stopped
    image.fp.seek(end - length)
    scan = image.fp.read(length)
    image.fp.seek(end)
    return scan[:3] != length.to_bytes(2, "big") + bytes([image.layers])


def _samples_a_pixel(image: JpegImagePlugin.JpegImageFile) -> float:
    sampling = [(across, down) for _id, across, down, _table in image.layer]
    most = max(across for across, _ in sampling) * max(down for _, down in sampling)
    return sum(across * down for across, down in sampling) / most if most else len(sampling)


def _strip_bytes(image: TiffImagePlugin.TiffImageFile) -> int:
    """A compressed TIFF is decoded strip by strip or tile by tile; one strip may be the whole sheet."""
    tags = image.tag_v2
    bits = tags.get(258, (1,))
    samples = max(int(tags.get(277, 1)), len(bits))
    bytes_a_pixel = samples * max(bits) / 8
    if 322 in tags:
        return int(tags[322] * tags.get(323, 1) * bytes_a_pixel)
    rows = min(int(tags.get(278, image.height)), image.height)
    return int(image.width * rows * bytes_a_pixel)
