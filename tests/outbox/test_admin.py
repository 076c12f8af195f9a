from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from outbox.models import Lane, Message, Schedule, Worker
from outbox.queue import enqueue

pytestmark = pytest.mark.django_db
CHANGELIST = "admin:outbox_message_changelist"


@pytest.fixture
def staff(client):
    """Signs in a colleague who holds the named permissions of the outbox."""

    def sign_in(*codenames: str) -> None:
        user = User.objects.create_user("nhan-vien", name="Lê Thu Hà", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
        client.force_login(user)

    return sign_in


def test_what_was_given_up_is_seen_filtered_and_tried_again(client, staff):
    staff("view_message", "change_message")
    at = timezone.now()
    failed = Message.objects.create(
        kind="probe", key="1", state="failed", last_error="nobody answers", due_at=at, created_at=at
    )
    enqueue("mail", {})
    page = client.get(reverse(CHANGELIST), {"state__exact": "failed"})
    assert "nobody answers" in page.text
    assert page.context["cl"].result_count == 1
    data = {"action": "try_again", "_selected_action": [m.pk for m in Message.objects.all()]}
    page = client.post(reverse(CHANGELIST), data, follow=True)
    failed.refresh_from_db()
    assert failed.state == "pending"
    assert len(page.context["messages"]) >= 2  # one was tried again, one was left alone


def test_what_was_given_up_and_looked_at_is_left_undone_and_fails_no_longer(client, staff):
    staff("view_message", "change_message")
    at = timezone.now()
    Message.objects.create(kind="probe", state="failed", failing_since=at, due_at=at, created_at=at)
    enqueue("mail", {})
    data = {"action": "leave_undone", "_selected_action": [m.pk for m in Message.objects.all()]}
    client.post(reverse(CHANGELIST), data)
    assert dict(Message.objects.values_list("kind", "state")) == {"probe": "aside", "mail": "pending"}
    assert not Message.objects.failing().exists()


def test_without_the_permission_nothing_is_tried_again(client, staff):
    staff("view_message")
    at = timezone.now()
    failed = Message.objects.create(kind="probe", state="failed", due_at=at, created_at=at)
    client.post(reverse(CHANGELIST), {"action": "try_again", "_selected_action": [failed.pk]})
    failed.refresh_from_db()
    assert failed.state == "failed"


def test_messages_are_neither_added_nor_changed_nor_deleted_by_hand(client, staff):
    staff("view_message", "add_message", "change_message", "delete_message")
    enqueue("mail", {})
    pk = Message.objects.get().pk
    assert client.get(reverse("admin:outbox_message_add")).status_code == 403
    assert client.post(reverse("admin:outbox_message_change", args=[pk]), {"kind": "x"}).status_code == 403
    assert client.post(reverse("admin:outbox_message_delete", args=[pk]), {"post": "yes"}).status_code == 403
    assert Message.objects.get().kind == "mail"


def workers_of_every_lane(at: datetime) -> None:
    for lane in Lane:
        Worker.objects.create(name="here:1", lane=lane, started_at=at, beat_at=at)


@pytest.mark.parametrize("alive", [True, False])
def test_the_list_says_when_no_worker_runs(client, staff, alive):
    staff("view_message")
    at = timezone.now()
    if alive:
        workers_of_every_lane(at)
    else:
        Worker.objects.create(name="killed:1", started_at=at, beat_at=at + timedelta(minutes=15))  # run_worker --once
    page = client.get(reverse(CHANGELIST))
    assert bool(list(page.context["messages"])) is not alive


def test_a_lane_that_nobody_delivers_is_named(client, staff):
    staff("view_message")
    at = timezone.now()
    for lane in (Lane.SCHEDULES, Lane.REST):
        Worker.objects.create(name="here:1", lane=lane, started_at=at, beat_at=at)
    texts = [str(message) for message in client.get(reverse(CHANGELIST)).context["messages"]]
    assert [str(Lane.MAIL.label) in text for text in texts] == [True]


def test_what_fails_is_told_in_words_with_tries_and_error_and_found_by_itself(client, staff):
    staff("view_message")
    at = timezone.now()
    Message.objects.create(
        kind="accounts.password_reset_mail", attempts=3, last_error="Took longer than 60 s.",
        failing_since=at, due_at=at, created_at=at,
    )  # fmt: skip
    enqueue("pages.indexnow", {"number": 1})
    page = client.get(reverse(CHANGELIST), {"failing": "1"})
    assert page.context["cl"].result_count == 1
    row = page.text.split("<tbody>")[1].split("</tbody>")[0]
    for words in ("gửi thư có đường dẫn", "đang lỗi, sẽ thử lại", "quá 60 giây", '"field-attempts">3<'):
        assert words in row
    assert "accounts.password_reset_mail" not in row
    one = client.get(reverse("admin:outbox_message_change", args=[Message.objects.failing().get().pk]))
    assert "Took longer than 60 s." in one.text
    assert client.get(reverse(CHANGELIST), {"kind": "pages.indexnow"}).context["cl"].result_count == 1


def test_the_periodic_jobs_are_listed_and_say_since_when_they_fail(client, staff):
    staff("view_schedule")
    at = timezone.now()
    Schedule.objects.create(
        name="newsroom.schedules", next_at=at, failing_since=at, failures=12, last_error="DataError: x"
    )
    page = client.get(reverse("admin:outbox_schedule_changelist"))
    row = page.text.split("<tbody>")[1].split("</tbody>")[0]
    for words in ("tìm lịch hẹn đã đến giờ", "DataError: x", '"field-failures">12<'):
        assert words in row
    assert client.get(reverse("admin:outbox_schedule_change", args=[Schedule.objects.get().pk])).status_code == 200


def test_an_alarm_hears_what_is_not_well(capsys):
    with pytest.raises(CommandError, match="not well"):
        call_command("check_worker")
    assert "run_worker" in capsys.readouterr().err
    workers_of_every_lane(timezone.now())
    call_command("check_worker")
    assert "is well" in capsys.readouterr().out
