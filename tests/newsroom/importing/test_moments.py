"""Moments in the forms that archives have."""

import json
from datetime import UTC, datetime

import pytest

from newsroom.importing import times
from newsroom.importing.lines import Refused, read
from tests.newsroom.importing.conftest import line

EVENING = datetime(2022, 7, 14, 12, 38, tzinfo=UTC)  # 19:38 in Hà Nội


@pytest.mark.parametrize(
    "value",
    [
        *("2022-07-14T19:38:00", "2022-07-14 19:38", "2022-07-14T12:38:00Z", "2022-07-14T19:38:00+07:00"),
        *(
            "19:38 | 14/07/2022 GMT+7",
            "19:38 | 14/07/2022",
            "Thứ năm, 14/07/2022 - 19:38 (GMT+7)",
            "14.07.2022 12:38 UTC+0",
        ),
        *(
            "14/07/2022 07:38 PM",
            "07:38 CH 14/07/2022",
            "7:38:00 PM 14/7/2022",
            "14 Jul 2022 7:38 PM",
            "07:38pm 14/07/2022",
        ),
        *("14/07/2022 07:38 chiều", "7:38 tối 14/07/2022", "14/07/2022 19:38 PM", "July 14, 2022 7:38 p.m."),
        *("2022-07-14 07:38 PM", "Thứ Năm, ngày 14 tháng 7 năm 2022, lúc 19:38", "Thu Jul 14 19:38:00 2022"),
        *("12:38 14/07/2022 UTC", "12:38 14/07/2022 +0000", "12:38 14/07/2022 Z", "12:38:00.000Z 14/07/2022"),
        *("Thu, 14 Jul 2022 12:38:00 -0000", "14 Jul 22 12:38 UT", "14 Jul 2022 08:38 EDT", "19:38 14/07/2022 +07:00"),
        *(
            "Thu, 14 Jul 2022 19:38:00 +0700 (ICT)",
            "14/07/2022 08:38 PM UTC+8",
            "14/07/2022 19:38 ICT",
            "T5, 14/07/2022 - 19:38",
        ),
        *("Cập nhật lúc 19:38 ngày 14/07/2022",),
        *("Thu, 14 Jul 2022 19:38:00 +0700", "Thu, 14 Jul 2022 12:38:00 GMT", "14 Jul 2022 12:38 +0000"),
        *(1657802280, 1657802280.0, 1657802280000, "1657802280", "1657802280000"),
    ],
)
def test_a_moment_is_read(value):
    assert times.read(value) == EVENING


@pytest.mark.parametrize(
    "value",
    [
        *(None, True, 12, -5, 1e30, float("nan"), [], {}, "", "hôm qua", "12", "14/07/2022", "Thu, 14 Jul 2022"),
        *("31/02/2022 10:00", "25:00 | 14/07/2022", "19:38 | 14/07/2022 GMT+99", "2022-13-45T00:00:00", "9" * 40),
        *("14/07/2022 19:38 AM", "14/07/2022 07:38 XM", "14/07/2022 07:38 EEST", "14/07/2022 7:38 AM PM"),
        *("14/07/2022 19:38 và 15/07/2022 19:38", "14/07/2022 19:38 - 20:00", "14/07/2022 19:38 UTC -0500 +0700"),
        *(
            "14/07/2022 19:38 +0700 (UTC)",
            "14/07/2022 19:38 GMT+7:75",
            "14/07/2022 07:38 đêm",
            "trước 19:38 14/07/2022",
        ),
        *("9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00", "1:2:3:4 14/07/2022", "x" * 10_000),
    ],
)
def test_what_is_no_moment_is_none(value):
    assert times.read(value) is None


@pytest.mark.parametrize(
    ("value", "hour"),
    [
        *(
            ("01/12/2026 02:00 PM", 14),
            ("01/12/2026 12:00 AM", 0),
            ("01/12/2026 12:30 PM", 12),
            ("01/12/2026 12:05 SA", 0),
        ),
        *(("01/12/2026 07:00 sáng", 7), ("01/12/2026 11:30 trưa", 11), ("01/12/2026 1:00 trưa", 13)),
        *(("01/12/2026 00:30 PM", 12), ("01/12/2026 7:38 AM", 7), ("01/12/2026 12:15 CH", 12)),
    ],
)
def test_the_half_of_the_day_counts(value, hour):
    at = times.read(value).astimezone(times.HANOI)
    assert (at.day, at.month, at.hour) == (1, 12, hour)


def test_a_missing_moment_is_called_missing():
    data = line()
    del data["published_at"]
    with pytest.raises(Refused, match="published_at") as missing:
        read(json.dumps(data).encode())
    with pytest.raises(Refused, match="published_at") as wrong:
        read(json.dumps(line(published_at="hôm qua")).encode())
    assert str(missing.value) != str(wrong.value)
