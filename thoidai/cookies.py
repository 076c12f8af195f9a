"""Only the desk has cookies."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


def cookies_middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Look at no cookie on a reader's address: a broken one would be answered with another, in a page that caches keep.

    Our own never come there, since they belong to SESSION_COOKIE_PATH; others of the same host are not for us.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(settings.SESSION_COOKIE_PATH):
            request.COOKIES = {}
        return get_response(request)

    return middleware
