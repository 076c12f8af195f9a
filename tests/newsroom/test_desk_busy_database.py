"""A save for which the database has no time comes back whole: what was typed is on the page, and can be sent again."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape

import pytest
from django.db import OperationalError, connection, connections, transaction
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils.text import capfirst

from accounts.models import User
from newsroom import steps
from newsroom.models import Status, Story
from pages.views.unsaved import unsaved
from tests.factories import make_section, make_story, make_user
from tests.newsroom.desk import change_url, story_data

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL locks rows, not the database"),
]
LEAD = 'Sáng 22/11, <đoàn> "kiều bào" & bạn Lào\nđã gặp nhau tại Viêng Chăn.'


@contextmanager
def somebody_writes() -> Iterator[None]:
    """Meanwhile another connection has the database's lock, longer than a save waits."""
    begun, over = threading.Event(), threading.Event()

    def write() -> None:
        with transaction.atomic():
            begun.set()
            over.wait(30)
        connections.close_all()

    thread = threading.Thread(target=write)
    thread.start()
    begun.wait(30)
    try:
        yield
    finally:
        over.set()
        thread.join()


@pytest.fixture
def writer(roles, monkeypatch) -> User:
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.1)
    return make_user(role="reporter")


@pytest.fixture
def client(writer) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(writer)
    return client


def test_what_was_typed_comes_back_and_is_saved_from_there(client: Client, writer: User) -> None:
    story = make_story(by=writer, section=make_section())
    with somebody_writes():
        answer = client.post(change_url(story), story_data(story, lead=LEAD))
    assert answer.status_code == 503
    assert answer["Retry-After"]
    page = answer.content.decode()
    assert "Chưa lưu được" in page
    fields = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page)
    again: dict[str, list[str]] = {}
    for name, value in fields:
        again.setdefault(unescape(name), []).append(unescape(value))
    assert again["lead"] == [LEAD]
    assert client.post(change_url(story), again).status_code == 302
    assert Story.objects.get(pk=story.pk).lead == LEAD


def test_a_password_is_not_written_into_the_page(client: Client, writer: User) -> None:
    client.logout()
    with somebody_writes():
        form = {"username": writer.username, "password": "mat-khau-thu", "next": "/quan-tri/"}
        answer = client.post("/quan-tri/login/", form)
    assert answer.status_code == 503
    assert "mat-khau-thu" not in answer.content.decode()


def test_whoever_reads_what_comes_back_reads_words_under_the_names_of_their_fields(
    client: Client, writer: User
) -> None:
    story = make_story(by=writer, section=make_section())
    body = "<p>Đoàn đại biểu <strong>kiều bào</strong> đến Viêng Chăn.</p><p>Đón đoàn có các cơ quan.</p>"
    data = story_data(story, lead=LEAD, body=body) | {"_shown": "a" * 64, "opened": "b" * 64, "base_filing": "c" * 64}
    with somebody_writes():
        page = client.post(change_url(story), data).content.decode()
    shown = re.findall(r"<label>(.*?)\s*<textarea[^>]*>(.*?)</textarea>", page, re.S)
    texts = {label: unescape(text) for label, text in shown}
    assert texts[capfirst(Story._meta.get_field("lead").verbose_name)] == LEAD
    words = texts[capfirst(Story._meta.get_field("body").verbose_name)]
    assert words.splitlines() == ["Đoàn đại biểu kiều bào đến Viêng Chăn.", "Đón đoàn có các cơ quan."]
    assert not {"a" * 64, "b" * 64, "c" * 64} & set(texts.values())


def test_of_many_stories_those_that_stay_are_named(client: Client, writer: User, monkeypatch) -> None:
    """The first is moved; then the database is away, and none of the rest is waited for."""
    section = make_section()
    stories = [make_story(by=writer, section=section, title=f"Bài số {number}") for number in range(3)]
    take, tried = steps.take, []

    def take_one(story: Story, **how: object) -> object:
        tried.append(story)
        if len(tried) > 1:
            raise OperationalError("database is locked")
        return take(story, **how)

    monkeypatch.setattr(steps, "take", take_one)
    chosen = {"action": "submit_stories", "_selected_action": [story.pk for story in stories], "index": "0"}
    chosen |= {f"seen-{story.pk}": story.change_number for story in stories}
    page = client.post(reverse("admin:newsroom_story_changelist"), chosen, follow=True)
    texts = [str(message) for message in page.context["messages"]]
    assert len(tried) == 2
    stays = Story.objects.filter(status=Status.DRAFT)
    assert stays.count() == 2
    assert all(any(story.title in text for text in texts) for story in stays)
    assert Story.objects.filter(status=Status.SUBMITTED).count() == 1


def test_where_rows_are_done_one_by_one_the_page_does_not_say_that_nothing_was() -> None:
    many, one = (
        render_to_string("503.html", unsaved(RequestFactory().post("/quan-tri/", sent)))
        for sent in ({"action": "submit_stories", "_selected_action": ["1", "2"]}, {"title": "Tít"})
    )
    assert "Chưa có gì được lưu" in one
    assert "Chưa có gì được lưu" not in many
    assert '<button type="submit">' not in many
