"""A session: from the sign-in to the evening, under keys of its own, ended by signing out and by a new password."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from accounts import outbox_handlers, sessions
from accounts.models import User
from tests.accounts.conftest import half_in, sign_in


def test_the_cookie_is_the_desks_own(locks, reporter: User) -> None:
    client = Client()
    cookie = sign_in(reporter, client=client).cookies["sessionid"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/quan-tri/", True, "Lax")
    assert cookie["max-age"] == 16 * 3600


def test_the_key_changes_at_the_sign_in(locks, reporter: User) -> None:
    client = Client()
    session = client.session
    session["x"] = 1
    session.save()
    given = session.session_key
    client.cookies["sessionid"] = given
    sign_in(reporter, client=client)
    assert client.session.session_key != given
    assert not Session.objects.filter(pk=given).exists()


def test_it_lasts_the_working_day_and_no_longer(locks, reporter: User) -> None:
    client = half_in(reporter)
    locks.forward(hours=15, minutes=59)
    assert client.get("/quan-tri/").status_code == 200
    locks.forward(minutes=2)
    assert client.get("/quan-tri/").status_code == 302
    outbox_handlers.forget_sessions()
    assert not Session.objects.exists()


def test_writing_into_it_does_not_make_it_last_longer(locks, reporter: User) -> None:
    client = half_in(reporter)
    locks.forward(hours=10)
    page = client.get("/quan-tri/bao-mat/bat/")  # keeps a key in the session
    assert page.cookies["sessionid"]["max-age"] == 6 * 3600
    locks.forward(hours=5, minutes=59)
    assert client.get("/quan-tri/").status_code == 200
    locks.forward(minutes=2)
    assert client.get("/quan-tri/").status_code == 302


def test_what_came_before_the_sign_in_does_not_shorten_it(locks, reporter: User) -> None:
    client = Client()
    session = client.session
    session["link"] = "from a mail"
    session.save()
    client.cookies["sessionid"] = session.session_key
    locks.forward(hours=10)
    assert sign_in(reporter, client=client).cookies["sessionid"]["max-age"] == 16 * 3600
    locks.forward(hours=15)
    assert client.get("/quan-tri/").status_code == 200


def test_signing_out_ends_it_for_good(locks, reporter: User) -> None:
    client = half_in(reporter)
    key = client.session.session_key
    client.post("/quan-tri/logout/")
    client.cookies["sessionid"] = key
    assert client.get("/quan-tri/").status_code == 302


@pytest.mark.parametrize("method", ["get", "put"])
def test_signing_out_is_a_post(locks, reporter: User, method: str) -> None:
    client = half_in(reporter)
    assert getattr(client, method)("/quan-tri/logout/").status_code == 405
    assert client.get("/quan-tri/").status_code == 200


def test_a_changed_password_ends_the_other_sessions(locks, reporter: User) -> None:
    here, elsewhere = half_in(reporter), half_in(reporter)
    new = {"old_password": "mat-khau-thu", "new_password1": "con-duong-huu-nghi", "new_password2": "con-duong-huu-nghi"}
    key = here.session.session_key
    assert here.post("/quan-tri/password_change/", new).status_code == 302
    assert here.session.session_key != key
    assert here.get("/quan-tri/").status_code == 200
    assert elsewhere.get("/quan-tri/").status_code == 302


def test_ending_all_of_one_colleague(locks, reporter: User, chief: User) -> None:
    theirs, others = [half_in(reporter), half_in(reporter)], half_in(chief)
    assert sessions.end_all(reporter, now=locks.at) == 2
    assert [client.get("/quan-tri/").status_code for client in theirs] == [302, 302]
    assert others.session.get("_auth_user_id") == str(chief.pk)
