import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from outbox.models import Message, Worker
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


@pytest.mark.parametrize("alive", [True, False])
def test_the_list_says_when_no_worker_runs(client, staff, alive):
    staff("view_message")
    at = timezone.now()
    if alive:
        Worker.objects.create(name="here:1", started_at=at, beat_at=at)
    page = client.get(reverse(CHANGELIST))
    assert bool(list(page.context["messages"])) is not alive


def test_the_periodic_jobs_are_listed(client, staff):
    staff("view_schedule")
    assert client.get(reverse("admin:outbox_schedule_changelist")).status_code == 200
