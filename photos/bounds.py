"""How large a picture may be: as it is sent, and as it is kept. Plain numbers, which the painter knows too."""

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF")
MAX_BYTES = 40 * 1024 * 1024
MAX_PIXELS = 80_000_000  # of the file as sent
MIN_SIDE = 16
# Bounds of the kept original. Tall ones are infographics: legible only when the width is kept.
KEPT_WIDTH, KEPT_HEIGHT, KEPT_PIXELS = 4000, 16_000, 16_000_000
