"""PostgreSQL takes no NUL in text, and no reader ever types one: it ends here, before any query meets it."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse


def null_bytes_middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Leave NUL out of the query string and cookies that carry one; no address has one in its path."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path:
            raise Http404
        request.COOKIES = {name: value for name, value in request.COOKIES.items() if "\x00" not in value}
        query = request.META.get("QUERY_STRING", "").replace("\x00", "")
        while "%00" in query:  # again, since leaving one out may bring two halves of another together
            query = query.replace("%00", "")
        request.META["QUERY_STRING"] = query
        return get_response(request)

    return middleware
