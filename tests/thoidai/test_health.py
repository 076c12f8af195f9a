import pytest
from django.db import DatabaseError, connection


@pytest.mark.django_db
def test_health_is_answered_to_any_host_without_a_redirect(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    answer = client.get("/suc-khoe/", headers={"host": "10.1.2.3:8000"})
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert answer["Cache-Control"] == "no-store"


def test_without_the_database_it_says_so(client, monkeypatch):
    def refuse():
        raise DatabaseError

    monkeypatch.setattr(connection, "cursor", refuse)
    assert client.get("/suc-khoe/").status_code == 503


def test_a_process_without_its_database_is_alive(client, monkeypatch):
    monkeypatch.setattr(connection, "cursor", lambda: pytest.fail("asked the database"))
    answer = client.get("/suc-khoe/song/")
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
