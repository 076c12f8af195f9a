"""The way in for slow clients and out to them: neither keeps a thread that others need."""

from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, parse_cookie
from django.template.loader import render_to_string

from thoidai.bodies import Body, Reception, announced

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
Whole = Callable[[dict[str, Any], Callable[..., Any]], list[bytes]]

MOST_OF_COLLEAGUES = 80 * 1024 * 1024  # bytes: an original from a camera; deploy/nginx.conf says the same
MOST_OF_READERS = 64 * 1024  # all that a reader's browser sends is a number
REFUSED = "thoidai.refused"  # in a request's environment: answer nothing but that, for this reason
STATUS = {"late": 408, "busy": 503, "broken": 400, "full": 503, "large": 413, "unmeasured": 411}
AGAIN = 3  # seconds after which to try again


def received(application: Whole, *, reception: Reception | None = None) -> Whole:
    """The application, which gets requests with their whole bodies, and never half of one."""
    here = reception or Reception()

    def called(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        length = announced(environ) if environ["REQUEST_METHOD"] == "POST" else 0  # no page reads what others bring
        why = "unmeasured" if length is None else "large" if length > _most(environ) else ""
        is_for_the_gate = not why and (length or 0) > MOST_OF_READERS and not _may_be_signed_in(environ)
        if length == 0 or is_for_the_gate:  # which refuses by the length alone
            with here.starving.working():
                return application(_without_body(environ, length=length or 0), start_response)
        body = Body(environ["wsgi.input"], length=length or 0)
        with body.file:
            why = why or here.receive(body, port=int(environ.get("SERVER_PORT") or 0))
            asked = _without_body(environ) | {REFUSED: why} if why else environ | {"wsgi.input": body.file}
            with here.starving.working():
                return application(asked, start_response)

    return called


def _without_body(environ: dict[str, Any], *, length: int = 0) -> dict[str, Any]:
    """The request, from which nobody reads what may never come; it may say how many bytes that are."""
    return environ | {"CONTENT_LENGTH": str(length), "wsgi.input": BytesIO()}


def _most(environ: dict[str, Any]) -> int:
    is_for_the_desk = str(environ.get("PATH_INFO", "")).startswith(settings.SESSION_COOKIE_PATH)
    return MOST_OF_COLLEAGUES if is_for_the_desk and settings.WING != "magazine" else MOST_OF_READERS


def _may_be_signed_in(environ: dict[str, Any]) -> bool:
    from accounts import gate  # once Django is ready

    path, cookies = str(environ.get("PATH_INFO", "")), parse_cookie(environ.get("HTTP_COOKIE", ""))
    is_behind_the_gate = path not in gate.OPEN and not path.startswith(gate.RESET)
    return is_behind_the_gate and bool(cookies.get(settings.SESSION_COOKIE_NAME))


def whole(application: Application) -> Whole:
    """The application, whose answers are made before the first byte is sent.

    The server sends a list by itself; parts that are made one by one would keep a thread until a slow client has them.
    """

    def called(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        parts = application(environ, start_response)
        if isinstance(parts, list):
            return parts
        try:
            return [b"".join(parts)]
        finally:
            close = getattr(parts, "close", None)
            if close is not None:
                close()

    return called


def refusal_middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Tell whose body did not come that nothing of it was taken in."""

    def middleware(request: HttpRequest) -> HttpResponse:
        why = request.META.get(REFUSED)
        return _refusal(request, why) if why else get_response(request)

    return middleware


def _refusal(request: HttpRequest, why: str) -> HttpResponse:
    at_desk = request.path.startswith(settings.SESSION_COOKIE_PATH)
    page = render_to_string("not_received.html", {"why": why, "at_desk": at_desk})
    answer = HttpResponse(page, status=STATUS[why], headers={"Cache-Control": "no-store", "Connection": "close"})
    if why in {"busy", "full"}:
        answer["Retry-After"] = str(AGAIN)
    answer._has_been_logged = True  # type: ignore[attr-defined]  # Django would write a line for each
    return answer
