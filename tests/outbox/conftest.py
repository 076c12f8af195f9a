import socket
import threading
from collections.abc import Callable, Iterator

import pytest
from django.utils import timezone

from outbox import queue
from outbox.models import Worker


@pytest.fixture
def kinds() -> Iterator[dict[str, queue.Handling]]:
    """The registry of handlers, empty, and restored after the test."""
    registries = (queue.handlers, queue.periodic)
    kept = [dict(registry) for registry in registries]
    for registry in registries:
        registry.clear()
    yield queue.handlers
    for registry, entries in zip(registries, kept, strict=True):
        registry.clear()
        registry.update(entries)


@pytest.fixture
def server() -> Iterator[Callable[[Callable[[socket.socket], None]], str]]:
    """Starts a server that does to each connection as it is told; its address."""
    listeners: list[socket.socket] = []

    def start(behave: Callable[[socket.socket], None]) -> str:
        listener = socket.create_server(("127.0.0.1", 0))
        listeners.append(listener)

        def serve() -> None:
            while True:
                try:
                    connection, _peer = listener.accept()
                except OSError:
                    return
                threading.Thread(target=one, args=[connection], daemon=True).start()

        def one(connection: socket.socket) -> None:
            with connection:
                try:
                    behave(connection)
                except OSError:
                    return

        threading.Thread(target=serve, daemon=True).start()
        return f"http://127.0.0.1:{listener.getsockname()[1]}"

    yield start
    for listener in listeners:
        listener.close()


@pytest.fixture
def worker():
    at = timezone.now()
    return Worker.objects.create(name="test:1", started_at=at, beat_at=at)
