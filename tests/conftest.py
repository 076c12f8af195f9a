"""What every test stands on: its own media, an empty cache, no network, one fixed moment, one browser."""

import importlib
import os
import re
import shutil
import sys
import uuid
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.test import override_settings

# Playwright keeps an event loop of its own in the journeys' thread; Django's guard would refuse the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long and leaves the tests' database alone begins first, so that nobody waits for it at the end."""

    def is_first(item: pytest.Item) -> bool:
        uses_database = item.get_closest_marker("django_db") or "django_db_setup" in getattr(item, "fixturenames", ())
        return item.get_closest_marker("slow") is not None and not uses_database

    items.sort(key=lambda item: not is_first(item))


@pytest.fixture(scope="session", autouse=True)
def _quick_settings() -> Iterator[None]:
    """Static files as they lie in the source, and passwords that are not worth cracking."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        STORAGES=settings.STORAGES | {"staticfiles": plain},
        WHITENOISE_AUTOREFRESH=True,
        WHITENOISE_USE_FINDERS=True,
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        yield


@pytest.fixture(autouse=True)
def _own_state(settings, tmp_path: Path) -> None:
    """No test sees another's files or cache, though several processes run tests at once."""
    settings.PAGE_CACHE = "off"
    settings.PAGE_CACHE_DIR = tmp_path / "pagecache"
    # The locks on the doors stand open but in their own tests (`locks` in tests/accounts and tests/throttle).
    settings.AXES_ENABLED = False
    settings.SECOND_FACTOR = "optional"
    settings.LIMIT_SEARCH = settings.LIMIT_BEACON = settings.LIMIT_SIGN_IN = 0
    settings.LIMIT_PASSWORD_RESET = settings.LIMIT_RESET_MAIL = 0
    settings.THROTTLE_ROOT = tmp_path / "throttle"
    settings.EASEL_ROOT = tmp_path / "easel"
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.ORIGINALS_ROOT = tmp_path / "originals"
    settings.CACHES = {
        alias: config
        | {"KEY_PREFIX": uuid.uuid4().hex}
        | ({"LOCATION": str(tmp_path / "cache" / alias)} if "filebased" in config["BACKEND"] else {})
        for alias, config in settings.CACHES.items()
    }


MAGAZINE = re.compile(
    r'^(?:INSERT INTO|UPDATE|DELETE FROM) "articles_(article\w*|contribution|correction|oldaddress|featureditem|'
    r'relatedpick|relatedstory|tagged\w+|topicarticle|organizationarticle|eventarticle)"'
)
ROOT = str(settings.BASE_DIR)
PASSED = ("/.venv/", f"{ROOT}/pagecache/rows.py")  # neither decides to write
DOOR = tuple(f"{ROOT}/{place}" for place in ("newsroom/publishing/", "tests/", "articles/migrations/"))
COMPUTED = {"relatedstory": f"{ROOT}/articles/related.py"}  # what the worker computes is no text


def _refuse_side_doors(execute, sql, params, many, context):
    """Whichever way a test goes: a write to the magazine's tables comes from the door, or the test fails."""
    if written := MAGAZINE.match(sql):
        writer = _first_of_ours(sys._getframe(1))
        assert writer.startswith(DOOR) or writer == COMPUTED.get(written[1]), f"{writer} writes to {written[1]}"
    return execute(sql, params, many, context)


def _first_of_ours(frame) -> str:
    while frame and not _decides(frame.f_code.co_filename):
        frame = frame.f_back
    return frame.f_code.co_filename if frame else "nobody"


def _decides(path: str) -> bool:
    return path.startswith(ROOT) and not any(part in path for part in PASSED)


@pytest.fixture(autouse=True)
def _only_the_door_writes_the_magazine() -> Iterator[None]:
    from django.db import connection

    with connection.execute_wrapper(_refuse_side_doors), connection.execute_wrapper(_refuse_unnumbered_writes):
        yield


