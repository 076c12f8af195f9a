"""Drawn pictures for the demo: landscapes of hills, water and sky, and charts. The same seed draws the same picture."""

import math
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw, ImageFilter

WIDE = (1440, 960)
TALL = (1080, 1500)
SKIES = (
    ((247, 214, 165), (199, 92, 79)),
    ((208, 226, 232), (92, 138, 164)),
    ((253, 235, 200), (226, 150, 96)),
    ((190, 205, 220), (58, 84, 122)),
    ((232, 238, 222), (128, 164, 142)),
    ((244, 222, 224), (160, 94, 118)),
)


def landscape(seed: int) -> bytes:
    """A JPEG of hills under a sky, sometimes with water, a sun, a boat or houses with lamps."""
    random = Random(f"landscape {seed}")
    width = WIDE[0]
    top, bottom = SKIES[seed % len(SKIES)]
    image = _gradient(WIDE, top, bottom)
    draw = ImageDraw.Draw(image)
    sun_x, sun_y, radius = random.randint(200, width - 200), random.randint(140, 380), random.randint(50, 95)
    draw.ellipse((sun_x - radius, sun_y - radius, sun_x + radius, sun_y + radius), fill=_mix(top, (255, 250, 235), 0.7))
    image = image.filter(ImageFilter.GaussianBlur(3))
    draw = ImageDraw.Draw(image)
    ground = _mix(bottom, (34, 46, 58), 0.35)
    ridges = random.randint(3, 5)
    for ridge in range(ridges):
        shade = _mix(bottom, ground, (ridge + 1) / ridges)
        _ridge(draw, random, base=430 + ridge * 95, swing=110 - ridge * 14, fill=shade)
    if seed % 3 == 0:
        _water(draw, random, y=760, tint=_mix(top, bottom, 0.5))
    else:
        _houses(draw, random, y=790, wall=_mix(ground, (20, 20, 24), 0.4))
    return _jpeg(image)


def chart(seed: int) -> bytes:
    """A JPEG of a tall drawn infographic: a ring, bars and a rising line on paper."""
    random = Random(f"chart {seed}")
    paper, ink, accent = (250, 247, 240), (52, 61, 72), SKIES[seed % len(SKIES)][1]
    image = Image.new("RGB", TALL, paper)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, TALL[0], 150), fill=accent)
    for line, length in enumerate((720, 480)):
        draw.rounded_rectangle((70, 46 + line * 40, 70 + length, 64 + line * 40), 9, fill=_mix(accent, paper, 0.8))
    start = -90.0
    shares = [random.randint(12, 40) for _ in range(4)]
    for index, share in enumerate(shares):
        end = start + 360 * share / sum(shares)
        draw.pieslice((120, 230, 560, 670), start, end, fill=_mix(accent, paper, index * 0.22))
        start = end
    draw.ellipse((230, 340, 450, 560), fill=paper)
    for index in range(4):
        draw.rounded_rectangle(
            (640, 270 + index * 95, 670, 300 + index * 95), 6, fill=_mix(accent, paper, index * 0.22)
        )
        draw.rounded_rectangle((700, 276 + index * 95, 930, 294 + index * 95), 8, fill=_mix(ink, paper, 0.55))
    for index in range(7):
        tall = random.randint(90, 330)
        draw.rectangle(
            (120 + index * 125, 1090 - tall, 200 + index * 125, 1090), fill=_mix(accent, paper, 0.15 * (index % 3))
        )
    draw.line((90, 1092, 1000, 1092), fill=ink, width=4)
    points = [(120 + step * 140, 1400 - int(step * 28 + random.randint(-22, 22))) for step in range(7)]
    draw.line(points, fill=accent, width=9, joint="curve")
    for x, y in points:
        draw.ellipse((x - 13, y - 13, x + 13, y + 13), fill=paper, outline=ink, width=5)
    return _jpeg(image)


def _gradient(size: tuple[int, int], top: tuple[int, ...], bottom: tuple[int, ...]) -> Image.Image:
    column = Image.new("RGB", (1, 64))
    for y in range(64):
        column.putpixel((0, y), _mix(top, bottom, y / 63))
    return column.resize(size, Image.Resampling.BICUBIC)


def _ridge(draw: ImageDraw.ImageDraw, random: Random, *, base: int, swing: int, fill: tuple[int, int, int]) -> None:
    width, height = WIDE
    phase, long, short = random.uniform(0, 6), random.uniform(240, 420), random.uniform(60, 130)
    outline = [
        (x, base - swing * math.sin(x / long + phase) - swing * 0.3 * math.sin(x / short + phase * 2))
        for x in range(0, width + 16, 16)
    ]
    draw.polygon([(0, height), *outline, (width, height)], fill=fill)


def _water(draw: ImageDraw.ImageDraw, random: Random, *, y: int, tint: tuple[int, int, int]) -> None:
    draw.rectangle((0, y, *WIDE), fill=tint)
    for _ in range(60):
        x, row = random.randint(0, WIDE[0]), random.randint(y + 8, WIDE[1] - 8)
        draw.line((x, row, x + random.randint(20, 130), row), fill=_mix(tint, (255, 255, 255), 0.35), width=3)
    x = random.randint(300, 1000)
    draw.polygon([(x, y + 70), (x + 210, y + 70), (x + 172, y + 112), (x + 34, y + 112)], fill=(64, 44, 40))
    draw.polygon([(x + 98, y - 96), (x + 98, y + 60), (x + 196, y + 60)], fill=(236, 226, 208))


def _houses(draw: ImageDraw.ImageDraw, random: Random, *, y: int, wall: tuple[int, int, int]) -> None:
    x = random.randint(60, 240)
    while x < WIDE[0] - 160:
        wide, tall = random.randint(90, 150), random.randint(60, 96)
        draw.rectangle((x, y - tall, x + wide, y + 30), fill=wall)
        draw.polygon(
            [(x - 22, y - tall), (x + wide // 2, y - tall - 62), (x + wide + 22, y - tall)],
            fill=_mix(wall, (150, 60, 48), 0.5),
        )
        draw.rectangle(
            (x + wide // 2 - 11, y - tall // 2 - 8, x + wide // 2 + 11, y - tall // 2 + 14), fill=(250, 214, 132)
        )
        x += wide + random.randint(40, 190)


def _mix(one: tuple[int, ...], other: tuple[int, ...], share: float) -> tuple[int, int, int]:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _jpeg(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=86)
    return out.getvalue()
