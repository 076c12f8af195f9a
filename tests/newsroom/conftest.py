"""The desk's people and a way to bring a story to any status."""

from datetime import datetime

import pytest

from accounts.models import User
from newsroom import publishing, writing
from newsroom.models import Status, Story
from newsroom.workflow import move
from tests.factories import make_story, make_user


@pytest.fixture
def reporter(roles) -> User:
    return make_user(role="reporter", name="Trần Thu Hà")


@pytest.fixture
def editor(roles) -> User:
    return make_user(role="editor", name="Lê Minh Quân")


@pytest.fixture
def managing_editor(roles) -> User:
    return make_user(role="managing_editor", name="Phạm Hồng Vân")


@pytest.fixture
def chief(roles) -> User:
    return make_user(role="editor_in_chief", name="Đỗ Hải Yến")


@pytest.fixture
def approved(reporter: User, editor: User, now: datetime) -> Story:
    """A story that a reporter wrote and an editor approved."""
    story = make_story(by=reporter, now=now)
    move(story, to=Status.SUBMITTED, by=reporter, now=now)
    move(story, to=Status.APPROVED, by=editor, now=now)
    return story


@pytest.fixture
def published(approved: Story, managing_editor: User, now: datetime) -> Story:
    publishing.publish(approved, by=managing_editor, now=now)
    approved.refresh_from_db()
    return approved


def edit(story: Story, *, by: User, now: datetime, **columns) -> Story:
    """Change the working copy as the desk's form does."""
    for name, value in columns.items():
        setattr(story, name, value)
    story.save()
    writing.keep_version(story, by=by, now=now)
    return story


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, now: datetime) -> datetime:
    """The desk's own clock stands at `now`."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    return now
