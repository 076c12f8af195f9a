"""The real application behind Varnish: readers see what the door does, and nothing else is drawn anew."""

import gzip
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from articles.models import Article
from newsroom import publishing
from newsroom.models import Status
from newsroom.roles import sync_roles
from newsroom.workflow import move
from outbox.models import Message
from outbox.worker import Loop
from pagecache import fronts
from tests.deploy.backend import together
from tests.deploy.magazine import application, pull_the_plug, worker
from tests.deploy.varnish import MISSING, VARNISHD, Front, varnish, wait_until
from tests.factories import make_section, make_story, make_user
from tests.pages.addresses import Magazine
from tests.toolchain.processes import database_url

pytestmark = [pytest.mark.slow, pytest.mark.skipif(VARNISHD is None, reason=MISSING)]


@dataclass(slots=True)
class House:
    """Application and front, told of each other."""

    front: Front
    place: Path
    environment: dict[str, str]
    process: subprocess.Popen


@contextmanager
def a_house(place: Path) -> Iterator[House]:
    environment = {"DATABASE_URL": database_url(), "VAR_DIR": str(place), "DEMO": "1", "PAGE_CACHE": "pages"}
    environment |= {"LOG_LEVEL": "WARNING", "TRUSTED_PROXIES": "1"}
    with ExitStack() as stack:
        started = application(environment=environment, log=place / "application.log")
        port, process = stack.enter_context(started)
        front = stack.enter_context(varnish(port, place=place))
        yield House(front, place, environment | {"FRONT_CACHES": front.address}, process)


@pytest.fixture(scope="module")
def _house(django_db_setup, tmp_path_factory) -> Iterator[House]:
    with a_house(tmp_path_factory.mktemp("house")) as house:
        yield house


@pytest.fixture
def house(_house, transactional_db, settings) -> House:
    """The desk is this test; readers come through an empty Varnish to processes of their own."""
    settings.PAGE_CACHE_DIR = _house.place / "pagecache"
    settings.FRONT_CACHES = [_house.front.address]
    assert _house.front.ban("everything") == 200
    return _house


@pytest.fixture
def publish(house) -> Callable[..., Any]:
    """A story through the whole way to readers, at once or at a moment ahead."""
    sync_roles()
    reporter, editor, chief = (make_user(role=role) for role in ("reporter", "editor", "editor_in_chief"))

    def publish(*, at=None, **fields):
        now = timezone.now()
        story = make_story(by=reporter, now=now, go_live_at=at, **fields)
        move(story, to=Status.SUBMITTED, by=reporter, now=now)
        move(story, to=Status.APPROVED, by=editor, now=now)
        publishing.publish(story, by=chief, now=now)
        return story

    publish.chief = chief
    return publish


@pytest.fixture
def only_the_outbox(monkeypatch) -> None:
    """As if the desk's process had died right after its commit."""
    monkeypatch.setattr(fronts, "tell_at_once", lambda keys: None)


def title_shown(front: Front, path: str, title: str) -> Callable[[], bool]:
    return lambda: title in front.ask(path).text


def own_address(story) -> str:
    return Article.objects.get(pk=story.pk).get_absolute_url()


def test_every_page_of_the_magazine_is_right_for_caches(house):
    magazine = Magazine()
    for path in magazine.addresses:
        first, second = house.front.ask(path), house.front.ask(path)
        assert first.status == 200, path
        assert (second.status, second.body) == (200, first.body), path
        assert "set-cookie" not in second.headers
        assert not {"surrogate-key", "surrogate-control"} & set(second.headers), path
        control = second.headers["cache-control"]
        assert all(word in control for word in ("public", "max-age=", "s-maxage=", "stale-if-error=")), path
        assert second.headers["etag"].strip('W/"'), path
        if "q=" not in path and path != "/tim-kiem/":
            assert second.is_hit, path
            assert second.headers["vary"] == "Accept-Encoding", path
            assert house.front.ask(path, If_None_Match=second.headers["etag"]).status == 304, path


def test_what_is_not_kept_is_compressed_on_the_way_too(house):
    Magazine()
    path = "/tim-kiem/?q=huu+nghi"
    plain, packed = house.front.ask(path), house.front.ask(path, Accept_Encoding="gzip")
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body


