"""The worker's part: numbering what a killed process left, telling the caches in front, forgetting what is over."""

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


@queue.handler("pagecache.tell_front", lane=Lane.SCHEDULES, seconds=60, words=_("tell the caches in front"))
def tell_front(payload: queue.Payload) -> None:
    fronts.tell()


@queue.handler("pagecache.tell_front_again", lane=Lane.SCHEDULES, seconds=60, words=_("tell the caches in front again"))
def tell_front_again(payload: queue.Payload) -> None:
    fronts.tell_between(payload["after"], payload["upto"])


@queue.every(seconds=3600, name="pagecache.forget", words=_("forget changes of pages that are over"))
def forget() -> None:
    Change.objects.over(before=timezone.now() - 2 * KEEP).delete()
