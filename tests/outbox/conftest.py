import pytest

from outbox import queue


@pytest.fixture
def kinds(monkeypatch) -> dict[str, queue.Handler]:
    """The registry of handlers, restored after the test."""
    monkeypatch.setattr(queue, "handlers", {}, raising=True)
    monkeypatch.setattr(queue, "periodic", {}, raising=True)
    monkeypatch.setattr("outbox.delivery.handlers", queue.handlers)
    monkeypatch.setattr("outbox.delivery.periodic", queue.periodic)
    return queue.handlers
