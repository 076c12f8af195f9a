import threading

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from tests.toolchain.processes import until
from thoidai import health
from thoidai.health import Pulse


class Asked:
    """A database that answers as a test says, and counts how often it is asked."""

    def __init__(self, *, is_silent: bool = False) -> None:
        self.times, self.is_there, self.answers = 0, True, threading.Event()
        if not is_silent:
            self.answers.set()

    def __call__(self) -> bool:
        self.times += 1
        self.answers.wait()
        if not self.is_there:
            raise DatabaseError("the server at 10.0.0.9 refuses thoidai_reader")
        return True


@pytest.fixture
def asked(monkeypatch) -> Asked:
    asked = Asked()
    monkeypatch.setattr(health, "reaches_database", asked)
    return asked


@pytest.mark.django_db(transaction=True)
def test_ready_is_who_reaches_the_database(client):
    assert client.get("/-/ready").content == b"ok\n"


def test_health_is_answered_to_any_host_without_a_redirect_and_kept_by_nobody(client, settings, asked):
    settings.SECURE_SSL_REDIRECT = True
    for address, text in (("/-/ready", b"ok\n"), ("/-/live", b"alive\n")):
        answer = client.get(address, headers={"host": "10.1.2.3:8000"})
        assert (answer.status_code, answer.content, answer["Cache-Control"]) == (200, text, "no-store")


def test_without_the_database_it_says_so_and_not_why(client, asked):
    asked.is_there = False
    answer = client.get("/-/ready")
    assert (answer.status_code, answer.content) == (503, b"unavailable\n")
    assert answer["Cache-Control"] == "no-store"


def test_a_process_without_its_database_is_alive(client, asked, monkeypatch):
    monkeypatch.setattr(connection, "cursor", lambda: pytest.fail("asked the database"))
    assert client.get("/-/live").status_code == 200
    assert asked.times == 0


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/suc-khoe/", "/suc-khoe/song/", "/-/", "/-", "/-/live/", "/-/ready/", "/-/env"])
def test_nothing_else_is_answered(client, address):
    assert client.get(address).status_code == 404


def test_a_database_that_says_nothing_keeps_nobody_for_long():
    silent = Asked(is_silent=True)
    pulse = Pulse(silent, patience=0.05, fresh=0)
    assert [pulse.is_there() for _ in range(50)] == [False] * 50
    assert silent.times == 1  # the others did not wait behind it
    silent.answers.set()
    until(pulse.is_there, what="its answer")


def test_however_many_ask_the_database_is_asked_once():
    asked = Asked()
    pulse = Pulse(asked, fresh=3600)
    found: list[bool] = []
    crowd = [threading.Thread(target=lambda: found.append(pulse.is_there())) for _ in range(20)]
    for each in crowd:
        each.start()
    for each in crowd:
        each.join()
    assert found == [True] * 20
    assert asked.times <= 2  # one that came while it was asked is answered by the next


def test_a_database_that_comes_back_is_seen():
    asked = Asked()
    pulse = Pulse(asked, fresh=0)
    found = []
    for asked.is_there in (True, False, False, True):
        found.append(pulse.is_there())
    assert found == [True, False, False, True]


@pytest.mark.django_db(transaction=True)
def test_it_leaves_no_connection_open(postgresql):
    def others() -> int:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                " AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
            )
            return cursor.fetchone()[0]

    before = others()
    for _ in range(3):
        assert Client().get("/-/ready").status_code == 200
    until(lambda: others() <= before, what="the end of its connections")
