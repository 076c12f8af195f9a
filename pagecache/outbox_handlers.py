"""The worker's part: numbering what a killed process left, telling the caches in front, forgetting what is over."""

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from outbox import queue
from outbox.models import Lane
from pagecache import changes, fronts
from pagecache.ledger import KEEP
from pagecache.models import Change


@queue.every(seconds=2, name="pagecache.number", lane=Lane.SCHEDULES, words=_("number changes that a process left"))
def number_what_is_left() -> None:
    """A process that was killed right after its commit has not numbered its changes."""
    if Change.objects.unnumbered().exists():
        changes.number_changes()


@queue.handler("pagecache.tell_front", lane=Lane.SCHEDULES, seconds=30, words=_("tell the caches in front"))
def tell_front(payload: queue.Payload) -> None:
    if payload.get("address") in settings.FRONT_CACHES:  # it may have been taken out of the settings since
        fronts.tell(payload["address"])


@queue.handler("pagecache.tell_front_again", lane=Lane.SCHEDULES, seconds=30, words=_("tell the caches in front again"))
def tell_front_again(payload: queue.Payload) -> None:
    if payload.get("address") in settings.FRONT_CACHES:
        fronts.tell_between(**payload)


@queue.every(seconds=3600, name="pagecache.forget", words=_("forget changes of pages that are over"))
def forget() -> None:
    Change.objects.over(before=timezone.now() - 2 * KEEP).delete()
