"""What a picture file says about itself: IPTC first, then EXIF. Suggestions for empty fields, nothing more."""

from datetime import date, datetime
from typing import Any

from PIL import ImageFile, IptcImagePlugin

from vietnamese import clean_line

IPTC_DATE, IPTC_BYLINE, IPTC_CREDIT, IPTC_SOURCE, IPTC_CAPTION = (2, 55), (2, 80), (2, 110), (2, 115), (2, 120)
EXIF_DESCRIPTION, EXIF_ARTIST, EXIF_FOLDER, EXIF_TAKEN = 270, 315, 0x8769, 36867
# What cameras and programs write into the description by themselves.
NOT_A_CAPTION = {
    "olympus digital camera",
    "sony dsc",
    "dsc",
    "default",
    "untitled",
    "screenshot",
    "image",
    "charset=ascii",
}
FIRST_PHOTOGRAPH = date(1826, 1, 1)


def read_hints(image: ImageFile.ImageFile, *, today: str) -> dict[str, str]:
    """Read the file's own words; broken or absurd ones are passed over. Days are in ISO's form; empty is not said."""
    iptc, exif, details = _iptc(image), _exif(image), {}
    latest = date.fromisoformat(today)
    if exif:
        details = exif.get_ifd(EXIF_FOLDER)
    caption = _words(iptc.get(IPTC_CAPTION)) or _words(exif.get(EXIF_DESCRIPTION))
    taken_on = _day(_words(iptc.get(IPTC_DATE)), latest=latest) or _day(_words(details.get(EXIF_TAKEN)), latest=latest)
    return {
        "caption": "" if caption.casefold() in NOT_A_CAPTION else caption[:2000],
        "credit": (_words(iptc.get(IPTC_BYLINE)) or _words(exif.get(EXIF_ARTIST)))[:200],
        "agency": (_words(iptc.get(IPTC_CREDIT)) or _words(iptc.get(IPTC_SOURCE)))[:200],
        "taken_on": taken_on.isoformat() if taken_on else "",
    }


def _iptc(image: ImageFile.ImageFile) -> dict[Any, Any]:
    try:
        return IptcImagePlugin.getiptcinfo(image) or {}
    except Exception:  # a damaged block makes the reader raise anything; the picture itself is fine
        return {}


def _exif(image: ImageFile.ImageFile) -> Any:
    try:
        exif = image.getexif()
        exif.get_ifd(EXIF_FOLDER)
    except Exception:  # as above
        return {}
    return exif


def _words(value: Any) -> str:
    if isinstance(value, list):
        return clean_line(", ".join(filter(None, (_words(part) for part in value))))
    if isinstance(value, str):
        try:
            value = value.encode("latin-1")  # how Pillow reads EXIF, whatever the writer meant
        except UnicodeEncodeError:
            return clean_line(value)
    if not isinstance(value, bytes):
        return ""
    try:
        return clean_line(value.decode())
    except UnicodeDecodeError:
        return clean_line(value.decode("cp1258", errors="ignore"))  # Windows' old Vietnamese code page


def _day(text: str, *, latest: date) -> date | None:
    digits = "".join(filter(str.isdigit, text))[:8]
    try:
        day = datetime.strptime(digits, "%Y%m%d").date()  # noqa: DTZ007  a day has no zone
    except ValueError:
        return None
    return day if FIRST_PHOTOGRAPH <= day <= latest else None
