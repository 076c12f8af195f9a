from collections.abc import Iterator

import pytest

from outbox import queue


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
