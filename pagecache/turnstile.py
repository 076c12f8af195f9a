"""Twice the readers that we can serve: as many as we can are served, the others are told so at once."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from time import monotonic

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

log = logging.getLogger(__name__)

DRAWING = 4  # at once in a process: more would only take turns with one another
# And so many wait: one reader who opens sixteen pages of a server that has just started gets them all. With those who
# are answered at once, and those whose bodies have not come (thoidai/bodies.py), they stay below the server's threads.
WAITING = 12
PATIENCE = 8.0  # seconds; with the drawing less than a cache in front waits (deploy/varnish/backends.vcl)
AGAIN = 3  # seconds after which to try again
SAY = 10.0  # seconds between two lines of the log that say how many were refused
FULL = "pagecache.is_full"  # in a request's environment: answer nothing but that


class Turnstile:
    """Lets few draw at a time and few wait."""

    def __init__(self) -> None:
        self._places = threading.Semaphore(DRAWING)
        self._inside = threading.Semaphore(DRAWING + WAITING)
        self._refused, self._said_at = 0, -SAY

    @contextmanager
    def admitted(self) -> Iterator[bool]:
        """Whether this request may draw; those that would wait too long, or are too many, may not."""
        if not self._inside.acquire(blocking=False):
            self._say()
            yield False
            return
        try:
            if not self._places.acquire(timeout=PATIENCE):
                self._say()
                yield False
                return
            try:
                yield True
            finally:
                self._places.release()
        finally:
            self._inside.release()

    def _say(self) -> None:
        """Now and then, for all who were refused since: a line for each would be most of the work."""
        self._refused += 1
        now = monotonic()
        if now >= self._said_at + SAY:
            log.warning("More readers than can be served: told to come again: %d", self._refused)
            self._refused, self._said_at = 0, now


def full_house_middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Tell who was not admitted to come again, without asking anything of the database."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return full_house() if request.META.get(FULL) else get_response(request)

    return middleware


def full_house() -> HttpResponse:
    response = HttpResponse(_page(), status=503, headers={"Retry-After": str(AGAIN), "Cache-Control": "no-store"})
    response._has_been_logged = True  # type: ignore[attr-defined]  # Django would write a line for each
    return response


@cache
def _page() -> bytes:
    return render_to_string("503.html", {"is_full": True}).encode()
