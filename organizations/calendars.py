"""Events as iCalendar (RFC 5545), for one event, for a body's subscribers, for everybody's."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from icalendar import Calendar, Timezone, TimezoneStandard
from icalendar import Event as CalendarEvent

from organizations.models import Event, Precision
from vietnamese import clean_line, clean_text

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
PRODUCT = "-//Thoi Dai//Su kien 1.0//VI"
UID_HOST = "thoidai.com.vn"  # part of every UID for ever, whatever the site's address becomes
REFRESH = timedelta(hours=6)
STATUSES = {
    Event.Status.PLANNED: "CONFIRMED",
    Event.Status.HELD: "CONFIRMED",
    Event.Status.POSTPONED: "TENTATIVE",
    Event.Status.CANCELLED: "CANCELLED",
}


def is_in_calendars(event: Event) -> bool:
    """Whether the event's days are known: "some day in 2027" is no entry of a calendar."""
    return event.precision == Precision.DAY


def write_calendar(events: Iterable[Event], *, name: str, site_url: str, public: Callable[[str], str] = str) -> bytes:
    """A calendar of events with known days, in the order given.

    `site_url` is the site's address without a final slash; `public` makes of an address one that readers can be sent
    to, or nothing. Events need `with_place()`.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", clean_line(name))
    calendar.add("x-wr-calname", clean_line(name))
    calendar.add("x-wr-timezone", HANOI.key)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add_component(_hanoi_time())
    for event in events:
        if is_in_calendars(event):
            calendar.add_component(_entry(event, site_url=site_url, public=public))
    return calendar.to_ical()


def _hanoi_time() -> Timezone:
    """Vietnam has had one time and no summer time for as long as events are entered."""
    standard = TimezoneStandard()
    standard.add("dtstart", datetime(1970, 1, 1))  # noqa: DTZ001 - local time by definition
    standard.add("tzoffsetfrom", timedelta(hours=7))
    standard.add("tzoffsetto", timedelta(hours=7))
    standard.add("tzname", "+07")
    zone = Timezone()
    zone.add("tzid", HANOI.key)
    zone.add_component(standard)
    return zone


def _entry(event: Event, *, site_url: str, public: Callable[[str], str]) -> CalendarEvent:
    entry = CalendarEvent()
    entry.add("uid", f"event-{event.pk}@{UID_HOST}")
    entry.add("sequence", event.sequence)
    entry.add("dtstamp", event.changed_at.astimezone(UTC).replace(microsecond=0))
    entry.add("created", event.created_at.astimezone(UTC).replace(microsecond=0))
    entry.add("last-modified", event.changed_at.astimezone(UTC).replace(microsecond=0))
    entry.add("summary", clean_line(event.name))
    starts, ends = _span(event)
    entry.add("dtstart", starts)
    if ends is not None:
        entry.add("dtend", ends)
    entry.add("status", STATUSES[Event.Status(event.status)])
    entry.add("transp", "OPAQUE" if isinstance(starts, datetime) else "TRANSPARENT")
    entry.add("categories", [str(event.get_kind_display())])
    entry.add("url", urljoin(f"{site_url}/", event.get_absolute_url().lstrip("/")))
    for field, text in (
        ("location", clean_line(event.location) or public(event.online_url)),
        ("description", clean_text(event.description)),
    ):
        if text:
            entry.add(field, text)
    return entry


def _span(event: Event) -> tuple[date | datetime, date | datetime | None]:
    """The first moment and the moment after the last; days for an event of whole days."""
    if event.starts_time is None:
        return event.starts_on, event.ends_on + timedelta(days=1)
    starts = datetime.combine(event.starts_on, event.starts_time, HANOI)
    if event.ends_time is not None:
        return starts, datetime.combine(event.ends_on, event.ends_time, HANOI)
    if event.ends_on > event.starts_on:
        return starts, datetime.combine(event.ends_on + timedelta(days=1), time.min, HANOI)
    return starts, None
