"""The gate: every address of the desk is closed without the second factor, but the few named open."""

import re
from collections.abc import Iterator
from io import BytesIO

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from accounts import gate, second_factor
from accounts.models import User
from newsroom.readers_role.visible import READ
from newsroom.roles import ROLES
from newsroom.workflow import TRANSITIONS
from tests.accounts.conftest import enrolled, half_in
from tests.factories import make_user

MUST = {"editor", "section_head", "managing_editor", "editor_in_chief", "photo_editor", "administrator"}


def desk_addresses() -> Iterator[str]:
    """One address for each pattern below /quan-tri/, filled in with something."""

    def walk(patterns, before: str) -> Iterator[str]:
        for each in patterns:
            route = str(each.pattern)
            if isinstance(each, URLResolver):
                yield from walk(each.url_patterns, before + route)
            elif isinstance(each, URLPattern) and (before + route).startswith("quan-tri/"):
                yield before + route

    for route in walk(get_resolver().url_patterns, ""):
        plain = re.sub(r"<(?:\w+:)?\w+>|\(\?P<\w+>.*\)", "1", route).replace("^", "").replace("$", "")
        yield "/" + plain.replace(r"\Z", "").replace("\\", "")


def test_every_address_of_the_desk_is_closed_to_whoever_must_and_has_not(locks, chief: User) -> None:
    client = half_in(chief)
    addresses = set(desk_addresses())
    assert len(addresses) > 150
    for address in addresses:
        if address in gate.OPEN or address.startswith(gate.RESET):
            continue
        for send in (client.get, client.post):
            answer = send(address)
            assert answer.status_code == 302, address
            assert answer["Location"].startswith("/quan-tri/bao-mat/bat/"), address


@pytest.mark.parametrize("address", [*sorted(gate.OPEN - {"/quan-tri/bao-mat/bat/"}), f"{gate.RESET}a/b/", "/", "/x"])
def test_a_stranger_leaves_no_file_on_our_disk(db, address: str) -> None:
    """Not even for as long as it takes to find that a form's token is missing."""
    answer = Client(enforce_csrf_checks=True).post(address, {"file": BytesIO(b"x" * gate.LARGEST)})
    assert answer.status_code == 400
    assert not answer.wsgi_request._read_started


@pytest.mark.parametrize("address", ["/quan-tri/photos/photo/add/", "/quan-tri/newsroom/story/add/", "/quan-tri/x/"])
def test_what_a_stranger_sends_to_the_desk_is_not_read(db, address: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(address, {"file": BytesIO(b"x" * gate.LARGEST)})
    assert answer["Location"].startswith("/quan-tri/login/?next=")
    assert not answer.wsgi_request._read_started
    answer = strict.post(address, {"file": BytesIO(b"x" * gate.LARGEST)}, headers={"x-csrftoken": "invented"})
    assert answer.status_code in {302, 403}  # the one by the view itself, the other before it
    assert not answer.wsgi_request._read_started


def test_a_script_hears_that_its_owner_is_signed_out(db) -> None:
    client = Client(enforce_csrf_checks=True)
    client.get("/quan-tri/login/")
    token = {"x-csrftoken": client.cookies["csrftoken"].value}
    for size in (10, gate.LARGEST):
        answer = client.post("/quan-tri/photos/photo/upload/", {"file": BytesIO(b"x" * size)}, headers=token)
        assert (answer.status_code, "đăng nhập" in answer.json()["error"]) == (401, True)
    assert not answer.wsgi_request._read_started


def test_a_colleague_s_files_come_through(locks, roles) -> None:
    user = make_user(role="reporter")
    client = half_in(user)
    picture = BytesIO(b"x" * (gate.LARGEST + 1))
    assert client.post("/quan-tri/photos/photo/add/", {"file": picture}).wsgi_request._read_started


def test_readers_processes_have_no_gate(settings) -> None:
    settings.WING = "magazine"
    with pytest.raises(MiddlewareNotUsed):
        gate.second_factor_middleware(lambda request: HttpResponse())


def test_what_is_open_is_there(locks, chief: User) -> None:
    assert set(desk_addresses()) >= gate.OPEN
    assert any(address.startswith(gate.RESET) for address in desk_addresses())


def test_signing_out_is_open(locks, chief: User) -> None:
    client = half_in(chief)
    assert client.post("/quan-tri/logout/").status_code == 200
    assert client.get("/quan-tri/")["Location"].startswith("/quan-tri/login/")


def test_the_password_is_not_changed_before_the_code(locks, chief: User) -> None:
    enrolled(chief)
    new = {"old_password": "mat-khau-thu", "new_password1": "con-duong-huu-nghi", "new_password2": "con-duong-huu-nghi"}
    half_in(chief).post("/quan-tri/password_change/", new)
    chief.refresh_from_db()
    assert chief.check_password("mat-khau-thu")


@pytest.mark.parametrize("role", ROLES)
def test_who_must(locks, roles, role: str) -> None:
    assert second_factor.is_required_of(make_user(role=role)) == (role in MUST)


def test_superusers_must_and_permissions_of_ones_own_count(locks, roles) -> None:
    assert second_factor.is_required_of(make_user(is_superuser=True))
    assert not second_factor.is_required_of(make_user(is_superuser=True, is_active=False))


def test_every_step_that_changes_the_magazine_is_among_those_that_need_it() -> None:
    door = {f"newsroom.{each.permission}" for each in TRANSITIONS if each.door}
    assert door <= set(django_settings.SECOND_FACTOR_OF)


def test_what_readers_see_as_soon_as_it_is_saved_needs_it_too() -> None:
    """A new tag is on no page before a story has it, nor is a new picture."""
    seen = {label.lower() for label in READ}
    asked = {permission for _label, permissions in ROLES.values() for permission in permissions}
    saved = {
        permission
        for permission in asked
        for act, _, model in [permission.partition(".")[2].partition("_")]
        if act in {"add", "change", "delete"} and f"{permission.partition('.')[0]}.{model}" in seen
    }
    assert {"organizations.change_event", "pages.change_standingpage"} < saved
    assert saved - set(django_settings.SECOND_FACTOR_OF) == {"articles.add_tag", "photos.add_photo"}


def test_it_is_asked_as_soon_as_a_right_is_given_in_whichever_way(locks, reporter: User) -> None:
    client = half_in(reporter)

    def is_open() -> bool:
        return client.get("/quan-tri/").status_code == 200

    assert is_open()
    reporter.user_permissions.add(Permission.objects.get(codename="publish_story"))
    assert not is_open()
    reporter.user_permissions.clear()
    assert is_open()
    reporter.groups.add(Group.objects.get(name="section_head"))
    assert not is_open()
    reporter.groups.clear()
    User.objects.filter(pk=reporter.pk).update(is_superuser=True)
    assert not is_open()


def test_no_other_cookie_path_lets_a_session_reach_further_than_the_gate(settings) -> None:
    assert settings.SESSION_COOKIE_PATH == gate.DESK


def test_the_second_factor_can_be_required_of_everybody(locks, settings, reporter: User) -> None:
    client = half_in(reporter)
    assert client.get("/quan-tri/").status_code == 200
    settings.SECOND_FACTOR = "all"
    assert client.get("/quan-tri/")["Location"].startswith("/quan-tri/bao-mat/bat/")
