from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from outbox.delivery import KEEP_DONE
from outbox.models import Message
from outbox.queue import every


@every(seconds=3600, name="outbox.prune", words=_("throw away what was delivered long ago"))
def prune() -> None:
    """Throw away what was delivered long ago; what was given up stays until somebody has looked."""
    Message.objects.done_before(timezone.now() - KEEP_DONE).delete()
