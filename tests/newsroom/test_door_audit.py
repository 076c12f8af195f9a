"""The nightly look: what readers have is held against what the desk says, and told to who may mend it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from articles.models import Article, TaggedArticle
from newsroom import outbox_handlers, publishing, steps
from newsroom.door_audit import keep_findings, strangers
from newsroom.models import DoorFinding, Status, Story
from outbox.models import Lane, Schedule, Worker
from outbox.queue import Undeliverable
from outbox.worker import Loop
from tests.factories import make_section, make_tag
from tests.newsroom.conftest import edit
from tests.newsroom.desk import client_of

What = DoorFinding.What
LATER = datetime(2030, 1, 1, tzinfo=UTC)


@pytest.fixture
def ahead(approved: Story, managing_editor: User, now: datetime) -> Story:
    Story.objects.filter(pk=approved.pk).update(go_live_at=now + timedelta(days=1))
    publishing.publish(approved, by=managing_editor, now=now)
    return approved


def found(now: datetime) -> list[str]:
    return [what for _number, what in strangers(at=now)]


DAMAGE: list[tuple[str, Callable[[Story], object]]] = [
    (What.NOT_ITS_HASH, lambda story: Article.objects.filter(pk=story.pk).update(title="Chen vào")),
    (What.WITHDRAWN, lambda story: Story.objects.filter(pk=story.pk).update(status=Status.WITHDRAWN)),
    (What.MISSING, lambda story: Article.objects.get(pk=story.pk).delete()),
    (What.OTHER_ADDRESS, lambda story: Story.objects.filter(pk=story.pk).update(slug="dia-chi-khac")),
    (What.OTHER_FILING, lambda story: Article.objects.filter(pk=story.pk).update(section=make_section())),
    (What.OTHER_FILING, lambda story: story.tags.add(make_tag())),
    (What.OTHER_FILING, lambda story: Article.objects.filter(pk=story.pk).update(top_section=make_section())),
    (What.OTHER_TIME, lambda story: Article.objects.filter(pk=story.pk).update(expires_at=LATER)),
]  # fmt: skip


@pytest.mark.parametrize(("what", "damage"), DAMAGE)
def test_what_differs_is_found(what: str, damage: Callable, published: Story, now: datetime) -> None:
    assert found(now) == []
    damage(published)
    assert what in found(now)


def test_a_withdrawn_text_with_readers_is_found_whatever_the_desk_did_since(
    published: Story, managing_editor: User, editor: User, now: datetime
) -> None:
    """As a corrected picture had left it: the whole text back with readers, the story going on at the desk."""
    whole = Article.objects.filter(pk=published.pk).values().get()
    publishing.withdraw(published, by=managing_editor, reason="Sai.", now=now)
    assert found(now) == []
    Article.objects.filter(pk=published.pk).update(**whole)
    assert What.WITHDRAWN in found(now)
    steps.take(published, to="in_edit", by=editor, now=now)
    assert What.WITHDRAWN in found(now)


def test_another_text_than_the_one_approved_is_found(published: Story, managing_editor, editor, now: datetime) -> None:
    edit(published, by=managing_editor, now=now, title="Bản hai")
    assert found(now) == []
    steps.take(published, to="approved", by=editor, now=now)
    assert found(now) == []
    Story.objects.filter(pk=published.pk).update(status=Status.PUBLISHED)
    assert What.OTHER_TEXT in found(now)


def test_schedules_are_held_against_what_will_appear(ahead: Story, now: datetime) -> None:
    assert found(now) == []
    Story.objects.filter(pk=ahead.pk).update(go_live_at=now + timedelta(days=2))
    assert found(now) == [What.OTHER_TIME]
    Story.objects.filter(pk=ahead.pk).update(status=Status.APPROVED)
    assert found(now) == [What.NOT_CALLED_OFF]


def test_a_schedule_that_comes_due_while_the_look_goes_on_is_no_finding(
    ahead: Story, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    moments = iter([now, *[now + timedelta(days=2)] * 9])
    monkeypatch.setattr("django.utils.timezone.now", lambda: next(moments))
    look = strangers()
    publishing.publish_due(now=now + timedelta(days=1))
    assert list(look) == []


def test_an_article_without_a_story_is_found(published: Story, now: datetime) -> None:
    article = Article.objects.get(pk=published.pk)
    article.pk = 5
    article.save(force_insert=True)
    assert What.NO_STORY in found(now)


def test_findings_are_kept_shown_and_said(published: Story, chief: User, reporter: User, now: datetime) -> None:
    assert keep_findings(at=now) == 0
    call_command("audit_door")
    TaggedArticle.objects.create(content_object_id=published.pk, tag=make_tag(), published_at=now)
    with pytest.raises(CommandError):
        call_command("audit_door")
    with pytest.raises(Undeliverable):
        outbox_handlers.audit_the_door()
    assert DoorFinding.objects.get().what == What.OTHER_FILING
    index = reverse("admin:index")
    assert "khác với ở tòa soạn" in client_of(chief).get(index).content.decode()
    assert "khác với ở tòa soạn" not in client_of(reporter).get(index).content.decode()
    TaggedArticle.objects.all().delete()
    outbox_handlers.audit_the_door()
    assert not DoorFinding.objects.exists()


def test_what_is_found_at_night_is_an_alarm_until_a_night_finds_nothing(published: Story, now: datetime) -> None:
    for lane in Lane:
        Worker.objects.create(name="here:1", lane=lane, started_at=now, beat_at=timezone.now() + timedelta(hours=1))
    link = TaggedArticle.objects.create(content_object_id=published.pk, tag=make_tag(), published_at=now)
    Loop().run_once()
    Schedule.objects.update(next_at=timezone.now())  # the night
    Loop().run_once()
    for _hour in range(3):
        Schedule.objects.exclude(name="newsroom.audit_door").update(next_at=timezone.now())
        Loop().run_once()
        with pytest.raises(CommandError):
            call_command("check_worker")
    link.delete()
    Schedule.objects.update(next_at=timezone.now())  # the next night
    Loop().run_once()
    call_command("check_worker")
