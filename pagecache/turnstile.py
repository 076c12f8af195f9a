"""Twice the readers that we can serve: as many as we can are served, the others are told so at once."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

DRAWING = 4  # at once in a process: more would only take turns with one another
WAITING = 8  # and so many wait; with those who are answered at once they stay below the server's threads
PATIENCE = 2.0  # seconds
AGAIN = 3  # seconds after which to try again
FULL = "pagecache.is_full"  # in a request's environment: answer nothing but that


class Turnstile:
    """Lets few draw at a time and few wait."""

    def __init__(self) -> None:
        self._places = threading.Semaphore(DRAWING)
        self._inside = threading.Semaphore(DRAWING + WAITING)

    @contextmanager
    def admitted(self) -> Iterator[bool]:
        """Whether this request may draw; those that would wait too long, or are too many, may not."""
        if not self._inside.acquire(blocking=False):
            yield False
            return
        try:
            if not self._places.acquire(timeout=PATIENCE):
                yield False
                return
            try:
                yield True
            finally:
                self._places.release()
        finally:
            self._inside.release()


def full_house_middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Tell who was not admitted to come again, without asking anything of the database."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return full_house() if request.META.get(FULL) else get_response(request)

    return middleware


def full_house() -> HttpResponse:
    page = render_to_string("503.html", {"is_full": True})
    return HttpResponse(page, status=503, headers={"Retry-After": str(AGAIN), "Cache-Control": "no-store"})
