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
        *("9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00", "1:2:3:4 14/07/2022", "x" * 10_000),
    ],
)
def test_what_is_no_moment_is_none(value):
    assert times.read(value) is None


def test_a_missing_moment_is_called_missing():
    data = line()
    del data["published_at"]
    with pytest.raises(Refused, match="published_at") as missing:
        read(json.dumps(data).encode())
    with pytest.raises(Refused, match="published_at") as wrong:
        read(json.dumps(line(published_at="hôm qua")).encode())
    assert str(missing.value) != str(wrong.value)
