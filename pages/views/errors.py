"""What a reader gets who asks for something that is not there, is gone, is not theirs, or breaks."""

from contextlib import suppress
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from pages.caching import ERROR
from pages.frame import frame

NEVER = "no-store"


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(404)


def gone(request: HttpRequest) -> HttpResponse:
    """A story that was withdrawn."""
    return _page(410)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(403, cache_control=NEVER)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that cannot be understood looks like an address that is not there."""
    return _page(404, status=400, cache_control=NEVER)


def broken(request: HttpRequest) -> HttpResponse:
    """Our own fault: a page that asks nothing of anybody, not even of the database."""
    return HttpResponse(render_to_string("500.html"), status=500, headers={"Cache-Control": NEVER})


def _page(name: int, *, status: int | None = None, cache_control: str = ERROR) -> HttpResponse:
    context: dict[str, Any] = {}
    with suppress(DatabaseError):  # the frame is a courtesy: without it the page still says what happened
        context["site"] = frame().site
    html = render_to_string(f"{name}.html", context)
    return HttpResponse(html, status=status or name, headers={"Cache-Control": cache_control})
