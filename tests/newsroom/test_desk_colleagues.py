"""Accounts: one role each, nobody deleted; the sign-in; the audit is read and never written."""

from datetime import datetime

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.test import Client

from accounts.models import User
from articles.models import FeaturedList
from newsroom import audit
from newsroom.models import AuditEntry, Story
from tests.factories import make_section, make_user
from tests.newsroom.desk import client_of

USERS = "/quan-tri/accounts/user/"
INLINE = {"headed_sections-TOTAL_FORMS": 0, "headed_sections-INITIAL_FORMS": 0}


@pytest.fixture
def administrator(roles) -> User:
    return make_user(role="administrator")


def test_a_new_colleague_gets_a_role_and_signs_in(administrator: User) -> None:
    data = {"username": "thuha", "name": "Trần Thu Hà", "email": "", "role": "reporter", "usable_password": "true"}
    passwords = {"password1": "con-duong-huu-nghi", "password2": "con-duong-huu-nghi"}
    response = client_of(administrator).post(f"{USERS}add/", data | passwords)
    user = User.objects.get(username="thuha")
    assert response["Location"].endswith(f"{USERS}{user.pk}/change/")
    assert [group.name for group in user.groups.all()] == ["reporter"]
    client = Client()
    signed_in = client.post("/quan-tri/login/", {"username": "thuha", "password": "con-duong-huu-nghi"})
    assert signed_in.status_code == 302
    assert client.get("/quan-tri/newsroom/story/add/").status_code == 200


def test_a_role_is_changed_not_added(administrator: User) -> None:
    user = make_user(role="reporter")
    data = {"username": user.username, "name": user.name, "email": "", "role": "editor", "is_active": "on"}
    client_of(administrator).post(f"{USERS}{user.pk}/change/", data | INLINE)
    assert [group.name for group in user.groups.all()] == ["editor"]


@pytest.mark.parametrize("role", ["", "chief", "superuser"])
def test_an_unknown_role_is_refused(administrator: User, role: str) -> None:
    user = make_user(role="reporter")
    data = {"username": user.username, "name": user.name, "email": "", "role": role, "is_active": "on"}
    response = client_of(administrator).post(f"{USERS}{user.pk}/change/", data | INLINE)
    assert response.status_code == 200
    assert response.context["errors"]
    assert [group.name for group in user.groups.all()] == ["reporter"]


def test_a_posted_superuser_flag_changes_nothing(administrator: User) -> None:
    data = {"username": administrator.username, "name": "Tôi", "email": "", "role": "administrator", "is_active": "on"}
    flags = {"is_superuser": "on", "user_permissions": ["1"]}
    client_of(administrator).post(f"{USERS}{administrator.pk}/change/", data | flags | INLINE)
    administrator.refresh_from_db()
    assert administrator.name == "Tôi"
    assert not administrator.is_superuser
    assert not administrator.user_permissions.exists()


def test_a_superuser_is_changed_by_superusers_only(administrator: User) -> None:
    root = make_user(is_superuser=True)
    client = client_of(administrator)
    data = {"username": root.username, "name": "Chiếm", "email": "", "role": "reporter"}
    assert client.post(f"{USERS}{root.pk}/change/", data | INLINE).status_code == 403
    assert client.post(f"{USERS}{root.pk}/password/", {"password1": "a", "password2": "a"}).status_code == 403


def test_colleagues_are_switched_off_never_deleted(administrator: User) -> None:
    user = make_user(role="reporter")
    client = client_of(administrator)
    assert client.post(f"{USERS}{user.pk}/delete/", {"post": "yes"}).status_code == 403
    data = {"username": user.username, "name": user.name, "email": "", "role": "reporter"}
    client.post(f"{USERS}{user.pk}/change/", data | INLINE)
    assert not Client().login(username=user.username, password="mat-khau-thu")


def test_nobody_locks_themselves_out(administrator: User) -> None:
    data = {"username": administrator.username, "name": "Tôi", "email": "", "role": "administrator"}
    client_of(administrator).post(f"{USERS}{administrator.pk}/change/", data | INLINE)
    administrator.refresh_from_db()
    assert administrator.is_active


