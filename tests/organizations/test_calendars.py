"""Calendar files, read again by the rules of RFC 5545 and not by the library that wrote them."""

import re
from datetime import UTC, date, datetime, time

import pytest
from icalendar import Calendar

from organizations import calendars
from organizations.models import Event
from tests.factories import make_event, make_province

pytestmark = pytest.mark.django_db
SITE = "https://thoidai.example"


@pytest.fixture(autouse=True)
def _addresses(monkeypatch):
    """The pages are another room's; here an address is enough."""
    monkeypatch.setattr(Event, "get_absolute_url", lambda event: f"/su-kien/{event.slug}-{event.pk}/")


def write(*events: Event) -> bytes:
    return calendars.write_calendar(
        Event.objects.filter(pk__in=[event.pk for event in events]).with_place().order_by("pk"),
        name="Sự kiện đối ngoại nhân dân",
        site_url=SITE,
    )


def unfolded(data: bytes) -> list[tuple[str, str, str]]:
    """RFC 5545, section 3.1, read by hand: CRLF, at most 75 octets a line, continued by one space."""
    assert data.endswith(b"\r\n")
    lines = data.split(b"\r\n")[:-1]
    for line in lines:
        assert len(line) <= 75
        assert b"\n" not in line
        assert b"\r" not in line
        line.decode("utf-8")  # a fold never cuts a letter in two
    logical = data.replace(b"\r\n ", b"").decode("utf-8").split("\r\n")[:-1]
    found = []
    for line in logical:
        match = re.fullmatch(r"([A-Z0-9-]+)((?:;[A-Z0-9-]+=[^:;]+)*):(.*)", line, re.DOTALL)
        assert match, line
        found.append((match[1], match[2], match[3]))
    return found


def entry_of(data: bytes) -> dict[str, tuple[str, str]]:
    """The properties of the only event, by name."""
    lines = unfolded(data)
    begin = next(i for i, line in enumerate(lines) if line == ("BEGIN", "", "VEVENT"))
    end = next(i for i, line in enumerate(lines) if line == ("END", "", "VEVENT"))
    properties = lines[begin + 1 : end]
    names = [name for name, _parameters, _value in properties]
    assert len(names) == len(set(names))
    return {name: (parameters, value) for name, parameters, value in properties}


def test_the_frame():
    lines = unfolded(write(make_event()))
    assert lines[0] == ("BEGIN", "", "VCALENDAR")
    assert lines[-1] == ("END", "", "VCALENDAR")
    assert ("VERSION", "", "2.0") in lines
    assert [value for name, _parameters, value in lines if name == "PRODID"] == ["-//Thoi Dai//Su kien 1.0//VI"]
    begun = [value for name, _parameters, value in lines if name == "BEGIN"]
    assert begun == ["VCALENDAR", "VTIMEZONE", "STANDARD", "VEVENT"]


def test_an_event_with_hours():
    province = make_province(name="Quảng Ninh")
    event = make_event(
        name="Hội nghị tổng kết; Cụm số 1, năm 2025",
        starts_on=date(2026, 1, 18),
        starts_time=time(8, 30),
        ends_time=time(11),
        ward="phường Móng Cái 1",
        province=province,
        description="Dòng một\nDòng hai",
    )
    entry = entry_of(write(event))
    assert entry["DTSTART"] == (";TZID=Asia/Ho_Chi_Minh", "20260118T083000")
    assert entry["DTEND"] == (";TZID=Asia/Ho_Chi_Minh", "20260118T110000")
    assert entry["SUMMARY"][1] == r"Hội nghị tổng kết\; Cụm số 1\, năm 2025"
    assert entry["LOCATION"][1] == r"phường Móng Cái 1\, tỉnh Quảng Ninh"
    assert entry["DESCRIPTION"][1] == r"Dòng một\nDòng hai"
    assert entry["UID"][1] == f"event-{event.pk}@thoidai.com.vn"
    assert entry["URL"][1] == f"{SITE}/su-kien/{event.slug}-{event.pk}/"
    assert re.fullmatch(r"\d{8}T\d{6}Z", entry["DTSTAMP"][1])
    assert entry["TRANSP"][1] == "OPAQUE"


