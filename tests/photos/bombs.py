"""Small files that are huge pictures, one for each way that formats have of being so."""

import struct
import zlib
from io import BytesIO

from PIL import Image


def png(width: int, height: int, *, bits: int = 8, colour: int = 2, interlaced: bool = False) -> bytes:
    """A whole, valid PNG of one colour. `colour`: 0 grey, 2 RGB, 3 palette, 6 RGBA."""
    channels = {0: 1, 2: 3, 3: 1, 6: 4}[colour]
    row = bytes(1 + width * channels * bits // 8)
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, int(interlaced))
    palette = [(b"PLTE", bytes(range(256)) * 3)] if colour == 3 else []
    chunks = [(b"IHDR", header), *palette, (b"IDAT", packed), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )


def saved(width: int, height: int, format: str, *, mode: str = "RGB", **options) -> bytes:
    """What Pillow itself writes of one colour."""
    out = BytesIO()
    Image.new(mode, (width, height)).save(out, format, **options)
    return out.getvalue()


def animated(width: int, height: int, format: str, *, frames: int = 30) -> bytes:
    """Many frames, each with a pixel of its own, so that none is left out."""
    pictures = [Image.new("RGB", (width, height)) for _ in range(frames)]
    for number, picture in enumerate(pictures):
        picture.putpixel((number, 0), (255, 255, 255))
    out = BytesIO()
    pictures[0].save(out, format, save_all=True, append_images=pictures[1:], duration=40)
    return out.getvalue()


def jpeg_with_many_scans(width: int, height: int, *, scans: int) -> bytes:
    """A progressive JPEG whose last scan comes again and again: little to read, much to reckon."""
    data = saved(width, height, "JPEG", progressive=True)
    start = data.rindex(b"\xff\xda")
    return data[:start] + data[start:-2] * scans + b"\xff\xd9"


def one_colour_after_the_other(width: int, height: int) -> bytes:
    """A sequential JPEG whose first scan holds one colour only: the decoder has to keep all coefficients."""
    data = saved(width, height, "JPEG", subsampling=0)
    start = data.index(b"\xff\xda")
    return data[:start] + b"\xff\xda\0\x08\x01\x01\0\0\x3f\0" + data[start + 14 :]


def webp_head(width: int, height: int) -> bytes:
    """A lossless WebP of 16 × 16 pixels that says it is larger."""
    data = bytearray(saved(16, 16, "WEBP", lossless=True))
    at = data.index(b"VP8L") + 9
    bits = int.from_bytes(data[at : at + 4], "little") & ~0xFFFFFFF | (width - 1) | (height - 1) << 14
    data[at : at + 4] = bits.to_bytes(4, "little")
    return bytes(data)


def webp_canvas(width: int, height: int) -> bytes:
    """An animated WebP whose canvas is huge, with frames of a few pixels."""
    data = bytearray(animated(64, 64, "WEBP", frames=2))
    at = data.index(b"VP8X") + 12
    data[at : at + 6] = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return bytes(data)


def gif_screen(width: int, height: int) -> bytes:
    data = bytearray(saved(16, 16, "GIF", mode="P"))
    data[6:10] = struct.pack("<HH", width, height)
    return bytes(data)
