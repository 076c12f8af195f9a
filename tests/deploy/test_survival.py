"""What readers and colleagues get while a part of the installation is really gone."""

import os
import random
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from articles.models import Article
from newsroom import publishing
from newsroom.models import Status
from newsroom.workflow import move
from tests.deploy.cable import Cable
from tests.deploy.magazine import application
from tests.factories import make_section, make_story, make_user
from tests.toolchain.processes import database_url, until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def read(port: int, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


@pytest.fixture
def environment(tmp_path) -> dict[str, str]:
    return {"DATABASE_URL": database_url(), "VAR_DIR": str(tmp_path / "var"), "DEMO": "1"}


def pulled(url: str) -> tuple[Cable, str]:
    """A cable to a service, and the address of its near end."""
    parts = urlsplit(url)
    cable = Cable(parts.hostname, parts.port)
    user = f"{parts.netloc.rpartition('@')[0]}@".lstrip("@")
    return cable, parts._replace(netloc=f"{user}127.0.0.1:{cable.port}").geturl()


def test_without_the_database_kept_pages_are_served_and_the_desk_says_so(postgresql, environment, tmp_path) -> None:
    section = make_section()
    cable, url = pulled(environment["DATABASE_URL"])
    with application(environment=environment | {"DATABASE_URL": url}, log=tmp_path / "log") as (port, _):
        kept = section.get_absolute_url()
        for path in ("/", kept):  # every process of the server comes to know them
            until(lambda path=path: all(read(port, path)[0] == 200 for _ in range(8)))
        front_page = read(port, "/")
        cable.pull()
        assert [read(port, "/") for _ in range(8)] == [front_page] * 8
        assert read(port, kept)[0] == 200
        status, page = read(port, "/dinh-chinh/")
        assert (status, "Trang sẽ trở lại ngay" in page) == (503, True)
        status, page = read(port, "/quan-tri/login/?next=/quan-tri/")
        assert status in {200, 503}
        status, page = read(port, "/-/ready")
        assert status == 503
        cable.plug_in()
        until(lambda: read(port, "/dinh-chinh/")[0] == 200, what="the database's return")
    cable.close()


def test_without_redis_it_is_slower_and_not_down(environment, tmp_path) -> None:
    if not settings.REDIS_URL:
        pytest.skip("needs Redis: make test TEST_REDIS_URL=redis://host:6379/0")
    cable, url = pulled(settings.REDIS_URL)
    with application(environment=environment | {"REDIS_URL": url}, log=tmp_path / "log") as (port, _):
        assert read(port, "/")[0] == 200
        cable.pull()
        for path in ("/", "/dinh-chinh/", "/tim-kiem/?q=huu+nghi", "/quan-tri/login/"):
            assert read(port, path)[0] == 200, path
        cable.plug_in()
        assert read(port, "/su-kien/")[0] == 200
    cable.close()


PUBLISHING = """
import django; django.setup()
from django.utils import timezone
from accounts.models import User
from newsroom import publishing, writing
from newsroom.models import Status, Story
from newsroom.workflow import move
reporter, editor, chief = User.objects.order_by("pk")[:3]
for turn in range(10_000):
    now = timezone.now()
    story = Story.objects.get()
    if story.status == Status.PUBLISHED:
        story.title = story.lead = f"Lượt {turn} {now}"
        story.save()
        writing.keep_version(story, by=chief, now=now)
    story.refresh_from_db()
    if story.status == Status.IN_EDIT:
        move(story, to=Status.APPROVED, by=editor, now=now)
    publishing.publish(story, by=chief, now=now)
    if turn == 0:
        print("published", flush=True)
"""


def test_killed_while_publishing_readers_have_the_old_or_the_new_never_half(roles, environment) -> None:
    reporter, editor = make_user(role="reporter"), make_user(role="editor")
    chief = make_user(role="editor_in_chief")
    now = timezone.now()
    story = make_story(by=reporter, now=now)
    move(story, to=Status.SUBMITTED, by=reporter, now=now)
    move(story, to=Status.APPROVED, by=editor, now=now)
    publishing.publish(story, by=chief, now=now)
    titles = set()
    chance = random.Random(7)
    for _ in range(8):
        child = subprocess.Popen(
            [sys.executable, "-c", PUBLISHING],
            env=os.environ | environment | {"DJANGO_SETTINGS_MODULE": "thoidai.settings"},
            cwd=settings.BASE_DIR,
            stdout=subprocess.PIPE,
        )
        assert child.stdout.readline() == b"published\n"
        time.sleep(chance.uniform(0.0, 0.3))
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        article = Article.objects.get()
        titles.add(article.title)
        version = story.versions.get(content_hash=article.version_hash, approved_at__isnull=False)
        assert (article.title, article.lead) == (version.text.title, version.text.lead)
        call_command("audit_door")
    assert len(titles) > 1  # it did publish
