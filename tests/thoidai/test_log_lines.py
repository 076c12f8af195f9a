"""No link to a new password stands in the log."""

import logging

import pytest

from thoidai.log_lines import WithoutLinks


@pytest.mark.parametrize(
    ("message", "arguments", "line"),
    [
        ("%s: %s", ("Not Found", "/quan-tri/dat-mat-khau/MQ/abc-def/"), "Not Found: /quan-tri/dat-mat-khau/…/"),
        ('"GET /quan-tri/dat-mat-khau/MQ/abc-def/ HTTP/1.1"', (), '"GET /quan-tri/dat-mat-khau/…/ HTTP/1.1"'),
        ("Forbidden: %s", ("/quan-tri/dat-mat-khau/MQ/abc-def",), "Forbidden: /quan-tri/dat-mat-khau/…"),
        ("Not Found: %s", ("/quan-tri/",), "Not Found: /quan-tri/"),
    ],
)
def test_a_link_is_cut_out_of_a_line(message, arguments, line) -> None:
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, message, arguments, None)
    assert WithoutLinks().filter(record)
    assert record.getMessage() == line


def test_whatever_is_logged_goes_through_it(settings) -> None:
    assert all("without_links" in handler["filters"] for handler in settings.LOGGING["handlers"].values())
