"""Searching the desk's list: by whole words of the title, at a cost that does not grow with the house."""

import re
from collections.abc import Iterator
from datetime import datetime
from random import Random

import pytest
from django.db import connection

from accounts.models import User
from newsroom import titles
from newsroom.models import Story
from newsroom.titles import titled
from search.places import LARGEST_NUMBER
from tests.factories import make_section, make_story
from tests.newsroom.conftest import edit
from tests.newsroom.desk import client_of

pytestmark = pytest.mark.django_db


def found(query: str) -> list[str]:
    return [story.title for story in titled(Story.objects.last_changed_first(), query)]


@pytest.mark.parametrize("query", ["hữu nghị", "nghi huu", "HỮU", "Hữu-Nghị", "gap go huu nghi", "gặp hữu ng"])
def test_words_are_found_in_any_order_and_without_accents(query: str) -> None:
    make_story(title="Gặp gỡ Hữu nghị")
    make_story(title="Kiều bào về quê")
    assert found(query) == (["Gặp gỡ Hữu nghị"] if query != "gặp hữu ng" else [])


def test_the_last_word_may_be_only_begun_where_no_title_holds_it_whole() -> None:
    make_story(title="Hội thảo Viêng Chăn")
    assert found("viê hội") == []
    assert found("hội vi") == []
    assert found("hội viê") == ["Hội thảo Viêng Chăn"]
    make_story(title="Hội Viê")
    assert found("hội viê") == ["Hội Viê"]


@pytest.mark.parametrize("query", ['"', "'", "a'b:*", "NOT", "hữu* OR", "title_folded : x", "\\", "()", "^", "∅ × ≠"])
def test_no_query_is_a_language(query: str) -> None:
    make_story(title="Gặp gỡ Hữu nghị")
    assert set(found(query)) <= {"Gặp gỡ Hữu nghị"}


def test_a_changed_title_is_found_under_its_new_words_only(reporter, now: datetime) -> None:
    story = make_story(by=reporter, title="Tên cũ")
    edit(story, by=reporter, now=now, title="Nhan đề mới")
    assert found("nhan de") == ["Nhan đề mới"]
    assert found("ten cu") == []


def test_stories_that_came_all_at_once_are_found() -> None:
    one, other = make_story(title="Một"), make_story(title="Hai")
    for story in (one, other):
        story.title = story.title_folded = "ba"
    Story.objects.bulk_update([one, other], ["title", "title_folded"])
    assert found("ba") == ["ba", "ba"]
    assert found("mot") == []


