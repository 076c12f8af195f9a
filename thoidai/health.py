from collections.abc import Callable

from django.db import DatabaseError, connections, router
from django.http import HttpRequest, HttpResponse

from articles.models import Article

ADDRESS = "/suc-khoe/"
ALIVE = "/suc-khoe/song/"  # without asking the database: a process without it still has the pages that it keeps


def health_middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Answer load balancers, which know neither our host name nor TLS, before anything asks for these."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path == ALIVE:
            return _answer("alive\n")
        return _health() if request.path == ADDRESS else get_response(request)

    return middleware


def _health() -> HttpResponse:
    """200 while this process reaches the database that it reads from, else 503."""
    try:
        with connections[router.db_for_read(Article)].cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return _answer("database unreachable\n", status=503)
    return _answer("ok\n")


def _answer(text: str, *, status: int = 200) -> HttpResponse:
    answer = HttpResponse(text, status=status, content_type="text/plain")
    answer["Cache-Control"] = "no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
