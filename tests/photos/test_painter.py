"""The process that decodes pictures: what it takes, what it refuses before decoding, what it costs at the most."""

import json
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from photos import easel
from tests.photos import bombs, pictures

BOUND = 600 * 1024 * 1024  # bytes: no picture that is taken may need more
REFUSED_BEFORE = 120 * 1024 * 1024  # and this much is needed to read the head of one that is refused
LARGE = (9000, 8880)  # just what is taken: 80 million pixels


def painted(data: bytes, tmp_path: Path) -> dict:
    """The last line of the painter's answer to a picture that was sent, `peak` among it."""
    (tmp_path / "sent").write_bytes(data)
    limits = {"memory": settings.PICTURE_MEMORY, "cpu_seconds": 60, "seconds": 300}
    keep = {"today": "2026-11-30", "memory": settings.PICTURE_MEMORY - easel.RESERVE}
    with (tmp_path / "sent").open("rb") as sent:
        run = subprocess.run(
            [sys.executable, "-m", "photos.painter", json.dumps(limits | {"keep": keep})],
            stdin=sent,
            capture_output=True,
            cwd=settings.BASE_DIR,
            env={"MALLOC_ARENA_MAX": "1"},
            check=True,
        )
    return json.loads(run.stdout[max(run.stdout.rfind(b'{"done"'), run.stdout.rfind(b'{"refused"')) :])


@pytest.mark.parametrize(
    "make",
    [
        lambda: bombs.png(*LARGE, colour=6, bits=16),
        lambda: bombs.png(*LARGE, colour=3),
        lambda: bombs.saved(*LARGE, "JPEG", progressive=True),
        lambda: bombs.saved(8000, 6000, "JPEG", mode="CMYK", progressive=True),
        lambda: bombs.saved(*LARGE, "TIFF", mode="CMYK", compression="tiff_adobe_deflate"),
        lambda: bombs.saved(*LARGE, "GIF", mode="P"),
        lambda: bombs.saved(5200, 5000, "WEBP", mode="RGBA", method=0),
        lambda: bombs.saved(5200, 5000, "WEBP", lossless=True, method=0),
        lambda: bombs.saved(4700, 4680, "AVIF", mode="RGBA", speed=10),
        lambda: bombs.animated(1000, 1000, "GIF"),
        lambda: bombs.animated(1000, 1000, "WEBP"),
        lambda: bombs.animated(1000, 1000, "PNG"),
    ],
    ids=[
        "png-16-bit-rgba", "png-palette", "progressive-jpeg", "progressive-cmyk", "tiff-of-one-strip", "gif",
        "webp-alpha", "webp-lossless", "avif-alpha", "animated-gif", "animated-webp", "animated-png",
    ],
)  # fmt: skip
def test_the_largest_that_is_taken_stays_below_the_bound(make, tmp_path):
    end = painted(make(), tmp_path)
    assert end.get("done"), end
    assert end["peak"] < BOUND


def _tiff_of_one_huge_tile() -> bytes:
    """64 × 64 pixels, and a tile that says it is 60,000 × 60,000."""
    data = bytearray(bombs.saved(64, 64, "TIFF", compression="tiff_adobe_deflate"))
    at = data.index(struct.pack("<H", 278))  # rows a strip: it becomes the tile's width and, one entry on, its height
    data[at : at + 12] = struct.pack("<HHII", 322, 4, 1, 60_000)
    return bytes(data)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: pictures.bomb(60_000), "pixels"),
        (lambda: pictures.bomb(8_900)[:33], "unknown"),
        (lambda: bombs.saved(*LARGE, "JPEG", progressive=True, subsampling=0), "memory"),
        (lambda: bombs.one_colour_after_the_other(*LARGE), "memory"),
        (lambda: bombs.webp_head(9000, 8800), "memory"),
        (lambda: bombs.webp_head(16_384, 16_384), "pixels"),
        (lambda: bombs.webp_canvas(16_384, 16_384), "pixels"),
        (lambda: bombs.saved(6000, 6000, "AVIF", speed=10), "memory"),
        (lambda: bombs.gif_screen(65_535, 65_535), "pixels"),
        (_tiff_of_one_huge_tile, None),
    ],
    ids=[
        "png", "cut-png", "progressive-jpeg", "jpeg-colour-by-colour", "webp", "webp-wide", "webp-canvas", "avif",
        "gif-screen", "tiff-tile",
    ],
)  # fmt: skip
def test_what_cannot_be_decoded_within_the_bound_is_refused_before(make, code, tmp_path):
    end = painted(make(), tmp_path)
    assert end.get("refused") == code if code else end.get("refused") in {"memory", "pixels", "damaged", "unknown"}, end
    assert end["peak"] < REFUSED_BEFORE


def test_a_sequential_jpeg_is_not_taken_for_one_that_needs_all_scans(tmp_path):
    assert painted(bombs.saved(4000, 4000, "JPEG", subsampling=0), tmp_path).get("done")


def test_a_large_picture_looks_as_it_did(tmp_path):
    """It is made smaller strip by strip: the seams must not show."""
    from PIL import Image, ImageChops

    from photos.painter import keeping, opening

    scene = pictures.scene(5200, 3900)
    scale = opening.scale_of(*scene.size, is_turned=False)
    strips = keeping._shrunk(scene, scale)
    whole = scene.resize(strips.size, Image.Resampling.LANCZOS)
    assert max(high for _low, high in ImageChops.difference(strips, whole).getextrema()) <= 2


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_is_transparent_stays_so_in_a_large_picture(mode, tmp_path):
    from PIL import Image

    from photos.painter import keeping, opening

    clear = Image.new("RGBA", (5000, 4000), (200, 30, 30, 255))
    clear.paste((0, 0, 0, 0), (0, 0, 2500, 2000))
    (tmp_path / "sent.png").write_bytes(pictures.as_bytes(clear.convert(mode), "PNG"))
    with (tmp_path / "sent.png").open("rb") as sent:
        about, data = keeping.keep(sent, today="2026-11-30", memory=10**9)
    from io import BytesIO

    kept = Image.open(BytesIO(data))
    assert kept.mode == "RGBA"
    assert (kept.getpixel((10, 10))[3], kept.getpixel((kept.width - 10, 10))[3]) == (0, 255)
    assert opening.scale_of(5000, 4000, is_turned=False) < 1
    assert about["extension"] == "png"


def test_a_tall_picture_that_was_held_sideways_is_bounded_as_it_is_seen():
    from photos.painter.opening import scale_of

    assert scale_of(9000, 1500, is_turned=True) == 1.0  # 1500 wide and 9000 tall, once it stands upright
    assert scale_of(9000, 1500, is_turned=False) < 1


def test_the_painter_knows_no_django():
    code = "import photos.painter.work, sys; print([name for name in sys.modules if name.startswith('django')])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
