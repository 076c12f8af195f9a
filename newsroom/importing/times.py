"""Moments as archives write them: ISO 8601, the old site's form, RFC 822, seconds since 1970."""

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.dateparse import parse_datetime

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
FIRST_YEAR, LAST_YEAR = 1900, 2200
_EPOCH = (631_152_000, 7_258_118_400)  # 1990 to 2200, in seconds; a smaller or larger number is something else
_HOUR = re.compile(r"(?<![\d:])(\d{1,2}):(\d{2})(?::(\d{2}))?(?![\d:])")
_DAY = re.compile(r"(?<!\d)(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?!\d)")
_OFFSET = re.compile(r"(?:GMT|UTC)\s*([+-])\s*(\d{1,2})(?::?(\d{2}))?(?!\d)", re.IGNORECASE)


def read(value: Any) -> datetime | None:
    """The aware moment, or None where it is none; without an offset it is Vietnamese time."""
    try:
        at = _read(value)
        if at is None:
            return None
        at = at if at.tzinfo else at.replace(tzinfo=HANOI)
        at.astimezone(HANOI) + timedelta(days=1)  # year 9999 overflows here, not later
    except (ValueError, OverflowError, OSError, TypeError, IndexError):
        return None
    return at if FIRST_YEAR <= at.year <= LAST_YEAR else None


def _read(value: Any) -> datetime | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _since_1970(value)
    if not isinstance(value, str) or len(value) > 80:
        return None
    value = " ".join(value.split())
    if re.fullmatch(r"[0-9]{9,13}(?:\.[0-9]{1,9})?", value):
        return _since_1970(float(value))
    return parse_datetime(value) or _old_site(value) or _rfc_822(value)


def _since_1970(seconds: float) -> datetime | None:
    if seconds >= _EPOCH[1]:
        seconds /= 1000  # milliseconds
    return datetime.fromtimestamp(seconds, UTC) if _EPOCH[0] <= seconds < _EPOCH[1] else None


def _old_site(value: str) -> datetime | None:
    """ "19:38 | 14/07/2022 GMT+7", in either order, with or without the offset and the day's name."""
    hour, day = _HOUR.search(value), _DAY.search(value)
    if hour is None or day is None:
        return None
    offset = _OFFSET.search(value)
    zone: timezone | ZoneInfo = HANOI
    if offset is not None:
        minutes = int(offset[2]) * 60 + int(offset[3] or 0)
        zone = timezone(timedelta(minutes=-minutes if offset[1] == "-" else minutes))
    return datetime(int(day[4]), int(day[3]), int(day[1]), int(hour[1]), int(hour[2]), int(hour[3] or 0), tzinfo=zone)


def _rfc_822(value: str) -> datetime | None:
    """ "Thu, 14 Jul 2022 19:38:00 +0700"; a date alone is none."""
    return parsedate_to_datetime(value) if _HOUR.search(value) else None
