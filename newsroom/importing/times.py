"""Moments as archives write them: ISO 8601, the old site's form, RFC 822, seconds since 1970; understood whole."""

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.dateparse import parse_datetime

import vietnamese

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
FIRST_YEAR, LAST_YEAR = 1900, 2200
_EPOCH = (631_152_000, 7_258_118_400)  # 1990 to 2200, in seconds; a smaller or larger number is something else
_HOUR = re.compile(r"(?<![\d:])(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?(?![\d:])")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<month>\d{{1,2}}|(?:{'|'.join(_MONTHS)})[a-z]*)\.?"
_DAYS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<!\d)(?P<day>\d{1,2})([/.-])(?P<month>\d{1,2})\2(?P<year>\d{4})(?!\d)",
        r"(?<!\d)(?P<year>\d{4})([/.-])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?!\d)",
        r"(?<!\d)(?P<day>\d{1,2}) tháng (?P<month>\d{1,2})(?: năm|,) (?P<year>\d{4})(?!\d)",
        rf"(?<!\d)(?P<day>\d{{1,2}})[ -](?!\d){_MONTH},?[ -](?P<year>\d{{4}}|\d{{2}})(?![\d:])",
        rf"\b(?!\d){_MONTH} (?P<day>\d{{1,2}}),? (?P<year>\d{{4}})(?!\d)",
    )
)
_OFFSET = re.compile(r"(?:GMT|UTC)?\s*([+-])\s*(\d{1,2})(?::?(\d{2}))?(?!\d)", re.IGNORECASE)
# The words that may stand about a moment, folded: the zones with their hours, the halves of the day, the rest.
_ZONES = {"z": 0, "ut": 0, "utc": 0, "gmt": 0, "ict": 7, "est": -5, "edt": -4, "cst": -6, "cdt": -5} | {
    **{"mst": -7, "mdt": -6, "pst": -8, "pdt": -7}
}
_HALVES = {
    **{"am": range(13), "sa": range(13), "sang": range(12)},
    **{"pm": range(24), "ch": range(24), "chieu": range(1, 20), "toi": range(1, 24), "trua": range(1, 14)},
}
_SAID = frozenset(
    {
        *("mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun", "monday", "tuesday", "wednesday"),
        *("thursday", "friday", "saturday", "sunday", "hai", "ba", "tu", "nam", "sau", "bay", "chu", "nhat", "cn"),
        *(
            "t2",
            "t3",
            "t4",
            "t5",
            "t6",
            "t7",
            "t",
            "ngay",
            "luc",
            "vao",
            "gio",
            "at",
            "on",
            "dang",
            "cap",
            "xuat",
            "ban",
        ),
    }
)


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
    return parse_datetime(value) or _in_words(value)


def _since_1970(seconds: float) -> datetime | None:
    if seconds >= _EPOCH[1]:
        seconds /= 1000  # milliseconds
    return datetime.fromtimestamp(seconds, UTC) if _EPOCH[0] <= seconds < _EPOCH[1] else None


def _in_words(value: str) -> datetime | None:
    """ "19:38 | 14/07/2022 GMT+7", "Thu, 14 Jul 2022 19:38:00 +0700", "14/07/2022 07:38 CH", in any order.

    None where a word is left that nobody understood: it might be half a day, or an offset.
    """
    hour, rest = _taken(_HOUR, value)
    day = None
    for pattern in _DAYS:
        if day is None:
            day, rest = _taken(pattern, rest)
    offset, rest = _taken(_OFFSET, rest)
    words = vietnamese.fold(rest.replace("a.m.", "am").replace("p.m.", "pm")).split()
    zones = {timedelta(hours=_ZONES[word]) for word in words if word in _ZONES}
    halves = [word for word in words if word in _HALVES]
    if offset is not None:
        zones.add(_minutes(offset))
    if hour is None or day is None or len(zones) > 1 or len(halves) > 1:
        return None
    if not all(word in _SAID or word in _ZONES or word in _HALVES for word in words):
        return None
    zone = timezone(zones.pop()) if zones else HANOI
    at = _hour_of_the_day(int(hour[1]), halves[0]) if halves else int(hour[1])
    return datetime(*_year_month_day(day), at, int(hour[2]), int(hour[3] or 0), tzinfo=zone)


def _taken(pattern: re.Pattern[str], text: str) -> tuple[re.Match[str] | None, str]:
    """What the pattern finds, and the text without it."""
    match = pattern.search(text)
    return match, f"{text[: match.start()].rstrip()} {text[match.end() :].lstrip()}" if match else text


def _minutes(offset: re.Match[str]) -> timedelta:
    hours, minutes = int(offset[2]), int(offset[3] or 0)
    if hours > 14 or minutes > 59:
        raise ValueError(offset[0])
    return timedelta(minutes=hours * 60 + minutes) * (-1 if offset[1] == "-" else 1)


def _hour_of_the_day(hour: int, half: str) -> int:
    """Of twelve hours one of twenty-four; "19:38 PM" is 19:38, "19:38 AM" and "12:00 sáng" are none."""
    if hour not in _HALVES[half]:
        raise ValueError(half)
    if half in {"am", "sa", "sang"}:
        return hour % 12
    if half == "trua" and hour in {11, 12}:
        return hour
    if half == "toi" and hour == 12:
        raise ValueError(half)  # midnight, or noon?
    return hour if hour >= 12 else hour + 12


def _year_month_day(day: re.Match[str]) -> tuple[int, int, int]:
    year, month = int(day["year"]), day["month"].lower()
    if len(day["year"]) == 2:  # of RFC 822
        year += 2000 if year < 69 else 1900
    return year, int(month) if month.isdecimal() else _MONTHS.index(month[:3]) + 1, int(day["day"])
