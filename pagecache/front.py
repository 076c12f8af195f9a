"""The way in for every request: a kept page is answered here, without Django."""

import gzip
from collections.abc import Callable, Iterable
from datetime import datetime, time, timedelta
from time import monotonic, sleep
from typing import Any

from django.conf import settings
from django.utils import timezone

from pagecache import recording
from pagecache.addresses import address_of
from pagecache.clock import moment_now
from pagecache.flights import Flight
from pagecache.ledger import ledger
from pagecache.pages import CLOSE, Held, Page, shortened
from pagecache.store import Memory, Shared
from pagecache.turnstile import FULL, Turnstile

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

KEPT = {"200", "301", "410"}
MISSING = "404"
SOON = 10.0  # seconds: what is not there may appear, and not every page that is missing knows what it is missing
RECENT = 10.0  # seconds: who comes while a page is drawn anew gets the old one, if it is old only since so long
ON_ERROR = 86_400.0  # seconds: an old page is better than none while something is broken
WAIT, LOOK = 5.0, 0.01  # seconds: how long to wait for another's first drawing, and between looks
PACKING = 6  # zlib's level
MOST_SIGNS = 64  # pairs of host and scheme that have been let in


class Front:
    """A WSGI application around Django's. Everything that it keeps is the same for every reader."""

    def __init__(self, application: Application, *, most_bytes: int) -> None:
        self.application = application
        self.memory = Memory(most_bytes=most_bytes)
        self.shared = Shared()
        self.turnstile = Turnstile()
        self.passed_over = (settings.STATIC_URL, settings.MEDIA_URL, settings.SESSION_COOKIE_PATH, "/suc-khoe/")
        self._let_in: set[tuple[str, str]] = set()  # host and scheme that Django has accepted

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return self.application(environ, start_response)
        address = address_of(environ)
        if address is None or address.startswith(self.passed_over):
            return self.application(environ, start_response)
        ledger.listen()
        held = self.memory.get(address) if _sign(environ) in self._let_in else None
        if held is not None and held.check(ledger, now=moment_now()):
            return _send(held, environ, start_response)
        if not ledger.is_known:
            return self.application(environ, start_response)
        return self._old_or_new(address, environ, start_response)

    def _old_or_new(self, address: str, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Whatever of another's drawing, an old page and a new drawing serves this reader best."""
        give_up_at = monotonic() + WAIT
        while True:
            with Flight(address) as flight:
                held = self._found(address) if _sign(environ) in self._let_in else None
                if held is not None and held.check(ledger, now=moment_now()):
                    return _send(held, environ, start_response)
                if flight.is_ours or monotonic() > give_up_at:
                    return self._draw(address, held, environ, start_response)
            if held is not None and held.is_old_at_most(RECENT, now=moment_now()):
                return _send(held, environ, start_response)
            sleep(LOOK)

    def _found(self, address: str) -> Held | None:
        """The page as this process or another one keeps it; the newer of the two."""
        held = self.memory.get(address)
        if held is not None and held.check(ledger, now=moment_now()):
            return held
        page = self.shared.get(address)
        if page is None or (held is not None and page.drawn <= held.page.drawn):
            return held
        return self.memory.put(address, page)

    def _draw(self, address: str, old: Held | None, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Let Django draw, and keep what it drew; an old page stands in for one that could not be drawn."""
        number, drawn = ledger.number, moment_now()
        answer = _Answer()
        with self.turnstile.admitted() as is_admitted, recording.record() as notes:
            asked = _whole(environ) if is_admitted else _whole(environ) | {FULL: True}
            body = answer.read(self.application(asked, answer.start))
        if answer.status[:1] == "5" and old is not None and old.is_old_at_most(ON_ERROR, now=drawn):
            return _send(old, environ, start_response)
        if not notes.is_public or not answer.is_whole or answer.status[:3] not in KEPT | {MISSING}:
            start_response(answer.status, answer.headers)
            return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]
        page = _page(answer, body, notes, number=number, drawn=drawn)
        if answer.status[:3] != MISSING and not (answer.status[:3] == "301" and environ.get("QUERY_STRING")):
            if len(self._let_in) < MOST_SIGNS:
                self._let_in.add(_sign(environ))
            held = self.memory.put(address, page)
            self.shared.put(address, page)
        else:  # too many of them, or it leads on with the query; caches in front may keep it, and are told of changes
            held = Held(page)
        ledger.listen()  # nobody in front of us keeps what grew old while it was drawn
        held.check(ledger, now=moment_now())
        return _send(held, environ, start_response)


class _Answer:
    """What Django answered."""

    def __init__(self) -> None:
        self.status, self.headers = "", []  # type: str, list[tuple[str, str]]

    def start(self, status: str, headers: list[tuple[str, str]], error: Any = None) -> None:
        self.status, self.headers = status, headers

    @staticmethod
    def read(parts: Iterable[bytes]) -> bytes:
        try:
            return b"".join(parts)
        finally:
            close = getattr(parts, "close", None)
            if close:
                close()

    @property
    def is_whole(self) -> bool:
        """Whether it may be given to others: no cookie, no part of a file."""
        return not any(name.lower() in {"set-cookie", "content-range", "content-encoding"} for name, _ in self.headers)


def _sign(environ: Environ) -> tuple[str, str]:
    """What Django judges a request by before any page is drawn: the host, and whether TLS was spoken."""
    return environ.get("HTTP_HOST", ""), environ.get("HTTP_X_FORWARDED_PROTO", "")


def _whole(environ: Environ) -> Environ:
    """The request as it would be made by someone who has nothing yet: a whole page is drawn, and can be kept."""
    unconditional = {"HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE", "HTTP_IF_RANGE"}
    return {name: value for name, value in environ.items() if name not in unconditional} | {"REQUEST_METHOD": "GET"}


def _page(answer: _Answer, body: bytes, notes: recording.Recording, *, number: int, drawn: float) -> Page:
    headers = {name.lower(): value for name, value in answer.headers}
    changing = {"cache-control", "content-length", "etag", "vary", "date"}
    keys = notes.collapsed()
    return Page(
        status=answer.status,
        headers=(
            *((name, value) for name, value in answer.headers if name.lower() not in changing),
            ("Surrogate-Key", " ".join(sorted({recording.EVERYTHING, *keys}))),
            ("Vary", "Accept-Encoding"),
        ),
        cache_control=headers.get("cache-control", ""),
        etag=headers.get("etag", ""),
        packed=gzip.compress(body, PACKING, mtime=0),
        length=len(body),
        keys=keys,
        number=number,
        drawn=drawn,
        until=min(notes.until, _midnight(drawn), drawn + SOON if answer.status[:3] == MISSING else float("inf")),
    )


def _midnight(moment: float) -> float:
    """The beginning of the next day in Hà Nội: dates on pages change then."""
    today = datetime.fromtimestamp(moment, tz=timezone.get_default_timezone()).date()
    return datetime.combine(today + timedelta(days=1), time.min, tzinfo=timezone.get_default_timezone()).timestamp()


def _send(held: Held, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """The page as this request asks for it: compressed or not, with or without its body, or only “not modified”."""
    page = held.page
    left = int(held.fresh_until - moment_now()) if held.old_since is None else 0
    cache_control = page.cache_control if left > CLOSE else shortened(page.cache_control, seconds=max(0, left))
    headers = [*page.headers, ("Cache-Control", cache_control), ("Surrogate-Control", f"max-age={max(0, left)}")]
    if page.etag:
        headers.append(("ETag", page.etag))
        asked = environ.get("HTTP_IF_NONE_MATCH")
        if asked and page.etag.removeprefix("W/") in asked:
            start_response("304 Not Modified", headers)
            return [b""]
    body = page.packed
    if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""):
        headers.append(("Content-Encoding", "gzip"))
    else:
        body = page.body()
    headers.append(("Content-Length", str(len(body))))
    start_response(page.status, headers)
    return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]
