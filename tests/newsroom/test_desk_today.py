"""“Hôm nay”: what waits for each colleague, in a fixed number of queries."""

from datetime import datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from newsroom import steps
from newsroom.models import Story
from newsroom.today import Today
from tests.factories import make_section, make_story, make_user
from tests.newsroom.desk import client_of

pytestmark = pytest.mark.usefixtures("clock")

URL = "/quan-tri/"


def page_of(user: User) -> Today:
    return client_of(user).get(URL).context["today"]


def piles_of(user: User) -> dict[str, list[Story]]:
    page = page_of(user)
    piles = (*page.urgent, *page.piles)
    return {pile.title: [waiting.story for waiting in pile.stories] for pile in piles}


def test_a_writer_sees_what_was_returned_and_why(reporter: User, editor: User, now: datetime) -> None:
    story = make_story(by=reporter)
    steps.take(story, to="submitted", by=reporter, now=now)
    steps.take(story, to="returned", by=editor, reason="Thiếu nguồn.", now=now)
    assert piles_of(reporter)["Trả lại cho tôi"] == [story]
    assert "Thiếu nguồn." in client_of(reporter).get(URL).content.decode()


def test_each_role_has_its_own_piles(roles) -> None:
    titles = {role: list(piles_of(make_user(role=role))) for role in ("contributor", "editor", "managing_editor")}
    writing = ["Trả lại cho tôi", "Bản nháp của tôi", "Bài tôi đã gửi"]
    editing = ["Chờ biên tập", "Tôi đang biên tập"]
    publishing = ["Đã duyệt, chờ lên trang", "Lên trang hôm nay"]
    assert titles == {
        "contributor": writing,
        "editor": editing + writing,
        "managing_editor": publishing + editing + writing,
    }


def test_an_administrator_sees_the_counts_and_no_button_to_write(roles) -> None:
    page = page_of(make_user(role="administrator"))
    assert (page.piles, page.may_write) == ((), False)
    assert len(page.counts) == 6


def test_a_section_heads_piles_hold_her_sections(roles, now: datetime) -> None:
    head, writer, own = make_user(role="section_head"), make_user(role="reporter"), make_section()
    head.headed_sections.create(section=own)
    mine, other = make_story(by=writer, section=make_section(parent=own)), make_story(by=writer)
    for story in (mine, other):
        steps.take(story, to="submitted", by=writer, now=now)
    assert piles_of(head)["Chờ biên tập"] == [mine]


def test_schedules_of_today_and_late_ones(approved: Story, managing_editor: User, now: datetime) -> None:
    Story.objects.filter(pk=approved.pk).update(go_live_at=now + timedelta(hours=2))
    steps.take(approved, to="scheduled", by=managing_editor, now=now)
    assert piles_of(managing_editor)["Lên trang hôm nay"] == [approved]
    Story.objects.filter(pk=approved.pk).update(go_live_at=now - timedelta(minutes=10))
    assert piles_of(managing_editor)["Trễ hẹn: lẽ ra đã lên trang"] == [approved]


def test_the_counts_are_those_a_colleague_may_see(roles) -> None:
    contributor, reporter = make_user(role="contributor"), make_user(role="reporter")
    make_story(by=contributor)
    make_story(by=reporter)
    assert page_of(contributor).counts[0].count == 1
    assert page_of(reporter).counts[0].count == 2


def test_the_page_takes_the_same_queries_for_one_story_and_for_many(
    managing_editor: User,
    reporter: User,
    editor: User,
    now: datetime,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client = client_of(managing_editor)

    def fill() -> None:
        for source in ("draft", "submitted", "approved"):
            story = make_story(by=reporter, now=now)
            if source != "draft":
                steps.take(story, to="submitted", by=reporter, now=now)
            if source == "approved":
                steps.take(story, to="approved", by=editor, now=now)

    fill()
    client.get(URL)
    with django_assert_num_queries(20):
        client.get(URL)
    for _ in range(7):
        fill()
    with django_assert_num_queries(20):
        client.get(URL)
