"""A thread that ends leaves no connection open, whether or not Python collects garbage."""

import gc
import threading
from collections.abc import Iterator

import pytest
from django.db import Error, connection

from thoidai.threads import closing

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def no_collector() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("no_collector")
def test_a_threads_connection_ends_with_it() -> None:
    held = []

    def application(environ, start_response):
        connection.ensure_connection()
        held.append(connection.connection)
        held[-1].execute("SELECT 1")
        return []

    thread = threading.Thread(target=lambda: closing(application)({}, None))
    thread.start()
    thread.join()
    with pytest.raises((Error, connection.Database.Error)):
        held[0].execute("SELECT 1")


@pytest.mark.usefixtures("no_collector")
def test_a_thread_keeps_its_connection_from_request_to_request() -> None:
    held = []

    def application(environ, start_response):
        connection.ensure_connection()
        held.append(connection.connection)
        return []

    def work():
        for _ in range(2):
            closing(application)({}, None)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert held[0] is held[1]
