from django.utils import timezone

from outbox.queue import every
from readership import counts


@every(seconds=300, name="readership.add_up")
def add_up() -> None:
    counts.add_up(at=timezone.now())
