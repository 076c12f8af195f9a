"""From a file that somebody sent to a clean picture: decoded fully, upright, sRGB, bounded, without camera data."""

from dataclasses import dataclass
from datetime import date
from io import BytesIO
from math import sqrt

from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageFile, ImageOps

from photos.hints import Hints, read_hints

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF")
MAX_BYTES = 40 * 1024 * 1024
MAX_PIXELS = 80_000_000  # of the file as sent; 240 MB when decoded
MIN_SIDE = 16
# Bounds of the kept original. Tall ones are infographics: legible only when the width is kept.
KEPT_WIDTH, KEPT_HEIGHT, KEPT_PIXELS = 4000, 16_000, 16_000_000
FLAT_COLOURS = 4096  # a drawing has no more colours than that and stays sharp (PNG)
JPEG_QUALITY = 90
SRGB = ImageCms.createProfile("sRGB")


class PictureRefused(Exception):
    """The file cannot be taken into the library; the message says why, in the reader's language."""


@dataclass(frozen=True, slots=True)
class Normalised:
    """The picture as it is kept. `extension` is "jpg" or "png"."""

    data: bytes
    extension: str
    width: int
    height: int
    hints: Hints


def normalise(data: bytes, *, today: date) -> Normalised:
    """Make the kept original from a file's bytes, or raise `PictureRefused`."""
    if len(data) > MAX_BYTES:
        raise PictureRefused(too_many_bytes())
    image = _open(data)
    try:
        profile = _load(image)  # before the hints: a failed load that something swallowed is not repeated
        hints = read_hints(image, today=today)
        lossless = image.format not in {"JPEG", "MPO", "WEBP", "AVIF"}
        upright = _drawn(image, profile)
    except Exception as error:  # decoders raise anything on a damaged file, also what is not an OSError
        raise PictureRefused(_("The picture file is damaged: it could not be read to its end.")) from error
    finally:
        image.close()
    return _encoded(upright, lossless=lossless, hints=hints)


def too_many_bytes() -> str:
    return _("The file is larger than %(limit)s MB. Save the picture smaller and try again.") % {
        "limit": MAX_BYTES // (1024 * 1024)
    }


def _open(data: bytes) -> ImageFile.ImageFile:
    too_large = _("The picture has too many pixels: at most %(limit)s million are taken.") % {
        "limit": MAX_PIXELS // 1_000_000
    }
    if not data:
        raise PictureRefused(_("The file is empty."))
    if data[4:8] == b"ftyp" and data[8:12] in {b"heic", b"heix", b"mif1", b"heim", b"hevc", b"msf1"}:
        raise PictureRefused(
            _("HEIC pictures are not taken. Choose “Most Compatible” in the iPhone's camera settings, or send JPEG.")
        )
    try:
        image = Image.open(BytesIO(data), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureRefused(too_large) from error
    except Exception as error:  # as above
        raise PictureRefused(
            _("This is not a picture that the library can read: send JPEG, PNG, WebP, AVIF, GIF or TIFF.")
        ) from error
    if image.width * image.height > MAX_PIXELS:
        image.close()
        raise PictureRefused(too_large)
    if min(image.size) < MIN_SIDE:
        image.close()
        raise PictureRefused(_("The picture is too small to be shown: under %(side)s pixels.") % {"side": MIN_SIDE})
    return image


def _load(image: ImageFile.ImageFile) -> bytes | None:
    """Decode every pixel of the first frame; gives the colour profile."""
    image.seek(0)
    scale = _scale(image.width, image.height)
    if scale < 1:
        # A JPEG decodes at a half or a quarter for much less memory; it never gets smaller than asked.
        image.draft(image.mode, (round(image.width * scale), round(image.height * scale)))
    image.load()
    return image.info.get("icc_profile")


def _drawn(image: ImageFile.ImageFile, profile: bytes | None) -> Image.Image:
    """Upright, bounded and in sRGB; what can be is made smaller first, so that little of the whole is there twice."""
    ImageOps.exif_transpose(image, in_place=True)
    smaller = _bounded(image) if image.mode in {"RGB", "L", "CMYK"} else image
    if smaller is not image:
        image.close()
    return _bounded(_in_srgb(smaller, profile))


def _bounded(image: Image.Image) -> Image.Image:
    scale = _scale(image.width, image.height)
    if scale == 1:
        return image
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3)


def _scale(width: int, height: int) -> float:
    return min(1.0, KEPT_WIDTH / width, KEPT_HEIGHT / height, sqrt(KEPT_PIXELS / (width * height)))


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """RGB, or RGBA where something is really transparent."""
    if image.has_transparency_data:
        rgba = image.convert("RGBA")
        lowest = rgba.getchannel("A").getextrema()[0]
        if isinstance(lowest, int | float) and lowest < 255:
            return rgba
        image = rgba.convert("RGB")
    if image.mode.startswith("I"):  # sixteen bits a pixel
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if profile and image.mode in {"RGB", "CMYK", "L"}:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(image, source, SRGB, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            converted = None  # the profile belongs to another kind of picture: do without it
        if converted is not None:
            return converted
    return image.convert("RGB")


def _encoded(image: Image.Image, *, lossless: bool, hints: Hints) -> Normalised:
    image.info.clear()  # savers take comments, EXIF and profiles from here
    out = BytesIO()
    is_flat = lossless and image.getcolors(FLAT_COLOURS) is not None
    if image.mode == "RGBA" or is_flat:
        image.save(out, "PNG")
        extension = "png"
    else:
        image.save(out, "JPEG", quality=JPEG_QUALITY)
        extension = "jpg"
    return Normalised(out.getvalue(), extension, image.width, image.height, hints)
