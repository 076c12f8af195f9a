"""HTTP caches in front of us: told which pages are old, by their surrogate keys."""

from datetime import timedelta
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from pagecache.models import ONLY, Change, Clock

METHOD = "BAN"
HEADER = "X-Ban-Keys"
TOGETHER = 50  # keys a request
TIMEOUT = 5  # seconds


def tell() -> int:
    """Tell every cache in front of the changes that it has not been told of. Returns how many keys those are.

    Raises OSError or HTTPException when one of them cannot be told: the outbox tries again, from where it was.
    """
    clock = Clock.objects.filter(pk=ONLY).first()
    if clock is None or clock.told >= clock.number:
        return 0
    # What lies ahead ends the lifetime of the pages themselves.
    changed = Change.objects.after(clock.told).upto(clock.number).over_at(timezone.now() + timedelta(seconds=1))
    keys = sorted(set(changed.values_list("key", flat=True)))
    for address in settings.FRONT_CACHES:
        for start in range(0, len(keys), TOGETHER):
            _ban(address, keys[start : start + TOGETHER])
    Clock.objects.filter(pk=ONLY, told__lt=clock.number).update(told=clock.number)
    return len(keys)


def _ban(address: str, keys: list[str]) -> None:
    parts = urlsplit(address)
    make = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = make(parts.netloc, timeout=TIMEOUT)
    try:
        connection.request(METHOD, "/", headers={HEADER: " ".join(keys)})
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise HTTPException(f"{address} answered {answer.status} {answer.reason}")
    finally:
        connection.close()
