"""Whether this process is well, for load balancers and containers: alive at all, and ready to draw pages."""

import logging
import threading
from collections.abc import Callable
from time import monotonic

from django.db import connections, router
from django.http import HttpRequest, HttpResponse

from articles.models import Article

log = logging.getLogger(__name__)

LIVE = "/-/live"  # without asking the database: a process without it still has the pages that it keeps
READY = "/-/ready"
PATIENCE = 2.0  # seconds for which the database may keep silent
FRESH = 1.0  # seconds for which what it said answers others too, however many ask


def health_middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Answer those who know neither our host name nor TLS, before anything asks for these."""
    pulse = Pulse(lambda: reaches_database())

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path == LIVE:
            return _answer("alive\n")
        if request.path == READY:
            return _answer("ok\n") if pulse.is_there() else _answer("unavailable\n", status=503)
        return get_response(request)

    return middleware


class Pulse:
    """Whether something answers, asked in a thread that never ends: nobody else waits longer than PATIENCE for it.

    However many want to know, one question at a time is under way, and it has one connection at most.
    """

    def __init__(self, ask: Callable[[], bool], *, patience: float = PATIENCE, fresh: float = FRESH) -> None:
        self._ask, self._patience, self._fresh = ask, patience, fresh
        self._turn = threading.Condition()
        self._is_wanted = self._is_started = self._is_there = False
        self._answered = float("-inf")
        self._asked: float | None = None  # since when a question is under way

    def is_there(self) -> bool:
        """By an answer that is fresh, or comes in time."""
        with self._turn:
            now = monotonic()
            if now - self._answered < self._fresh:
                return self._is_there
            if self._asked is not None and now - self._asked > self._patience:
                return False
            self._is_wanted = True
            self._start()
            self._turn.notify_all()
            came = self._turn.wait_for(lambda: self._answered >= now, timeout=self._patience)
            return came and self._is_there

    def _start(self) -> None:
        if not self._is_started:
            self._is_started = True
            threading.Thread(target=self._ask_on_and_on, name="pulse", daemon=True).start()

    def _ask_on_and_on(self) -> None:
        while True:
            with self._turn:
                self._turn.wait_for(lambda: self._is_wanted)
                self._is_wanted, self._asked = False, monotonic()
            is_there = False
            try:
                is_there = self._ask()
            except Exception as error:  # whatever it is, the next question is asked
                log.warning("Not ready: %s", error)
            with self._turn:
                self._is_there, self._answered, self._asked = is_there, monotonic(), None
                self._turn.notify_all()


def reaches_database() -> bool:
    """True when the database that this process reads from lets us in and answers; else raises."""
    connection = connections[router.db_for_read(Article)]
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    finally:
        connection.close()
    return True


def _answer(text: str, *, status: int = 200) -> HttpResponse:
    answer = HttpResponse(text, status=status, content_type="text/plain")
    answer["Cache-Control"] = "no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
