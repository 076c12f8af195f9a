"""Saying that something changed: in the transaction of the change, numbered after its commit."""

import logging
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from locking import locked
from pagecache import bell

log = logging.getLogger(__name__)


def touch(keys: Iterable[str], *, at: datetime | None = None, withdrawal: bool = False) -> None:
    """Make every page old that is made of one of these: now, or at a moment ahead.

    Call it in the transaction that changes them. After a `withdrawal` no reader gets an old page even once more.
    """
    from pagecache.models import Change

    due_at = at or timezone.now()
    changes = [Change(key=key[:200], due_at=due_at, is_withdrawal=withdrawal) for key in sorted(set(keys))]
    if not changes:
        return
    Change.objects.bulk_create(changes, batch_size=500)
    if not any(waiting[1] is number_changes for waiting in connection.run_on_commit):
        transaction.on_commit(number_changes, robust=True)


def number_changes() -> None:
    """Give committed changes the next number, and wake the processes of this machine.

    Done right after a commit, and by the worker for those whose process died in between.
    """
    from outbox import queue
    from pagecache import fronts
    from pagecache.models import ONLY, Change, Clock

    with transaction.atomic():
        Clock.objects.get_or_create(pk=ONLY)
        clock = locked(Clock.objects.filter(pk=ONLY)).get()
        if not Change.objects.unnumbered().update(number=clock.number + 1):
            return
        clock.number += 1
        clock.save(update_fields=["number"])
        for address in settings.FRONT_CACHES:  # each by itself: one that is away keeps no news from the others
            queue.enqueue("pagecache.tell_front", {"address": address}, key=address)
    bell.ring()
    if settings.FRONT_CACHES:  # after the bell, so that they are told when we know
        fronts.tell_at_once(fronts.keys_between(clock.number - 1, clock.number))
