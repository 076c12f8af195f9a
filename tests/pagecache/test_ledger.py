"""What a process knows of changes: after a night's sleep, with a restored database, with clocks that differ."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import InterfaceError
from django.test import override_settings
from django.utils import timezone

from articles.querysets.article import ArticleQuerySet
from newsroom import publishing
from newsroom.models import Status
from newsroom.workflow import move
from pagecache import bell, fragment, made_of, touch
from pagecache.changes import number_changes
from pagecache.fragments import drawing
from pagecache.ledger import KEEP, ledger
from pagecache.models import Change, Clock
from pagecache.store import release
from pages.models import StandingPage
from tests.factories import make_section, make_story, make_user
from tests.pagecache.reading import Reader, forget_everything

pytestmark = pytest.mark.django_db
PAGE = "/gioi-thieu/"


@pytest.fixture
def backup(reader):
    """A page drawn after a backup was made, of a text that the backup has not; calling it brings the backup back."""
    StandingPage.objects.create(slug="gioi-thieu", title="Giới thiệu", text="<p>Cũ</p>", changed_at=timezone.now())
    number_changes()
    kept = Clock.objects.values("number", "identity").get()
    StandingPage.objects.update(text="<p>Mới</p>")
    number_changes()
    assert "Mới" in reader.get(PAGE).text

    def bring_back() -> None:
        StandingPage.objects.update(text="<p>Cũ</p>")
        Change.objects.filter(number__gt=kept["number"]).delete()
        Change.objects.unnumbered().delete()
        Clock.objects.update(**kept)

    return bring_back


def test_a_process_that_starts_with_a_restored_database_finds_no_page_of_before(backup) -> None:
    backup()
    forget_everything()
    assert "Cũ" in Reader().get(PAGE).text


def test_a_process_that_runs_on_with_a_restored_database_forgets(reader, backup) -> None:
    backup()
    bell.ring()
    assert "Cũ" in reader.get(PAGE).text


def test_another_database_s_pages_are_never_shown(reader, backup) -> None:
    StandingPage.objects.update(text="<p>Một tạp chí khác</p>")
    number_changes()
    Change.objects.all().delete()
    Clock.objects.update(identity=uuid4())
    bell.ring()
    assert "Một tạp chí khác" in reader.get(PAGE).text


def test_a_process_that_slept_for_days_keeps_nothing(reader, monkeypatch, settings) -> None:
    """Changes that came due long ago are not read any more, and a part has no end of its own."""
    settings.PAGE_CACHE = "pages"
    clock = [timezone.now()]
    monkeypatch.setattr("django.utils.timezone.now", lambda: clock[0])
    ledger.listen()
    with drawing():
        fragment("part", lambda: made_of("section") or "old")
    clock[0] += timedelta(hours=1)
    touch({"section"})
    number_changes()
    clock[0] += KEEP + timedelta(minutes=1)
    with drawing():
        assert fragment("part", lambda: "new") == "new"


def test_a_connection_that_broke_off_breaks_no_page(reader, monkeypatch) -> None:
    page = reader.get(PAGE)

    def broken(**conditions):
        raise InterfaceError("connection already closed")

    monkeypatch.setattr("pagecache.models.Clock.objects.filter", broken)
    bell.ring()
    assert reader.get(PAGE).body == page.body


def test_a_story_comes_out_though_the_database_s_clock_is_behind_ours(reader, roles, now, monkeypatch) -> None:
    """PostgreSQL hides a story from readers' processes until its own clock says that it is out."""
    section, clock = make_section(), [now]
    monkeypatch.setattr("django.utils.timezone.now", lambda: clock[0])
    story = make_story(by=make_user(role="reporter"), section=section, now=now, go_live_at=now + timedelta(minutes=1))
    move(story, to=Status.SUBMITTED, by=story.created_by, now=now)
    move(story, to=Status.APPROVED, by=make_user(role="editor"), now=now)
    publishing.publish(story, by=make_user(role="editor_in_chief"), now=now)
    number_changes()
    live = ArticleQuerySet.live
    monkeypatch.setattr(ArticleQuerySet, "live", lambda rows, *, at: live(rows, at=at - timedelta(seconds=1)))
    clock[0] = story.go_live_at
    assert story.title not in reader.get(section.get_absolute_url()).text
    clock[0] += timedelta(seconds=2)
    assert story.title in reader.get(section.get_absolute_url()).text


@pytest.mark.parametrize(
    ("name", "value"), [("SITE_URL", "https://thoidai.example"), ("MEDIA_URL", "https://a/media/")]
)
def test_pages_drawn_with_other_settings_are_not_ours(name, value) -> None:
    before = release()
    with override_settings(**{name: value}):
        assert release() != before
    assert release() == before
