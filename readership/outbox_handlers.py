from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from outbox.queue import every
from readership import counts


@every(seconds=300, name="readership.add_up", within=240, words=_("add up readings"))
def add_up() -> None:
    counts.add_up(at=timezone.now())