@pytest.fixture(autouse=True)
def _as_a_colleague_does(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A form of the desk is sent from a page that was opened just before, unless a test says what that page showed.

    And the colleague goes on whenever the desk asks first; a test marked `asks` meets the questions itself.
    """
    from django.test import Client

    post, questions = Client.post, 0 if request.node.get_closest_marker("asks") else 3

    def going_on(client: Client, path: str, data: Any = None, *args: Any, **kwargs: Any) -> Any:
        if path.startswith("/quan-tri/") and path.endswith("/change/") and isinstance(data, dict):
            page = {} if "_shown" in data else client.get(path).context or {}
            data = data | ({"_shown": page["shown"]} if "shown" in page else {})
        answer = post(client, path, data, *args, **kwargs)
        for _question in range(questions):
            asked = getattr(answer, "context", None)
            if answer.status_code != 409 or not asked or "sure" not in asked:
                break
            again: dict[str, list[str]] = {}
            for name, value in [*asked["again"], ("_sure", asked["sure"])]:
                again.setdefault(name, []).append(value)
            answer = post(client, asked["action"], again, *args, **kwargs)
        return answer

    monkeypatch.setattr(Client, "post", going_on)


STORY = re.compile(r'^(?:UPDATE|DELETE FROM) "newsroom_story"')
STORYS = re.compile(
    r'^(?:INSERT INTO|UPDATE|DELETE FROM) "newsroom_(?:story_\w+|storycontribution|storypick|storynote|taggedstory)"'
)
NUMBERED = re.compile(r'^UPDATE "newsroom_story" SET .*"change_number" = \("newsroom_story"\."change_number" \+ ')
# Each of these moves the story's number with what it writes beside its row: tests/newsroom/test_change_number.py.
TOUCHING = tuple(
    f"{ROOT}/newsroom/{place}"
    for place in ("writing.py", "admin/story_form.py", "publishing/archive.py", "publishing/merging.py", "demo/")
)
TRYING = (f"{ROOT}/tests/", f"{ROOT}/newsroom/migrations/")


def _refuse_unnumbered_writes(execute, sql, params, many, context):
    """Whichever way a test goes: what writes a story moves its `change_number`, or the test fails."""
    if STORY.match(sql) and not NUMBERED.match(sql):
        writer = _first_of_ours(sys._getframe(1))
        assert writer.startswith(TRYING), f"{writer} writes a story without newsroom.holding"
    elif STORYS.match(sql):
        writer = _first_of_ours(sys._getframe(1))
        merged = writer == f"{ROOT}/addresses/merging.py"  # publishing/merging.py has moved the numbers before
        assert writer.startswith(TOUCHING + TRYING) or merged, f"{writer} writes beside a story"
    return execute(sql, params, many, context)


@pytest.fixture
def now() -> datetime:
    """A fixed moment: Sunday morning, 22 November 2026, in Hà Nội."""
    return datetime(2026, 11, 22, 9, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@pytest.fixture(scope="session")
def chromium():
    """A headless Chromium, started once for all journeys of a process."""
    if CHROMIUM is None:
        pytest.skip("no Chromium here; bring it with: sudo apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGS)
        yield browser
        browser.close()


@pytest.fixture
def postgresql() -> None:
    """For what only PostgreSQL can do."""
    from django.db import connection

    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL: make test TEST_DATABASE_URL=postgres://user@host/database")


@pytest.fixture
def roles(db) -> None:
    """The groups with their permissions."""
    from newsroom.roles import sync_roles

    sync_roles()


@pytest.fixture(scope="session", autouse=True)
def _emptied_tables_may_hold_an_audit() -> Iterator[None]:
    """Tests with real transactions empty every table afterwards; only then do the audit's triggers stand aside."""
    from django.db import connection
    from django.test import TransactionTestCase

    migration = importlib.import_module("newsroom.migrations.0002_append_only_audit")
    teardown = TransactionTestCase._fixture_teardown

    def emptied(self) -> None:
        with connection.schema_editor() as editor:
            migration.unprotect(None, editor)
        try:
            teardown(self)
        finally:
            with connection.schema_editor() as editor:
                migration.guard(None, editor)

    TransactionTestCase._fixture_teardown = emptied
    yield
    TransactionTestCase._fixture_teardown = teardown
