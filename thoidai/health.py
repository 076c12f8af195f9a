from collections.abc import Callable

from django.db import DatabaseError, connections, router
from django.http import HttpRequest, HttpResponse

from articles.models import Article

ADDRESS = "/suc-khoe/"


def health_middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Answer load balancers, which know neither our host name nor TLS, before anything asks for these."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return _health() if request.path == ADDRESS else get_response(request)

    return middleware


def _health() -> HttpResponse:
    """200 while this process reaches the database that it reads from, else 503."""
    try:
        with connections[router.db_for_read(Article)].cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        answer = HttpResponse("database unreachable\n", status=503, content_type="text/plain")
    else:
        answer = HttpResponse("ok\n", content_type="text/plain")
    answer["Cache-Control"] = "no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
