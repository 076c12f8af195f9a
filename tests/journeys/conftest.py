"""The house as every journey finds it, colleagues at their screens, and a reader at theirs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import StringIO
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts.models import User
from articles.models import Article, Section
from newsroom import publishing
from newsroom.models import Status, Story
from newsroom.workflow import move
from tests.factories import make_author, make_photo, make_section, make_story, make_user
from tests.journeys.screen import Screen, open_screen


@dataclass
class Audits:
    """What `manage.py audit_door` has looked at in this process, and what there was to look at."""

    journeys: int = 0
    articles: int = 0
    published: int = 0


@pytest.fixture(scope="session")
def audits() -> Iterator[Audits]:
    """At the end of the session: the audits after the journeys were no empty ceremony."""
    audits = Audits()
    yield audits
    assert audits.articles >= audits.published, f"published and never audited: {audits}"


@pytest.fixture(autouse=True)
def _nothing_unapproved_is_left_behind(audits: Audits, transactional_db: None) -> Iterator[None]:
    """After every journey, before its rows are swept away, the door's audit finds no stranger."""
    yield
    call_command("audit_door", stdout=StringIO())  # CommandError names the strangers
    audits.journeys += 1
    audits.articles += Article.objects.count()


@pytest.fixture
def colleague(roles) -> Callable[..., User]:
    """`colleague("editor")`: the one who has that role; asking again gives the same person."""
    people: dict[str, User] = {}

    def of_role(role: str, *, name: str = "") -> User:
        key = name or role
        if key not in people:
            people[key] = make_user(role=role, username=f"nguoi-{len(people)}", name=name or NAMES[role])
        return people[key]

    return of_role


NAMES = {
    "contributor": "Vàng Thị Mỷ",
    "reporter": "Trần Thu Hà",
    "editor": "Lê Minh Quân",
    "section_head": "Ngô Bảo Châu Anh",
    "managing_editor": "Phạm Hồng Vân",
    "editor_in_chief": "Đỗ Hải Yến",
    "photo_editor": "Hoàng Đức Thịnh",
    "administrator": "Bùi Gia Huy",
}


@pytest.fixture
def section(db) -> Section:
    return make_section(name="Bốn phương kết bạn", parent=make_section(name="Hữu nghị"))


@pytest.fixture
def live_story(colleague, section, audits: Audits) -> Callable[..., Story]:
    """`live_story(title="…")`: a story that readers have, through every step of the desk."""

    def published(**fields) -> Story:
        now = timezone.now()
        writer = colleague("reporter", name="Lý Khánh Ly")
        author = make_author(name=f"Bút danh {Story.objects.count() + 1}")
        described = {"section": section, "authors": (author,), "photo": fields.pop("photo", None) or make_photo()}
        story = make_story(by=writer, now=now, **described | fields)
        move(story, to=Status.SUBMITTED, by=writer, now=now)
        move(story, to=Status.APPROVED, by=colleague("editor"), now=now)
        publishing.publish(story, by=colleague("managing_editor"), now=now)
        audits.published += 1
        return story

    return published


@pytest.fixture
def at_desk(chromium, live_server, colleague) -> Iterator[Callable[..., Screen]]:
    """`at_desk("editor")`: the screen of the colleague with that role, signed in; each has a browser of their own.

    `on` are options of a Playwright context: another machine than the office's.
    """
    screens: list[Screen] = []

    def of_role(role: str, *, on: dict[str, Any] | None = None, **who) -> Screen:
        client = Client()
        client.force_login(colleague(role, **who))
        cookie = {"name": django_settings.SESSION_COOKIE_NAME, "value": client.cookies["sessionid"].value}
        cookie["url"] = f"{live_server.url}/quan-tri/"
        screen = open_screen(chromium, live_server.url, cookie=cookie, **(on or {}))
        screens.append(screen)
        return screen

    yield of_role
    for screen in screens:
        screen.close()


@pytest.fixture
def reader(chromium, live_server) -> Iterator[Callable[..., Screen]]:
    """`reader()`: somebody who is not signed in; options are those of a Playwright context."""
    screens: list[Screen] = []

    def with_options(**options) -> Screen:
        screen = open_screen(chromium, live_server.url, **options)
        screens.append(screen)
        return screen

    yield with_options
    for screen in screens:
        screen.close()
