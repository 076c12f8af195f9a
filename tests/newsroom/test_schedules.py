"""Schedules that have come due: one that cannot be carried out is on record and keeps no other back."""

import socket
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import password_reset
from articles.models import Article, FeaturedList
from newsroom import curation, publishing
from newsroom.admin.happenings import ACTS
from newsroom.models import AuditEntry, ListDraft, Status, Story
from newsroom.publishing import due
from newsroom.publishing.lists import launch_due
from newsroom.workflow import move
from outbox.models import Message, Schedule
from outbox.queue import enqueue
from outbox.worker import Loop
from tests.deploy.magazine import worker
from tests.factories import make_article, make_story, make_user
from tests.newsroom.conftest import edit
from tests.toolchain.processes import database_url, until


def scheduled(*, by, approver, publisher, at, now) -> Story:
    story = make_story(by=by, now=now)
    move(story, to=Status.SUBMITTED, by=by, now=now)
    move(story, to=Status.APPROVED, by=approver, now=now)
    Story.objects.filter(pk=story.pk).update(go_live_at=at)
    story.refresh_from_db()
    publishing.publish(story, by=publisher, now=now)
    return story


@pytest.fixture
def three(reporter, editor, managing_editor, now) -> list[Story]:
    people = {"by": reporter, "approver": editor, "publisher": managing_editor}
    return [scheduled(**people, at=now + timedelta(hours=hours), now=now) for hours in (1, 2, 3)]


@pytest.fixture
def first_fails(three, monkeypatch) -> Story:
    def announce(article: Article) -> None:
        if article.pk == three[0].pk:
            raise ZeroDivisionError("this one only")

    monkeypatch.setattr("newsroom.publishing.announce.published", announce)
    return three[0]


@pytest.fixture
def two_lists(managing_editor, now) -> list[FeaturedList]:
    lists = [FeaturedList.objects.create(key=key, name=key, size=3) for key in ("home-lead", "home-second")]
    for row in lists:
        items = [{"number": make_article(published_at=now).pk}]
        curation.keep(row, items=items, base_revision=0, by=managing_editor, now=now)
        curation.launch(row, by=managing_editor, now=now, at=now + timedelta(hours=1))
    ListDraft.objects.filter(featured_list=lists[0]).update(items=[{"nothing": 1}])
    return lists


@pytest.fixture
def later(monkeypatch, now):
    at = now + timedelta(hours=4)
    monkeypatch.setattr("django.utils.timezone.now", lambda: at)
    return at


def statuses(stories: list[Story]) -> list[str]:
    return [Story.objects.get(pk=story.pk).status for story in stories]


def test_a_story_that_cannot_be_put_live_keeps_no_other_back(three, first_fails, now):
    at = now + timedelta(hours=4)
    assert publishing.publish_due(now=at) == [story.pk for story in three[1:]]
    assert publishing.publish_due(now=at + timedelta(minutes=1)) == []
    assert statuses(three) == ["scheduled", "published", "published"]
    entry = AuditEntry.objects.get(act=due.FAILED)  # once, not with every try
    assert (entry.story, entry.reason) == (first_fails.pk, "ZeroDivisionError: this one only")


def test_a_list_that_cannot_be_launched_keeps_no_other_back(two_lists, now):
    assert launch_due(now=now + timedelta(hours=4)) == 1
    assert [row.items.count() for row in two_lists] == [0, 1]
    assert AuditEntry.objects.get(act=due.FAILED).subject == "list:home-lead"


def test_in_the_worker_each_fails_by_itself_and_is_tried_again_with_growing_delays(
    three, first_fails, two_lists, later
):
    Loop().run_once()
    assert statuses(three) == ["scheduled", "published", "published"]
    assert [row.items.count() for row in two_lists] == [0, 1]
    failing = {message.kind: message for message in Message.objects.failing()}
    assert set(failing) == {due.STORY, due.LIST}
    assert failing[due.STORY].last_error == "ZeroDivisionError: this one only"
    assert failing[due.STORY].due_at == later + timedelta(seconds=10)
    assert not Schedule.objects.failing().exists()  # looking for them works
    due.put_in(now=later + timedelta(minutes=1))
    assert Message.objects.filter(kind__in=[due.STORY, due.LIST]).count() == 5  # as before


