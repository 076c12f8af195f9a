"""A colleague's sign-in, for who manages accounts: letting in, forgetting a lost phone, ending sessions; all kept."""

from datetime import datetime
from io import StringIO

import pytest
from axes.models import AccessAttempt
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.core.management import CommandError, call_command
from django.test import Client
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts import second_factor
from accounts.models import User
from newsroom.roles import ROLES
from tests.factories import make_user
from tests.newsroom.desk import client_of


def page_of(user: User) -> str:
    return f"/quan-tri/accounts/user/{user.pk}/access/"


@pytest.fixture
def administrator(roles) -> User:
    return make_user(role="administrator")


@pytest.fixture
def colleague(roles) -> User:
    user = make_user(role="editor", name="Lê Minh Quân")
    TOTPDevice.objects.create(user=user, name="app")
    second_factor.make_backup_codes(user)
    return user


def lock(user: User) -> None:
    attempt = AccessAttempt(username=user.username, ip_address="203.0.113.7", user_agent="x", failures_since_start=5)
    attempt.save()


def test_a_lost_phone_is_forgotten_sessions_end_and_it_is_kept(administrator: User, colleague: User) -> None:
    theirs = Client()
    theirs.force_login(colleague)
    client = client_of(administrator)
    assert "Đã đăng ký điện thoại" in client.get(page_of(colleague)).text
    said = client.post(page_of(colleague), {"act": "forget"}, follow=True).text
    assert "Đã xóa điện thoại và mã dự phòng của Lê Minh Quân" in said
    assert not second_factor.is_enrolled(colleague)
    assert second_factor.backup_codes_left(colleague) == 0
    assert theirs.get("/quan-tri/")["Location"].startswith("/quan-tri/login/")
    entry = LogEntry.objects.get(object_id=str(colleague.pk))
    assert (entry.user, "Xóa xác thực hai bước" in entry.change_message) == (administrator, True)


def test_letting_in_after_wrong_passwords(settings, administrator: User, colleague: User) -> None:
    lock(colleague)
    client = client_of(administrator)
    assert "từ địa chỉ 203.0.113.7" in client.get(page_of(colleague)).text
    assert "đang tạm khóa" in client.get(f"/quan-tri/accounts/user/{colleague.pk}/change/").text
    client.post(page_of(colleague), {"act": "unlock"})
    assert not AccessAttempt.objects.exists()
    assert LogEntry.objects.count() == 1
    client.post(page_of(colleague), {"act": "unlock"})
    assert LogEntry.objects.count() == 1  # nothing was done, and nothing is kept


@pytest.mark.parametrize("role", [role for role in ROLES if role != "administrator"])
def test_nobody_else_may(roles, colleague: User, role: str) -> None:
    client = client_of(make_user(role=role))
    assert client.get(page_of(colleague)).status_code == 403
    assert client.post(page_of(colleague), {"act": "forget"}).status_code == 403
    assert second_factor.is_enrolled(colleague)


def test_a_superusers_phone_is_not_an_administrators_business(administrator: User) -> None:
    root = make_user(is_superuser=True)
    TOTPDevice.objects.create(user=root, name="app")
    assert client_of(administrator).post(page_of(root), {"act": "forget"}).status_code == 403
    assert second_factor.is_enrolled(root)


@pytest.mark.parametrize("act", ["", "delete", "\0", "9" * 5000])
def test_no_other_act(administrator: User, colleague: User, act: str) -> None:
    assert client_of(administrator).post(page_of(colleague), {"act": act}).status_code == 404


def test_other_methods_and_other_people(administrator: User, colleague: User) -> None:
    client = client_of(administrator)
    assert client.put(page_of(colleague)).status_code == 405
    for number in ("0", "999999", "x", "9" * 40):
        assert client.get(f"/quan-tri/accounts/user/{number}/access/").status_code in {400, 404}


def test_the_secrets_have_no_page(db) -> None:
    assert not admin.site.is_registered(TOTPDevice)
    assert not admin.site.is_registered(StaticDevice)
    assert not any(model._meta.app_label == "axes" for model in admin.site._registry)


def test_the_command_for_when_nobody_else_can(colleague: User, now: datetime) -> None:
    lock(colleague)
    said = StringIO()
    call_command("forget_second_factor", colleague.username, stdout=said)
    assert "enrols anew" in said.getvalue()
    assert not second_factor.is_enrolled(colleague)
    assert not AccessAttempt.objects.exists()
    with pytest.raises(CommandError, match="no account"):
        call_command("forget_second_factor", "khong-co-ai")
