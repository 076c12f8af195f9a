"""What a reader gets who asks for something that is not there, is gone, is not theirs, or breaks."""

import sys
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from pages.caching import ERROR
from pages.frame import frame
from pages.views.unsaved import unsaved

NEVER = "no-store"
AGAIN = 10  # seconds after which to try again


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(404)


def no_file(request: HttpRequest, **asked: str) -> HttpResponse:
    """Where machines ask and no page ever is: a line, for which nothing is drawn."""
    return HttpResponse("Not found.\n", status=404, content_type="text/plain", headers={"Cache-Control": ERROR})


def gone(request: HttpRequest) -> HttpResponse:
    """A story that was withdrawn."""
    return _page(410)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(403, cache_control=NEVER)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that cannot be understood looks like an address that is not there."""
    return _page(404, status=400, cache_control=NEVER)


def broken(request: HttpRequest) -> HttpResponse:
    """Our own fault: a page that asks nothing of anybody, not even of the database, which may be what is away."""
    if isinstance(sys.exception(), (OperationalError, InterfaceError)):
        return away(unsaved(request) if request.path.startswith(settings.SESSION_COOKIE_PATH) else None)
    return HttpResponse(render_to_string("500.html"), status=500, headers={"Cache-Control": NEVER})


def away(context: dict[str, Any] | None = None) -> HttpResponse:
    """The database does not answer: soon it will."""
    page = render_to_string("503.html", context)
    return HttpResponse(page, status=503, headers={"Cache-Control": NEVER, "Retry-After": str(AGAIN)})


def _page(name: int, *, status: int | None = None, cache_control: str = ERROR) -> HttpResponse:
    context: dict[str, Any] = {}
    with suppress(DatabaseError):  # the frame is a courtesy: without it the page still says what happened
        context["site"] = frame().site
    html = render_to_string(f"{name}.html", context)
    return HttpResponse(html, status=status or name, headers={"Cache-Control": cache_control})
