"""Days and hours as people write them: one reading, for the server and for the button's script."""

import json
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from vietnamese.fields import DayAndHourField, DayField, HourField, MomentField
from vietnamese.times import Unreadable, read_moment

TABLE = json.loads((Path(__file__).parent / "times.json").read_text())
NOW = datetime.fromisoformat(TABLE["now"])
SCRIPT = Path(__file__).parent.parent / "static/js/desk/times.js"


@pytest.fixture(autouse=True)
def _thirtieth_of_november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.mark.parametrize(("day", "hour", "meant"), TABLE["table"])
def test_a_day_and_an_hour_are_read_as_people_write_them(day: str, hour: str, meant: str | None) -> None:
    field = DayAndHourField(required=False)
    if meant is None:
        with pytest.raises(ValidationError) as refused:
            field.clean([day, hour])
        assert any(form in refused.value.messages[0] for form in ("31/12/2026", "9h", "0h"))
    else:
        read = field.clean([day, hour])
        assert read == (datetime.fromisoformat(meant) if meant else None)


def test_the_buttons_script_reads_the_same() -> None:
    driver = pytest.importorskip("playwright._impl._driver")
    node = driver.compute_driver_executable()
    node = node[0] if isinstance(node, tuple) else node
    told = "console.log(JSON.stringify(table.map(([day, hour]) => deskTimes.read(day, hour, Date.parse(now)))))"
    code = f"{SCRIPT.read_text()}\nconst {{ now, table }} = {json.dumps(TABLE)};\n{told}"
    done = subprocess.run([node, "-e", code], capture_output=True, text=True, check=True)
    read = [
        datetime.fromtimestamp(moment / 1000, tz=UTC) if isinstance(moment, int) else moment
        for moment in json.loads(done.stdout)
    ]
    assert read == [datetime.fromisoformat(meant) if meant else meant for _day, _hour, meant in TABLE["table"]]


@pytest.mark.parametrize(
    "typed",
    ["31/12/2026 23:55", "23h55 31/12/2026", "23h55, 31/12", "23 giờ 55 ngày 31-12", "2026-12-31T23:55", "31/12 23h55"],
)
def test_a_moment_in_one_line_is_read_in_either_order(typed: str) -> None:
    assert MomentField().clean(typed) == datetime.fromisoformat("2026-12-31T23:55+07:00")


@pytest.mark.parametrize(
    "typed", ["31/12/2026", "23:55", "23:55 31/12/26", "ngày mai 9h", "9h 9h", "x" * 5000, "1/1/1 9h"]
)
def test_a_moment_that_nobody_can_read_is_refused_with_the_allowed_forms(typed: str) -> None:
    with pytest.raises(ValidationError, match="31/12/2026"):
        MomentField().clean(typed)
    with pytest.raises(Unreadable):
        read_moment(typed)


def test_what_is_on_record_needs_its_year() -> None:
    assert DayField().clean("2.9.1945") == date(1945, 9, 2)
    with pytest.raises(ValidationError, match="31/12/2026"):
        DayField().clean("2/9")
    assert DayField(ahead=True).clean("2/9") == date(2027, 9, 2)


@pytest.mark.parametrize("field", [DayField, HourField, MomentField])
def test_an_empty_box_is_nothing(field: type[forms.Field]) -> None:
    for empty in ("", "   ", None):
        assert field(required=False).clean(empty) is None


@pytest.mark.parametrize("value", [date(2026, 1, 2), datetime(2026, 1, 2, 3, 4, tzinfo=UTC)])
def test_what_is_a_day_already_stays_one(value: Any) -> None:
    assert DayField().clean(value) == date(2026, 1, 2)


def test_every_form_of_the_desk_reads_days_and_hours_so() -> None:
    from django.contrib import admin
    from django.db import models
    from django.test import RequestFactory

    kinds = {models.DateTimeField: DayAndHourField, models.DateField: DayField, models.TimeField: HourField}
    request, looked_at = RequestFactory().get("/"), 0
    for page in admin.site._registry.values():
        for each in (page, *(inline(page.model, admin.site) for inline in page.inlines)):
            for column in each.model._meta.concrete_fields:
                if type(column) in kinds and column.editable:
                    field = each.formfield_for_dbfield(column, request)
                    assert isinstance(field, kinds[type(column)]), f"{column} on {page}"
                    looked_at += 1
    assert looked_at > 20


def test_nobody_reads_a_day_or_an_hour_elsewhere() -> None:
    from tests.test_architecture import name, rooms

    kinds = ("forms.DateField(", "forms.DateTimeField(", "forms.TimeField(", "forms.SplitDateTimeField(")
    found = [name(path) for _room, path in rooms() if any(kind in path.read_text(encoding="utf-8") for kind in kinds)]
    assert [path for path in found if path != "vietnamese/fields.py"] == [], "take vietnamese.fields"
