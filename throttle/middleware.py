"""Which requests are counted, and how those above the limit are refused: before any work is done for them."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from throttle.addresses import network_of
from throttle.browsers import browser_of
from throttle.rules import BEACON, PASSWORD_RESET, SEARCH, SIGN_IN, Rule

# Address → what is counted there, and for which methods. All others are never counted.
COUNTED: dict[str, tuple[Rule, frozenset[str]]] = {
    "/tim-kiem/": (SEARCH, frozenset({"GET", "HEAD"})),
    "/-/reading": (BEACON, frozenset({"POST"})),
    "/dem-doc/": (BEACON, frozenset({"POST"})),  # of pages that were opened before the move
    "/quan-tri/login/": (SIGN_IN, frozenset({"POST"})),
    "/quan-tri/xac-thuc/": (SIGN_IN, frozenset({"POST"})),
    "/quan-tri/quen-mat-khau/": (PASSWORD_RESET, frozenset({"POST"})),
}


def throttle_middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Refuse whoever asks too often with 429 and the seconds to wait. A page that a cache answers never comes here."""

    def middleware(request: HttpRequest) -> HttpResponse:
        counted = COUNTED.get(request.path)
        if counted and request.method in counted[1]:
            rule = counted[0]
            # The form alone costs nothing; and all whose address is unknown share one number.
            if (rule is not SEARCH or "q" in request.GET) and (wait := rule.wait(_who(request, rule=rule))):
                return _refusal(rule, wait=wait)
        return get_response(request)

    return middleware


def _who(request: HttpRequest, *, rule: Rule) -> str:
    """A network; at the desk's doors a browser that somebody signs in with, whatever its neighbours do."""
    if rule in {SIGN_IN, PASSWORD_RESET} and (browser := browser_of(request)):
        return browser.number
    return network_of(request) or "unknown"


def _refusal(rule: Rule, *, wait: int) -> HttpResponse:
    """For a person a page that asks nothing of anybody; for the beacon, nothing."""
    page = "" if rule is BEACON else render_to_string("429.html", {"minutes": -(-wait // 60)})
    return HttpResponse(page, status=429, headers={"Retry-After": str(wait), "Cache-Control": "no-store"})
