"""Picture files as people send them, broken ones too."""

import struct
import zlib
from io import BytesIO

from PIL import Image, ImageCms, ImageDraw


def as_bytes(image: Image.Image, format: str = "JPEG", **options) -> bytes:
    out = BytesIO()
    image.save(out, format, **options)
    return out.getvalue()


def scene(width: int = 600, height: int = 400, mode: str = "RGB") -> Image.Image:
    """Red in the upper left quarter, blue in the lower right one, noise of greys between."""
    image = Image.effect_noise((width, height), 60).convert("RGB")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, width // 2, height // 2), fill=(220, 20, 20))
    draw.rectangle((width // 2, height // 2, width, height), fill=(20, 20, 220))
    return image.convert(mode)


def is_red(pixel) -> bool:
    return pixel[0] > 150 and pixel[1] < 100 and pixel[2] < 100


def is_blue(pixel) -> bool:
    return pixel[2] > 150 and pixel[0] < 100 and pixel[1] < 100


def with_exif(image: Image.Image, **tags: object) -> bytes:
    """A JPEG with a place, a serial number and the given tags in its EXIF data."""
    exif = Image.Exif()
    exif[271] = "Nikon"
    exif[0x8825] = {1: "N", 2: (21.0, 1.0, 42.0), 3: "E", 4: (105.0, 51.0, 15.0)}
    exif[0x8769] = {0xA431: "SERIAL-20260811", 36867: tags.get("taken", "2026:08:11 09:30:00")}
    exif[274] = tags.get("orientation", 1)
    if "artist" in tags:
        exif[315] = tags["artist"]
    if "description" in tags:
        exif[270] = tags["description"]
    return as_bytes(image, exif=exif)


def iptc_block(**fields: bytes) -> bytes:
    """The Photoshop segment of a JPEG with IPTC fields by their numbers: `iptc_block(n80=b"Thu Ha")`."""
    records = b"".join(
        bytes((0x1C, 2, int(name[1:]))) + len(value).to_bytes(2, "big") + value for name, value in fields.items()
    )
    padded = records + b"\0" * (len(records) % 2)
    resource = b"8BIM\x04\x04\0\0" + len(records).to_bytes(4, "big") + padded
    segment = b"Photoshop 3.0\0" + resource
    return b"\xff\xed" + (len(segment) + 2).to_bytes(2, "big") + segment


def with_iptc(image: Image.Image, **fields: bytes) -> bytes:
    plain = as_bytes(image)
    return plain[:2] + iptc_block(**fields) + plain[2:]


def cmyk_with_rgb_profile() -> bytes:
    """What a badly set printing program writes: the profile belongs to another kind of picture."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return as_bytes(scene(mode="CMYK"), icc_profile=profile)


def verifies_but_does_not_load() -> bytes:
    """A PNG whose checksums are right and whose pixels break off: `verify()` is content with it."""
    return _png(400, 300, data=zlib.compress(bytes(range(256)) * 500)[:-40])


def bomb(side: int = 20_000) -> bytes:
    """A PNG of a few bytes that says it is huge."""
    return _png(side, side, data=zlib.compress(b"\0" * 100))


def _png(width: int, height: int, *, data: bytes) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )
