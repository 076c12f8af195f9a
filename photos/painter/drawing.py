"""Renditions of a kept original: one source, a list of wanted outputs, each decoded as small as it allows."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any, BinaryIO

from PIL import Image

from photos.bounds import FORMATS

QUALITY = {"WEBP": {"quality": 80, "method": 4}}


def draw(source: BinaryIO, *, outputs: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Each output's name, size and bytes.

    An output is `{"name", "format", "part": [left, top, right, bottom], "size": [width, height]}`; the part is in
    pixels of the original.
    """
    decoded, decoded_at = None, None
    for output in sorted(outputs, key=lambda output: _scale(output), reverse=True):
        source.seek(0)
        image = Image.open(source, formats=FORMATS)
        whole, scale = image.size, _scale(output)
        image.draft(image.mode, (max(1, round(whole[0] * scale)), max(1, round(whole[1] * scale))))
        if decoded is None or decoded_at != image.size:
            decoded = None  # let go before the next is there
            image.load()
            decoded, decoded_at = image, image.size
        picture = _resized(decoded, whole=whole, part=output["part"], size=tuple(output["size"]))
        out = BytesIO()
        picture.save(out, output["format"], **QUALITY[output["format"]])
        yield {"name": output["name"], "width": picture.width, "height": picture.height}, out.getvalue()


def _scale(output: dict[str, Any]) -> float:
    left, top, right, bottom = output["part"]
    return max(output["size"][0] / (right - left), output["size"][1] / (bottom - top))


def _resized(image: Image.Image, *, whole: tuple[int, int], part: list[float], size: tuple[int, int]) -> Image.Image:
    left, top, right, bottom = part
    x, y = image.width / whole[0], image.height / whole[1]
    box = (left * x, top * y, min(right * x, image.width), min(bottom * y, image.height))
    return image.resize(size, Image.Resampling.LANCZOS, box=box, reducing_gap=2)