def test_what_is_published_is_seen_and_other_pages_stay(house, publish):
    section, other = make_section(), make_section()
    paths = ["/", section.get_absolute_url(), "/gioi-thieu/", other.get_absolute_url(), "/robots.txt"]
    for path in paths:
        house.front.ask(path)
    with worker(environment=house.environment, log=house.place / "worker.log"):
        story = publish(section=section, title="Bạn bè năm châu hội ngộ")
        for path in ("/", section.get_absolute_url(), own_address(story)):
            wait_until(title_shown(house.front, path, story.title))
        assert house.front.ask("/robots.txt").is_hit
        assert house.front.ask(other.get_absolute_url()).status == 200
        publishing.withdraw(story, by=publish.chief, reason="Sai sự thật", now=timezone.now())
        wait_until(lambda: house.front.ask(own_address(story)).status == 410)
        for path in ("/", section.get_absolute_url()):
            wait_until(lambda path=path: story.title not in house.front.ask(path).text)


def test_the_outbox_tells_what_the_desk_could_not(house, publish, only_the_outbox):
    section = make_section()
    house.front.ask(section.get_absolute_url())
    story = publish(section=section, title="Hộp gửi đi báo tin")
    assert house.front.ask(section.get_absolute_url()).is_hit
    fronts.tell(house.front.address)
    assert story.title in house.front.ask(section.get_absolute_url()).text
    waiting = Message.objects.filter(kind="pagecache.tell_front_again")
    assert waiting.count() == len(fronts.AGAIN_SECONDS)
    assert fronts.tell(house.front.address) == 0
    again = waiting.first().payload
    assert fronts.tell_between(**again) > 0
    assert not house.front.ask(section.get_absolute_url()).is_hit


def test_one_front_that_is_away_keeps_no_news_from_the_others(house, publish, only_the_outbox, settings):
    settings.FRONT_CACHES = ["http://127.0.0.1:9", house.front.address]
    section = make_section()
    house.front.ask(section.get_absolute_url())
    story = publish(section=section, title="Một cửa vắng, cửa kia vẫn hay")
    Loop().run_once()
    assert Message.objects.failing().get().key == "http://127.0.0.1:9"
    assert story.title in house.front.ask(section.get_absolute_url()).text


def test_a_scheduled_story_appears_at_its_moment_without_a_ban(house, publish, settings):
    section = make_section()
    path = section.get_absolute_url()
    house.front.ask(path)
    moment = timezone.now() + timedelta(seconds=5)
    story = publish(section=section, title="Hẹn giờ lên trang", at=moment)
    wait_until(lambda: "s-maxage=30" not in house.front.ask(path).headers["cache-control"])
    settings.FRONT_CACHES = []
    assert story.title not in house.front.ask(path).text
    wait_until(title_shown(house.front, path, story.title), seconds=20)
    assert timezone.now() >= moment
    assert house.front.ask(own_address(story)).status == 200


def test_without_the_application_old_pages_stay_and_the_desk_says_so(transactional_db, tmp_path):
    path = make_section().get_absolute_url()
    with a_house(tmp_path) as house:
        old = house.front.ask(path)
        assert old.status == 200
        pull_the_plug(house.process)
        assert house.front.ask("/quan-tri/login/").status == 503
        again = house.front.ask(path)
        assert (again.status, again.body) == (200, old.body)
        never_seen = house.front.ask("/gioi-thieu/")
        assert never_seen.status == 503
        assert "Trang tạm ngưng" in never_seen.text


def test_fifty_readers_of_a_cold_page_get_one_page(house):
    path = make_section().get_absolute_url()
    answers = together(lambda: house.front.ask(path), times=50)
    assert {answer.status for answer in answers} == {200}
    assert len({answer.body for answer in answers}) == 1


def test_the_desk_and_readings_pass(house):
    assert house.front.ask("/quan-tri/login/").headers["x-cache"] == "pass"
    assert house.front.ask("/quan-tri/login/").headers["set-cookie"]
    assert house.front.ask("/-/reading", method="POST", body=b"").status < 500
    assert house.front.ask("/-/ready").text == "ok\n"
