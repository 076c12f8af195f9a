from django.utils import timezone

from outbox.delivery import KEEP_DONE
from outbox.models import Message
from outbox.queue import every


@every(seconds=3600, name="outbox.prune")
def prune() -> None:
    """Throw away what was delivered long ago; what was given up stays until somebody has looked."""
    Message.objects.done_before(timezone.now() - KEEP_DONE).delete()
