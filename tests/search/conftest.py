"""Few words for putting documents into the index and asking it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from search import index


@pytest.fixture
def put(db, now: datetime) -> Callable[..., int]:
    """Puts an article that went live some minutes ago; returns its number."""
    numbers = iter(range(1, 1_000_000))

    def put(text: str = "", *, title: str = "", minutes_ago: float = 10, number: int = 0) -> int:
        number = number or next(numbers)
        live_from = now - timedelta(minutes=minutes_ago)
        index.put("article", number, title=title, text=text, live_from=live_from)
        return number

    return put


@pytest.fixture
def found(db, now: datetime) -> Callable[..., list[int]]:
    """The numbers of the articles that a query finds, in their order."""

    def found(query: str, **options) -> list[int]:
        options = {"kind": "article", "at": now, "per_page": 100} | options
        return [hit.number for hit in index.find(query, **options).hits]

    return found