def test_section_heads_get_their_sections_on_their_own_page(administrator: User) -> None:
    head, section = make_user(role="section_head"), make_section()
    data = {"username": head.username, "name": head.name, "email": "", "role": "section_head", "is_active": "on"}
    inline = INLINE | {"headed_sections-TOTAL_FORMS": 1, "headed_sections-0-section": section.pk}
    client_of(administrator).post(f"{USERS}{head.pk}/change/", data | inline | {"headed_sections-0-user": head.pk})
    assert head.headed_sections.get().section == section


def test_groups_are_not_edited_at_the_desk() -> None:
    assert not admin.site.is_registered(Group)


def test_the_refusal_at_the_sign_in_is_a_whole_sentence(roles) -> None:
    page = Client().post("/quan-tri/login/", {"username": make_user(role="reporter").username, "password": "sai"})
    assert "Sai tên đăng nhập hoặc mật khẩu. Mật khẩu phân biệt" in page.content.decode()


@pytest.mark.parametrize("password", ["sai", "", "\x00", "x" * 5000])
def test_a_wrong_password_gets_a_clear_sentence(roles, password: str) -> None:
    user = make_user(role="reporter")
    page = Client().post("/quan-tri/login/", {"username": user.username, "password": password})
    assert page.status_code == 200
    assert 'role="alert"' in page.content.decode() or "errorlist" in page.content.decode()


def test_signing_out_and_changing_the_password(roles) -> None:
    user = make_user(role="reporter")
    client = client_of(user)
    new = {"old_password": "mat-khau-thu", "new_password1": "con-duong-huu-nghi", "new_password2": "con-duong-huu-nghi"}
    assert "Đổi mật khẩu" in client.get("/quan-tri/password_change/").content.decode()
    assert client.post("/quan-tri/password_change/", new, follow=True).status_code == 200
    user.refresh_from_db()
    assert user.check_password("con-duong-huu-nghi")
    assert client.post("/quan-tri/logout/").status_code == 200
    assert client.get("/quan-tri/").status_code == 302


def test_the_audit_lists_acts_in_words_and_finds_a_story(published: Story, managing_editor: User) -> None:
    client = client_of(managing_editor)
    page = client.get("/quan-tri/newsroom/auditentry/", {"q": str(published.pk)})
    assert page.context["cl"].result_count == AuditEntry.objects.filter(story=published.pk).count()
    assert "đưa bài lên trang" in page.content.decode()
    assert client.get("/quan-tri/newsroom/auditentry/", {"act": "published"}).context["cl"].result_count == 1
    assert client.get("/quan-tri/newsroom/auditentry/", {"q": "\x00", "act": "x", "by": "'"}).status_code == 200


def test_the_audit_names_lists_pictures_and_bodies_in_words(managing_editor: User, now: datetime) -> None:
    FeaturedList.objects.create(key="home-lead", name="Trang chủ: tin chính")
    for act, subject in (
        ("launch", "list:home-lead"),
        ("launch", "list:gone"),
        ("correct_photo", "photo:12"),
        ("merge_bodies", "organization:5"),
    ):
        audit.record(act, by=managing_editor, now=now, subject=subject)
    page = client_of(managing_editor).get("/quan-tri/newsroom/auditentry/").content.decode()
    assert "Trang chủ: tin chính" in page
    assert ">ảnh 12</a>" in page
    assert ">tổ chức 5</a>" in page
    assert "gộp hai tổ chức làm một" in page
    for word_of_the_code in ("list:", "photo:", "organization:", "merge_bodies"):
        assert f">{word_of_the_code}" not in page


def test_the_audit_cannot_be_written(published: Story, managing_editor: User, now: datetime) -> None:
    entry = AuditEntry.objects.first()
    assert entry is not None
    client = client_of(managing_editor)
    url = f"/quan-tri/newsroom/auditentry/{entry.pk}/change/"
    assert client.post(url, {"act": "create"}).status_code == 403
    assert client.post("/quan-tri/newsroom/auditentry/add/", {}).status_code == 403
