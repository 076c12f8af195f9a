"""A save for which the database has no time comes back whole: what was typed is on the page, and can be sent again."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape

import pytest
from django.db import connection, connections, transaction
from django.test import Client

from accounts.models import User
from newsroom.models import Story
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
