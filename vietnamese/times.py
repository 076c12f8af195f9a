"""Days and hours as people at a Vietnamese desk write them: 31/12, 31-12-2026, 9h, 9 giờ rưỡi, 23:55.

One reading for every form of the desk. `static/js/desk/times.js` mirrors it, so that a button says what the server
will do; both are tried on the same table (tests/times.json). Raises Unreadable, never guesses.
"""

import re
import unicodedata
from calendar import isleap
from datetime import date, datetime, time

FIRST_YEAR, LAST_YEAR = 1800, 2200
LONGEST = 60  # characters of a day or an hour


class Unreadable(ValueError):
    """Nobody can say which day or hour is meant. `reason`: "day", "hour", "no_such_day", "no_such_hour" or "year"."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


_DAY = re.compile(r"(?:ngay )?([0-9]{1,2})([/.-])([0-9]{1,2})(?:\2([0-9]{4}))?")
_DAY_IN_WORDS = re.compile(r"(?:ngay )?([0-9]{1,2}) thang ([0-9]{1,2})(?:(?: nam|,) ([0-9]{4}))?")
_YEAR_FIRST = re.compile(r"([0-9]{4})([/.-])([0-9]{1,2})\2([0-9]{1,2})")
_HOUR = re.compile(r"(?:luc )?([0-9]{1,2}) ?(?::|h|g|gio)(?: ?([0-9]{2})| ?([0-9]{1,2}) ?(?:p|ph|phut|'))?")
_HALF = re.compile(r"(?:luc )?([0-9]{1,2}) ?(?:h|g|gio) ?ruoi")
_SECONDS = re.compile(r"([0-9]{1,2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]+)?")


def read_day(text: str, *, today: date | None = None) -> date:
    """A day. Without a year it is the next such day from `today` on; without `today` the year must be written."""
    words = _plain(text)
    if found := _DAY.fullmatch(words):
        day, month, year = found[1], found[3], found[4]
    elif found := _DAY_IN_WORDS.fullmatch(words):
        day, month, year = found[1], found[2], found[3]
    elif found := _YEAR_FIRST.fullmatch(words):
        day, month, year = found[4], found[3], found[1]
    else:
        raise Unreadable("day")
    if year:
        return _day(int(year), int(month), int(day))
    if today is None:
        raise Unreadable("year")
    following = today.year + ((int(month), int(day)) < (today.month, today.day))
    while (int(month), int(day)) == (2, 29) and not isleap(following):
        following += 1
    return _day(following, int(month), int(day))


def read_hour(text: str) -> time:
    """An hour of the day, to the minute (seconds where they are written: browsers and Django write them)."""
    words = _plain(text)
    hour, minute, second = "", "0", "0"
    if found := _HALF.fullmatch(words):
        hour, minute = found[1], "30"
    elif found := _SECONDS.fullmatch(words):
        hour, minute, second = found[1], found[2], found[3]
    elif (found := _HOUR.fullmatch(words)) and not words.endswith(":"):
        hour, minute = found[1], found[2] or found[3] or "0"
    else:
        raise Unreadable("hour")
    if int(hour) > 23 or int(minute) > 59 or int(second) > 59:
        raise Unreadable("no_such_hour")
    return time(int(hour), int(minute), int(second))


def read_moment(text: str, *, today: date | None = None) -> datetime:
    """A day and an hour in one line, in either order: 31/12/2026 23:55, 23h55 ngày 31/12, 2026-12-31T23:55."""
    words = _plain(text)
    if found := re.fullmatch(r"([0-9]{4}-[0-9]{2}-[0-9]{2})t(.+)", words):
        return datetime.combine(read_day(found[1]), read_hour(found[2]))
    parts = words.split(" ")
    wrong = Unreadable("moment")
    for place in range(1, len(parts)):
        left, right = (" ".join(half).strip(" ,") for half in (parts[:place], parts[place:]))
        for day, hour in ((left, right), (right, left)):
            try:
                return datetime.combine(read_day(day, today=today), read_hour(hour))
            except Unreadable as unreadable:
                if unreadable.reason not in {"day", "hour"}:
                    wrong = unreadable
    raise wrong


def _day(year: int, month: int, day: int) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Unreadable("no_such_day")  # a slip of the finger
    try:
        return date(year, month, day)
    except ValueError as no_such_day:
        raise Unreadable("no_such_day") from no_such_day


def _plain(text: str) -> str:
    """Without accents, small letters, single spaces; a text too long for any day is none."""
    if len(text) > LONGEST:
        return ""
    letters = unicodedata.normalize("NFKD", text).lower().replace("đ", "d")
    return " ".join("".join(letter for letter in letters if not unicodedata.combining(letter)).split())
