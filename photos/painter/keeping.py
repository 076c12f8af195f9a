"""From a picture that somebody sent to the one that is kept: decoded fully, upright, sRGB, without camera data."""

from collections.abc import Callable
from io import BytesIO
from typing import Any, BinaryIO

from PIL import Image, ImageCms

from photos.painter.hints import read_hints
from photos.painter.opening import TURNED, Refused, open_sent, orientation_of, scale_of

FLAT_COLOURS = 4096  # a drawing has no more colours than that and stays sharp (PNG)
JPEG_QUALITY = 90
STRIP_ROWS = 256  # of the smaller picture that are made at a time
LANCZOS_REACH = 3  # pixels of the result, to each side
SRGB = ImageCms.createProfile("sRGB")
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def keep(source: BinaryIO, *, today: str, memory: int) -> tuple[dict[str, Any], bytes]:
    """The kept original's bytes, and what is known of it. `memory`: bytes that decoding may take. Raises Refused."""
    image = open_sent(source, memory=memory)
    try:
        image.load()  # before the questions: a failed load that something swallowed is not repeated
        orientation = orientation_of(image)
        scale = scale_of(image.width, image.height, is_turned=orientation in TURNED)
        profile = image.info.get("icc_profile")
        hints = read_hints(image, today=today)
        lossless = image.format not in {"JPEG", "MPO", "WEBP", "AVIF"}
        smaller = _shrunk(image, scale)
        if smaller is not image:
            image.close()
        if orientation in UPRIGHT:
            smaller = smaller.transpose(UPRIGHT[orientation])
        kept = _in_srgb(smaller, profile)
    except MemoryError:
        raise
    except Exception as error:  # decoders raise anything on a damaged file, also what is not an OSError
        raise Refused("memory" if "memory" in str(error).lower() else "damaged") from error
    data, extension = _encoded(kept, lossless=lossless)
    return {"extension": extension, "width": kept.width, "height": kept.height, "hints": hints}, data


def _shrunk(image: Image.Image, scale: float) -> Image.Image:
    """The picture smaller by `scale`, in a mode that colours can be reckoned in; strip by strip, never there twice."""
    mode, in_mode = _mode_for(image)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    if size == image.size:
        return in_mode(image)
    shrunk = Image.new(mode, size)
    rows_each = image.height / size[1]
    margin = LANCZOS_REACH * rows_each + 2
    for top in range(0, size[1], STRIP_ROWS):
        bottom = min(top + STRIP_ROWS, size[1])
        first = max(0, int(top * rows_each - margin))
        last = min(image.height, int(bottom * rows_each + margin) + 1)
        strip = in_mode(image.crop((0, first, image.width, last)))
        box = (0, top * rows_each - first, image.width, min(bottom * rows_each - first, strip.height))
        shrunk.paste(strip.resize((size[0], bottom - top), Image.Resampling.LANCZOS, box=box), (0, top))
    return shrunk


def _mode_for(image: Image.Image) -> tuple[str, Callable[[Image.Image], Image.Image]]:
    if image.has_transparency_data:
        return "RGBA", lambda part: part.convert("RGBA")
    if image.mode.startswith("I"):  # sixteen bits a pixel
        return "L", lambda part: part.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.mode in {"L", "CMYK", "RGB"}:
        return image.mode, lambda part: part
    return "RGB", lambda part: part.convert("RGB")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """RGB, or RGBA where something is really transparent."""
    if image.mode == "RGBA":
        lowest = image.getchannel("A").getextrema()[0]
        if isinstance(lowest, int | float) and lowest < 255:
            return image
        image = image.convert("RGB")
    if profile and image.mode in {"RGB", "CMYK", "L"}:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(image, source, SRGB, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            converted = None  # the profile belongs to another kind of picture: do without it
        if converted is not None:
            return converted
    return image.convert("RGB")


def _encoded(image: Image.Image, *, lossless: bool) -> tuple[bytes, str]:
    image.info.clear()  # savers take comments, EXIF and profiles from here
    out = BytesIO()
    is_flat = lossless and image.getcolors(FLAT_COLOURS) is not None
    if image.mode == "RGBA" or is_flat:
        image.save(out, "PNG")
        return out.getvalue(), "png"
    image.save(out, "JPEG", quality=JPEG_QUALITY)
    return out.getvalue(), "jpg"