def test_a_schedule_that_was_given_up_stays_given_up_until_it_gets_a_new_time(three, first_fails, later, now):
    due.put_in(now=later)
    Message.objects.filter(payload__number=first_fails.pk).update(state="failed", attempts=10)
    assert due.put_in(now=later) == 0
    Story.objects.filter(pk=first_fails.pk).update(go_live_at=now + timedelta(hours=2))
    assert due.put_in(now=later) == 1


def test_what_was_called_off_meanwhile_is_left_alone(three, later, managing_editor, now):
    due.put_in(now=later)
    publishing.unschedule(three[0], by=managing_editor, now=now)
    Story.objects.filter(pk=three[1].pk).update(go_live_at=later + timedelta(hours=1))
    Loop().run_once()
    assert statuses(three) == ["approved", "scheduled", "published"]
    assert not Message.objects.failing().exists()


def test_the_history_says_in_words_that_a_schedule_failed(client, first_fails, chief, now):
    publishing.publish_due(now=now + timedelta(hours=4))
    client.force_login(chief)
    page = client.get(reverse("admin:newsroom_auditentry_changelist"), {"act": due.FAILED})
    assert page.context["cl"].result_count == 1
    assert f">{ACTS[due.FAILED]}<" in page.text


@pytest.mark.django_db
def test_today_tells_those_who_may_look_that_the_outbox_is_not_well(client, roles):
    at = timezone.now()
    Schedule.objects.create(
        name="newsroom.schedules", next_at=at, failing_since=at, failures=3, last_error="DataError: x"
    )
    enqueue(password_reset.KIND, {"email": "a@example.org"})
    Message.objects.update(failing_since=at, attempts=2, last_error="TimeoutError: timed out")
    client.force_login(make_user(role="editor_in_chief", username="tong"))
    troubles = client.get(reverse("admin:index")).context["today"].troubles
    assert [trouble.since for trouble in troubles] == [None, at, at]
    assert "newsroom." not in troubles[1].text
    for trouble in troubles:
        assert client.get(trouble.url).status_code == 200
    client.force_login(make_user(role="reporter", username="pv"))
    assert client.get(reverse("admin:index")).context["today"].troubles == ()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_while_a_mail_server_says_nothing_a_scheduled_replacement_is_published_on_time(
    reporter, editor, managing_editor, now, tmp_path
):
    story = make_story(by=reporter, now=now)
    move(story, to=Status.SUBMITTED, by=reporter, now=now)
    move(story, to=Status.APPROVED, by=editor, now=now)
    publishing.publish(story, by=managing_editor, now=now)
    user = make_user(role="reporter", username="quen", email="quen@example.org")
    user.set_password("con-duong-huu-nghi")
    user.save()
    enqueue(password_reset.KIND, {"email": "quen@example.org"}, key="quen@example.org")

    def is_with_the_mail_server() -> bool:
        return Message.objects.running().of(password_reset.MAIL, key=str(user.pk)).exists()

    with socket.create_server(("127.0.0.1", 0)) as silent:  # which takes connections, and never says a word
        environment = {
            "DATABASE_URL": database_url(),
            "VAR_DIR": str(tmp_path),
            "EMAIL_URL": f"smtp://127.0.0.1:{silent.getsockname()[1]}",
        }
        with worker(environment=environment, log=tmp_path / "log") as process:
            until(is_with_the_mail_server, seconds=120, what="the mail to hang")
            at = timezone.now() + timedelta(seconds=2)
            edit(story, by=editor, now=timezone.now(), title="Tít mới đúng giờ", go_live_at=at)
            move(story, to=Status.APPROVED, by=managing_editor, now=timezone.now())
            assert publishing.publish(story, by=managing_editor, now=at - timedelta(seconds=1)) is None
            until(lambda: Article.objects.get(pk=story.pk).title == "Tít mới đúng giờ", seconds=60, what="the title")
            fails = Message.objects.failing().filter(kind=password_reset.MAIL)
            until(fails.exists, seconds=180, what="failure")
            mail = Message.objects.get(kind=password_reset.MAIL)
            assert "timed out" in mail.last_error.lower()
            Message.objects.filter(pk=mail.pk).update(due_at=timezone.now())
            until(is_with_the_mail_server, seconds=60, what="the mail to hang again")
            process.terminate()
            assert process.wait(timeout=60) == 0
    assert Message.objects.get(pk=mail.pk).state == Message.State.PENDING
