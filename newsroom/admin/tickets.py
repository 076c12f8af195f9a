"""A form sent twice makes one story: each empty form carries a ticket that is good once."""

import uuid
from typing import Self

from django.core.cache import cache

GOOD_FOR = 24 * 60 * 60  # seconds


class Ticket:
    """`number` is the story that was made with it, None while it is unused (or was never issued)."""

    def __init__(self, code: str) -> None:
        try:
            self.code = str(uuid.UUID(code))
        except ValueError:
            self.code = ""

    @classmethod
    def issue(cls) -> Self:
        return cls(str(uuid.uuid4()))

    @property
    def number(self) -> int | None:
        return cache.get(self._key) if self.code else None

    def redeem(self, number: int) -> None:
        if self.code:
            cache.set(self._key, number, GOOD_FOR)

    @property
    def _key(self) -> str:
        return f"story-ticket-{self.code}"
