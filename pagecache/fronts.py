"""HTTP caches in front of us: told which pages are old, by their surrogate keys."""

import logging
import threading
import time
from collections.abc import Sequence
from datetime import timedelta
from http.client import HTTPException

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from outbox import calls
from pagecache.models import ONLY, Change, Clock, FrontCache

log = logging.getLogger(__name__)

METHOD = "BAN"
HEADER = "X-Ban-Keys"
TOGETHER = 50  # keys a request
TIMEOUT = 5.0  # seconds a request
PATIENCE = 15.0  # seconds a cache: one that is slow takes no time from the others
AHEAD = timedelta(seconds=1)  # what changes later ends the lifetime of the pages themselves
# A page that was drawn before the change can reach a cache after it was told: from a process that had not heard of the
# change yet, and from one that was slow to answer, for which the cache waits 15 s (deploy/varnish/backends.vcl).
AGAIN_SECONDS = (1, 20)


def tell(address: str) -> int:
    """Tell a cache in front of the changes that it has not been told of. Returns how many keys those are.

    Raises OSError or HTTPException when it cannot be told: the outbox tries again, from where it was.
    """
    from outbox import queue

    front, _is_new = FrontCache.objects.get_or_create(address=address)
    clock = Clock.objects.filter(pk=ONLY).first()
    if clock is None or front.told >= clock.number:
        return 0
    span = {"after": front.told, "upto": clock.number}
    count = tell_between(address, **span)
    with transaction.atomic():
        for seconds in AGAIN_SECONDS if count else ():
            due_at = timezone.now() + timedelta(seconds=seconds)
            key = f"{address} {span['after']}-{span['upto']}+{seconds}"
            queue.enqueue("pagecache.tell_front_again", {"address": address, **span}, key=key, due_at=due_at)
        FrontCache.objects.filter(pk=front.pk, told__lt=clock.number).update(told=clock.number)
    return count


def tell_between(address: str, *, after: int, upto: int) -> int:
    """Tell a cache in front of the changes with these numbers. Returns how many keys those are; raises as `tell`."""
    keys = keys_between(after, upto)
    if error := _tell_one(address, keys):
        raise error
    return len(keys)


def tell_at_once(keys: Sequence[str]) -> None:
    """Tell the caches in front without keeping anybody waiting; the outbox does it again, for certain."""

    def tell_all() -> None:
        for address in settings.FRONT_CACHES:
            error = _tell_one(address, keys)
            if error:
                log.info("The cache in front at %s was not told at once: %s", address, error)

    if keys:
        threading.Thread(target=tell_all, name="tell-fronts", daemon=True).start()


def keys_between(after: int, upto: int) -> list[str]:
    """What changed by now."""
    changed = Change.objects.after(after).upto(upto).over_at(timezone.now() + AHEAD)
    return sorted(set(changed.values_list("key", flat=True)))


def _tell_one(address: str, keys: Sequence[str]) -> OSError | HTTPException | None:
    """What went wrong, if anything did."""
    until = time.monotonic() + PATIENCE
    try:
        for start in range(0, len(keys), TOGETHER):
            left = until - time.monotonic()
            if left <= 0:
                raise TimeoutError(f"{address} takes too long for {len(keys)} keys.")
            _ban(address, keys[start : start + TOGETHER], seconds=min(TIMEOUT, left))
    except (OSError, HTTPException) as error:
        return error
    return None


def _ban(address: str, keys: Sequence[str], *, seconds: float) -> None:
    calls.call(
        f"{address}/", method=METHOD, headers={HEADER: " ".join(keys)}, seconds=seconds, handlers=(calls.straight(),)
    )
