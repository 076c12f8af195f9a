"""Numbers of imported stories: those that the search index can hold, as a story goes into it when it goes live."""

import json

import pytest

from newsroom.importing.lines import Refused, read
from search.places import LARGEST_NUMBER

LINE = {"title": "Tít", "section": ["Hữu nghị"], "published_at": "2023-01-01T07:00:00"}


@pytest.mark.parametrize("number", [0, -1, LARGEST_NUMBER + 1, 2**53, True, "7", None])
def test_a_number_that_cannot_go_live_is_refused_with_its_line(number: object) -> None:
    with pytest.raises(Refused, match="legacy_id"):
        read(json.dumps(LINE | {"legacy_id": number}).encode())


@pytest.mark.parametrize("number", [1, LARGEST_NUMBER])
def test_the_first_and_the_last_number_are_read(number: int) -> None:
    assert read(json.dumps(LINE | {"legacy_id": number}).encode()).number == number
