"""Ids of other systems: those that the search index can hold are the stories' numbers, larger ones are kept as text."""

import json

import pytest

from articles.models import Article
from newsroom.importing.lines import Refused, read
from newsroom.models import ForeignNumber
from newsroom.numbering import ROOM, next_numbers
from search.places import LARGEST_NUMBER
from tests.factories import make_story, make_user
from tests.newsroom.importing.conftest import line

LARGE = 12_345_678_901_234_567_890


@pytest.mark.parametrize("number", [0, -1, 10**20, True, "7a", "", "²", None, 7.0, [7], "1" * 21, "١٢"])
def test_what_is_no_id_is_refused(number: object) -> None:
    with pytest.raises(Refused, match="legacy_id"):
        read(json.dumps(line() | {"legacy_id": number}).encode())


@pytest.mark.parametrize(
    ("value", "legacy_id"), [(1, 1), ("7", 7), (" 007 ", 7), (LARGEST_NUMBER, LARGEST_NUMBER), (str(LARGE), LARGE)]
)
def test_an_id_is_a_number_or_a_text_of_digits(value: object, legacy_id: int) -> None:
    assert read(json.dumps(line() | {"legacy_id": value}).encode()).legacy_id == legacy_id


def test_a_large_id_gets_a_number_for_good(bring_in, client):
    first = line(str(LARGE), lead_related=[LARGE + 1, "120001"], redirect_from=["/cu.htm"])
    report = bring_in(first, line(LARGE + 1), line(120_001))
    assert report.counts["created"] == 3, bring_in.said
    number = ForeignNumber.objects.get(foreign_id=str(LARGE)).number
    other = ForeignNumber.objects.get(foreign_id=str(LARGE + 1)).number
    assert 1_000_000 <= number < other <= LARGEST_NUMBER
    article = Article.objects.get(pk=number)
    assert [pick.number for pick in article.picks.all()] == [other, 120_001]
    assert bring_in(first, line(LARGE + 1), line(120_001)).counts["unchanged"] == 3
    assert bring_in(line(LARGE, title="Tít đã sửa")).counts["updated"] == 1
    assert Article.objects.get(pk=number).title == "Tít đã sửa"
    for path in (f"/gi-do-{LARGE}.html", f"/{LARGE}.html", f"/tin-0{LARGE}.html&utm=1", "/cu.htm"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Location"]) == (301, article.get_absolute_url()), path


@pytest.mark.parametrize("path", [f"/x-{LARGE}.html", "/x-99999999999999999999.html", f"/{'9' * 40}.html", "/x-0.html"])
def test_numbers_that_nobody_has_are_not_found(db, client, path):
    assert client.get(path).status_code == 404


def test_the_end_of_a_longer_number_is_no_number(bring_in, client):
    bring_in(line(120_001))
    assert client.get("/x-99999000000000000120001.html").status_code == 404


def test_a_related_id_of_an_earlier_file_is_found(bring_in):
    bring_in(line(LARGE))
    report = bring_in(line(120_001, lead_related=[str(LARGE), LARGE + 5]))
    number = ForeignNumber.objects.get().number
    assert [pick.number for pick in Article.objects.get(pk=120_001).picks.all()] == [number]
    assert report.counts["warnings"] == 1
    assert str(LARGE + 5) in bring_in.said[0]


def test_an_archive_with_the_largest_numbers_leaves_the_desk_room(bring_in, now):
    bring_in(line(LARGEST_NUMBER), line(LARGEST_NUMBER - ROOM + 1), line(2_000_000))
    assert Article.objects.count() == 3
    story = make_story(by=make_user(), now=now)
    assert 2_000_000 < story.pk < LARGEST_NUMBER - ROOM


def test_a_number_that_is_taken_is_passed_over(db, now):
    [number] = next_numbers(1)
    taken = make_story(by=make_user(), now=now)
    assert taken.pk == number + 1
    drawn = next_numbers(3)
    assert taken.pk not in drawn
    assert len(set(drawn)) == 3


def test_a_number_that_the_archive_brings_is_given_to_nobody_else(bring_in):
    [last] = next_numbers(1)
    report = bring_in(line(LARGE), line(last + 1), line(last + 2))
    assert report.counts["created"] == 3, bring_in.said
    assert ForeignNumber.objects.get().number == last + 3


def test_a_number_that_was_given_to_a_foreign_id_is_refused_to_a_later_line(bring_in):
    bring_in(line(LARGE, title="Bài có số lớn"))
    number = ForeignNumber.objects.get().number
    report = bring_in(line(number, title="Bài khác"))
    assert report.counts["refused"] == 1
    assert str(LARGE) in bring_in.said[0]
    assert Article.objects.get().title == "Bài có số lớn"