def test_the_time_zone_is_defined():
    lines = unfolded(write(make_event(starts_time=time(9))))
    assert ("TZID", "", "Asia/Ho_Chi_Minh") in lines
    assert ("TZOFFSETFROM", "", "+0700") in lines
    assert ("TZOFFSETTO", "", "+0700") in lines


def test_whole_days_end_on_the_day_after():
    entry = entry_of(write(make_event(starts_on=date(2023, 7, 18), ends_on=date(2023, 7, 20))))
    assert entry["DTSTART"] == (";VALUE=DATE", "20230718")
    assert entry["DTEND"] == (";VALUE=DATE", "20230721")
    assert entry["TRANSP"][1] == "TRANSPARENT"


def test_an_hour_of_beginning_alone():
    assert "DTEND" not in entry_of(write(make_event(starts_time=time(14))))
    several = make_event(starts_on=date(2026, 3, 1), ends_on=date(2026, 3, 2), starts_time=time(14))
    assert entry_of(write(several))["DTEND"] == (";TZID=Asia/Ho_Chi_Minh", "20260303T000000")


@pytest.mark.parametrize(
    ("status", "written"),
    [("planned", "CONFIRMED"), ("held", "CONFIRMED"), ("postponed", "TENTATIVE"), ("cancelled", "CANCELLED")],
)
def test_the_status(status, written):
    assert entry_of(write(make_event(status=status)))["STATUS"][1] == written


def test_a_change_is_a_new_revision_of_the_same_entry():
    event = make_event()
    first = entry_of(write(event))
    event.note = "Chỉ cho tòa soạn"
    event.save()
    assert entry_of(write(event))["SEQUENCE"] == first["SEQUENCE"] == ("", "0")
    event.starts_on = event.ends_on = date(2026, 12, 9)
    event.save()
    second = entry_of(write(event))
    assert second["SEQUENCE"] == ("", "1")
    assert second["UID"] == first["UID"]
    assert second["DTSTAMP"][1] >= first["DTSTAMP"][1]
    event.status = Event.Status.CANCELLED
    event.save()
    assert entry_of(write(event))["SEQUENCE"] == ("", "2")


def test_a_later_reading_gives_the_same_bytes():
    event = make_event(starts_time=time(9))
    assert write(event) == write(event)


def test_a_month_is_no_day():
    event = make_event(starts_on=date(2027, 3, 1), ends_on=date(2027, 3, 31), precision="month")
    assert not calendars.is_in_calendars(event)
    assert b"VEVENT" not in write(event)


@pytest.mark.parametrize(
    "name", ["Ộ" * 255, "x" * 254, "a\r\nBEGIN:VALARM", "Tết\u2028Nguyên đán\x0b", '\\n;,:"', "🎉" * 60]
)
def test_no_name_breaks_the_file(name):
    event = make_event(slug="mot", name=name, description=name * 20)
    lines = unfolded(write(event))
    assert [value for key, _parameters, value in lines if key == "BEGIN"].count("VEVENT") == 1
    assert "VALARM" not in [value for key, _parameters, value in lines if key == "BEGIN"]
    assert len(Calendar.from_ical(write(event)).events) == 1


def test_another_parser_agrees():
    event = make_event(starts_on=date(2026, 1, 18), starts_time=time(8, 30), ends_time=time(11))
    (entry,) = Calendar.from_ical(write(event)).events
    assert entry.start.astimezone(UTC) == datetime(2026, 1, 18, 1, 30, tzinfo=UTC)
    assert entry.end.astimezone(UTC) == datetime(2026, 1, 18, 4, 0, tzinfo=UTC)


def test_a_calendar_costs_the_same_with_many_events(django_assert_num_queries):
    province = make_province()
    for _ in range(20):
        make_event(province=province)
    with django_assert_num_queries(2):
        calendars.write_calendar(Event.objects.all().with_place(), name="x", site_url=SITE)