def test_very_common_words_list_the_newest_in_the_lists_order(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    for name, value in {"FOUND": 3, "WALKED": 5}.items():
        monkeypatch.setattr(titles, name, value)
    stories = [make_story(title=f"Hữu nghị {number}", now=now) for number in range(9)]
    listed = titled(Story.objects.last_changed_first(), "hữu nghị").numbers(at_most=4)
    assert listed == sorted((story.pk for story in stories), reverse=True)[:4]


@pytest.fixture
def plans() -> Iterator[list[str]]:
    """The plan of every statement about stories, as the database would carry it out on a large table."""
    collected: list[str] = []
    explain = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "

    def note_plan(execute, sql, params, many, context):
        if "newsroom_story" in sql and not sql.startswith(explain):
            with connection.cursor() as cursor:
                cursor.execute(explain + sql, params)
                collected.append("\n".join(str(row[-1]) for row in cursor.fetchall()))
        return execute(sql, params, many, context)

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
    with connection.execute_wrapper(note_plan):
        yield collected


@pytest.mark.parametrize("common", [False, True])
def test_no_search_reads_all_titles(plans: list[str], monkeypatch: pytest.MonkeyPatch, common: bool) -> None:
    make_story(title="Gặp gỡ Hữu nghị")
    make_story(title="Giao lưu Hữu nghị")
    monkeypatch.setattr(titles, "FOUND", 1 if common else 10)
    plans.clear()
    titled(Story.objects.last_changed_first(), "hữu nghị").numbers(at_most=11)
    assert plans
    for plan in plans:
        if connection.vendor == "sqlite":
            assert "VIRTUAL TABLE INDEX" in plan
            assert "SCAN newsroom_story\n" not in plan + "\n"
        else:
            assert "story_title_words" in plan or "newsroom_story_pkey" in plan or "story_changed" in plan


@pytest.mark.parametrize(
    "filters",
    [
        {},
        {"status": "draft"},
        {"section": 1},
        {"kind": "video"},
        {"created_by": 1},
        {"status": "draft", "kind": "video"},
        {"section": 1, "kind": "video", "status": "draft"},
    ],
)
def test_filters_are_answered_from_indexes_in_the_lists_order(plans: list[str], filters: dict) -> None:
    plans.clear()
    Story.objects.filter(**filters).last_changed_first().numbers(at_most=10)
    (plan,) = plans
    if connection.vendor == "sqlite":
        assert "COVERING INDEX story_" in plan
        assert "TEMP B-TREE" not in plan
    else:
        assert "Index" in plan
        assert "Seq Scan" not in plan


def test_a_search_within_a_section_reads_what_both_have_in_common(
    plans: list[str], reporter: User, postgresql: None
) -> None:
    section = make_section(name="Bốn phương")
    story = make_story(by=reporter, title="Gặp gỡ Hữu nghị", section=section)
    make_story(by=reporter, title="Giao lưu Hữu nghị")
    plans.clear()
    response = client_of(reporter).get("/quan-tri/newsroom/story/", {"q": "huu nghi", "section": section.path})
    assert response.context["cl"].result_list == [story]
    searches = [plan for plan in plans if "story_title_words" in plan]
    assert searches
    for plan in searches:
        assert re.search(r"Index Cond: .*tsquery.*ARRAY\[section_id\] &&", plan)
        assert "BitmapAnd" not in plan


def test_several_sections_are_found_in_the_lists_order_without_the_others_stories(
    plans: list[str], postgresql: None
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
    plans.clear()
    Story.objects.in_sections([1, 2, 3]).last_changed_first().numbers(at_most=10)
    (plan,) = plans
    assert "Index Only Scan using story_changed" in plan


@pytest.mark.parametrize(
    "first_number", [1, LARGEST_NUMBER - 10_000_000], ids=["small numbers", "the largest of an import"]
)
def test_thousands_are_found_as_by_a_plain_scan(
    first_number: int, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On whatever SQLite the machine has: its index is read downwards, which 3.40 cannot from 2^56 on (ADR 0016)."""
    if connection.vendor == "sqlite":
        small_pages(64)
    random = Random(first_number)
    section = make_section()
    stories = []
    for place in range(3000):
        words = random.choices(SYLLABLES, weights=range(len(SYLLABLES), 0, -1), k=6)
        title = " ".join(words)
        number = first_number + place * 3000 + random.randrange(3000)
        stories.append(
            Story(id=number, title=title, title_folded=title, section=section, created_at=now, changed_at=now)
        )
    Story.objects.bulk_create(stories)
    monkeypatch.setattr(titles, "FOUND", 400)
    for _query in range(150):
        words = random.sample(SYLLABLES, random.choice((1, 2, 2, 3)))
        holding = [story.id for story in stories if set(words) <= set(story.title.split())]
        got = list(titled(Story.objects.order_by("-pk"), " ".join(words)).values_list("pk", flat=True))
        # PostgreSQL lists the newest shelves alone where they hold enough.
        enough = len(got) if connection.vendor == "postgresql" and len(got) > titles.FOUND else len(holding)
        assert got == holding[::-1][:enough], words
    if connection.vendor == "sqlite":
        small_pages(4050)  # FTS5's own


SYLLABLES = [
    first + rest for first in ("b", "ch", "d", "h", "l", "m", "ngh", "t", "v", "x") for rest in ("a", "i", "o")
]


def small_pages(size: int) -> None:
    """Pages so small that words fill as many of them as in a much larger house."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO newsroom_storytitle (newsroom_storytitle, rank) VALUES ('pgsz', %s)", [size])
