"""What the story's page carries with it: the ticket of an empty form; who might change the text."""

import uuid
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.core import signing

from newsroom.models import Story

if TYPE_CHECKING:
    from accounts.models import User

SALT = "newsroom.opened"
OPEN_FOR = timedelta(days=14)


class Ticket:
    """`code` is None where none was issued; `number` is the story that was made with it, None while it is unused."""

    def __init__(self, code: str) -> None:
        try:
            self.code: uuid.UUID | None = uuid.UUID(code)
        except ValueError:
            self.code = None

    @classmethod
    def issue(cls) -> Self:
        return cls(str(uuid.uuid4()))

    @property
    def number(self) -> int | None:
        return Story.objects.filter(ticket=self.code).values_list("pk", flat=True).first() if self.code else None


class Opened:
    """The proof that a colleague might change a story when its page was opened, though perhaps not any more."""

    @staticmethod
    def proof(story: Story, *, by: "User") -> str:
        return signing.dumps([story.pk, by.pk], salt=SALT)

    @staticmethod
    def is_proven(story: Story, *, by: "User", proof: str) -> bool:
        with suppress(signing.BadSignature):
            return signing.loads(proof, salt=SALT, max_age=OPEN_FOR) == [story.pk, by.pk]
        return False
