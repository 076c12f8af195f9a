"""Form fields that every form of the desk takes: days and hours as people write them (`vietnamese.times`), long texts.

The one module of this room that knows Django. `ahead`: a day without its year is the next one; elsewhere, in what is
on record, the year is asked for.
"""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import from_current_timezone
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vietnamese.times import Unreadable, read_day, read_hour, read_moment

WRONG = {
    "day": _("“%(typed)s” is no day that can be read. Write 31/12/2026, 31-12-2026, 31.12.2026 or 2026-12-31."),
    "year": _("Write the year as well: 31/12/2026."),
    "no_such_day": _("There is no such day: “%(typed)s”. Write day, month, year: 31/12/2026."),
    "hour": _("“%(typed)s” is no hour that can be read. Write 9h, 9h30, 9 giờ, 9 giờ rưỡi, 23h55 or 23:55."),
    "no_such_hour": _("There is no such hour: “%(typed)s”. Hours go from 0h to 23h59."),
    "moment": _("“%(typed)s” cannot be read. Write day and hour: 31/12/2026 23:55 or 23h55 31/12/2026."),
    "no_hour": _("Write the hour as well: 9h, 9h30 or 23:55."),
    "no_day": _("Write the day as well: 31/12/2026."),
}
LOCAL = "%Y-%m-%dT%H:%M"  # what <input type="datetime-local"> sends and takes
SHOWN = 40  # characters of what was typed


def _wrong(reason: str, typed: str = "") -> ValidationError:
    return ValidationError(WRONG[reason], code=reason, params={"typed": typed.strip()[:SHOWN]})


LONGEST_TEXT = 20_000  # characters of a lead, a caption, a description, a remark; ten pages of print
LONGEST_PASSWORD = 4_096


class LongTextField(forms.CharField):
    """Lines of text. No field is without an end: what is longer is refused, and stays on the page."""

    def __init__(self, *, max_length: int | None = None, **kwargs: Any) -> None:
        super().__init__(max_length=max_length or LONGEST_TEXT, **kwargs)


class DayField(forms.DateField):
    """A day. `ahead`: one that is planned, so that 31/12 is the next one."""

    def __init__(self, *, ahead: bool = False, **kwargs: Any) -> None:
        self.ahead = ahead
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or not isinstance(value, str):
            return super().to_python(value)
        if not value.strip():
            return None
        try:
            return read_day(value, today=timezone.localdate() if self.ahead else None)
        except Unreadable as unreadable:
            raise _wrong(unreadable.reason, value) from unreadable


class HourField(forms.TimeField):
    """An hour of the day."""

    def to_python(self, value: Any) -> time | None:
        if value in self.empty_values or not isinstance(value, str):
            return super().to_python(value)
        if not value.strip():
            return None
        try:
            return read_hour(value)
        except Unreadable as unreadable:
            raise _wrong(unreadable.reason, value) from unreadable


class DayAndHourField(forms.SplitDateTimeField):
    """A planned moment in two boxes, Vietnamese time."""

    def __init__(self, *, input_date_formats: Any = None, input_time_formats: Any = None, **kwargs: Any) -> None:
        fields = (DayField(ahead=True, localize=True), HourField(localize=True))
        forms.MultiValueField.__init__(self, fields, **kwargs)

    def clean(self, value: Any) -> datetime | None:
        if isinstance(value, list | tuple) and len(value) == 2:
            day, hour = ((part or "").strip() if isinstance(part, str) else part for part in value)
            if day and not hour:
                raise _wrong("no_hour")
            if hour and not day:
                raise _wrong("no_day")
            value = [day, hour]
        return super().clean(value)


class MomentField(forms.DateTimeField):
    """A planned moment in one box, Vietnamese time."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateTimeInput(format=LOCAL, attrs={"type": "datetime-local"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values or not isinstance(value, str):
            return super().to_python(value)
        if not value.strip():
            return None
        try:
            moment = read_moment(value, today=timezone.localdate())
        except Unreadable as unreadable:
            raise _wrong(unreadable.reason, value) from unreadable
        try:
            return from_current_timezone(moment)
        except (ValidationError, OverflowError) as nowhere:
            raise _wrong("no_such_day", value) from nowhere
