"""The way in for every request: a kept page is answered here, without Django."""

import gzip
from collections.abc import Callable, Iterable
from datetime import datetime, time, timedelta
from time import monotonic, sleep
from typing import Any, TypeGuard

from django.conf import settings
from django.http.request import split_domain_port, validate_host
from django.utils import timezone

from pagecache import recording
from pagecache.addresses import address_of, what_pages_read
from pagecache.clock import moment_now
from pagecache.flights import Flight
from pagecache.ledger import ledger
from pagecache.packing import reads_gzip
from pagecache.pages import CLOSE, Held, Page, shortened
from pagecache.store import Memory, Shared
from pagecache.trouble import Trouble
from pagecache.turnstile import FULL, Turnstile

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

# What draws no page: each by its exact address, since anybody can write on. deploy/varnish/default.vcl has the same.
TECHNICAL = frozenset({"/-/live", "/-/ready", "/-/reading"})
KEPT = {"200", "301", "410"}
MISSING = "404"
# What a cache says that can be told of changes (deploy/varnish/default.vcl). Nobody else gets the names of all that a
# page is made of: they are as long as a compressed page, and longer than many proxies allow a header to be.
ASKED_BY_A_CACHE = "HTTP_SURROGATE_CAPABILITY"
SOON = 10.0  # seconds: what is not there may appear, and not every page that is missing knows what it is missing
RECENT = 10.0  # seconds: who comes while a page is drawn anew gets the old one, if it is old only since so long
ON_ERROR = 86_400.0  # seconds: an old page is better than none while something is broken
WAIT, LOOK = 5.0, 0.01  # seconds: how long to wait for another's drawing, and between looks
WAIT_BESIDE_OLD = 2.0  # seconds, where there is an old page, whatever its age: something is wrong then
PACKING = 6  # zlib's level
MOST_HOSTS = 500  # names of hosts, with any port, that have been judged


class Front:
    """A WSGI application around Django's. Everything that it keeps is the same for every reader."""

    def __init__(self, application: Application, *, most_bytes: int) -> None:
        self.application = application
        self.memory = Memory(most_bytes=most_bytes)
        self.shared = Shared()
        self.turnstile = Turnstile()
        self.passed_below = (settings.STATIC_URL, "/media/", settings.SESSION_COOKIE_PATH)
        self.passed = TECHNICAL | {f"/{file.name}" for file in settings.WHITENOISE_ROOT.iterdir()}
        self.trouble = Trouble()
        self._hosts: dict[str, bool] = {}  # whether they are ours

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return self.application(environ, start_response)
        if path in self.passed or path.startswith(self.passed_below):
            return self.application(environ, start_response)
        if environ.get("QUERY_STRING"):
            environ = environ | {"QUERY_STRING": what_pages_read(path, environ["QUERY_STRING"])}
        address = address_of(path, environ.get("QUERY_STRING", ""))
        if address is None or not self._lets_in(environ):
            return self._admitted(environ, start_response)
        if _is_secure(environ):  # its headers say so
            address = f"https:{address}"
        ledger.listen()
        held = self.memory.get(address)
        if held is not None and held.check(ledger, now=moment_now()):
            return _send(held, environ, start_response)
        if not ledger.is_known:
            return self.application(environ, start_response)
        return self._old_or_new(address, environ, start_response)

    def _admitted(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """What is kept for nobody, and drawn no sooner than any page."""
        with self.turnstile.admitted() as is_admitted:
            return self.application(environ if is_admitted else environ | {FULL: True}, start_response)

    def _lets_in(self, environ: Environ) -> bool:
        """What Django judges a request by before any page is drawn: the host, and whether TLS is spoken."""
        host = environ.get("HTTP_HOST", "")
        is_ours = self._hosts.get(host)
        if is_ours is None:
            domain, _port = split_domain_port(host)
            is_ours = bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)
            if len(self._hosts) >= MOST_HOSTS:
                self._hosts.clear()
            self._hosts[host] = is_ours
        return is_ours and (_is_secure(environ) or not settings.SECURE_SSL_REDIRECT)

    def _old_or_new(self, address: str, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Whatever of another's drawing, an old page and a new drawing serves this reader best."""
        come_at = monotonic()
        while True:
            waited = monotonic() - come_at
            with Flight(address) as flight:
                held = self._found(address)
                if held is not None and held.check(ledger, now=moment_now()):
                    return _send(held, environ, start_response)
                if _may_stand_in(held, ON_ERROR) and self.trouble.keeps_from_drawing():
                    return _send(held, environ, start_response)
                if flight.is_ours or waited > WAIT:
                    return self._draw(address, held, environ, start_response)
            if _may_stand_in(held, RECENT):
                return _send(held, environ, start_response)
            if waited > WAIT_BESIDE_OLD and _may_stand_in(held, ON_ERROR):
                self.trouble.begin()
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
        answer = _Answer()
        with self.turnstile.admitted() as is_admitted, recording.record() as notes:
            ledger.listen()  # it may have waited
            number, drawn = ledger.number, moment_now()
            asked = _whole(environ) if is_admitted else _whole(environ) | {FULL: True}
            body = answer.read(self.application(asked, answer.start))
        if is_admitted:
            self._learn_from(answer.status)
        if answer.status[:1] == "5" and _may_stand_in(old, ON_ERROR):
            return _send(old, environ, start_response)
        if not notes.is_public or not answer.is_for_all or answer.status[:3] not in KEPT | {MISSING}:
            start_response(answer.status, answer.headers)
            return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]
        page = _page(answer, body, notes, number=number, drawn=drawn)
        if answer.status[:3] in KEPT:
            held = self.memory.put(address, page)
            self.shared.put(address, page)
        else:  # too many of them; caches in front may keep it, and are told of changes
            held = Held(page)
        ledger.listen()  # nobody in front of us keeps what grew old while it was drawn
        held.check(ledger, now=moment_now())
        return _send(held, environ, start_response)

    def _learn_from(self, status: str) -> None:
        """503 is what a page says whose database is away; a page of its own may be broken without that."""
        if status[:3] == "503":
            self.trouble.begin()
        elif status[:1] != "5":
            self.trouble.end()


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
    def is_for_all(self) -> bool:
        """Whether it may be given to others: no cookie asked or given, whole, and not compressed already."""
        names = {name.lower() for name, _ in self.headers}
        asks_cookie = any(name.lower() == "vary" and "cookie" in value.lower() for name, value in self.headers)
        return not asks_cookie and not names & {"set-cookie", "content-range", "content-encoding"}


def _may_stand_in(old: Held | None, seconds: float) -> TypeGuard[Held]:
    return old is not None and old.is_old_at_most(seconds, now=moment_now())


def _is_secure(environ: Environ) -> bool:
    """Whether the reader speaks TLS, as Django judges it."""
    if settings.SECURE_PROXY_SSL_HEADER:
        name, secure = settings.SECURE_PROXY_SSL_HEADER
        if name in environ:
            return environ[name].partition(",")[0].strip() == secure
    return environ.get("wsgi.url_scheme") == "https"


def _whole(environ: Environ) -> Environ:
    """The request as it would be made by someone who has nothing yet: a whole page is drawn, and can be kept."""
    unconditional = {"HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE", "HTTP_IF_RANGE"}
    return {name: value for name, value in environ.items() if name not in unconditional} | {"REQUEST_METHOD": "GET"}


def _page(answer: _Answer, body: bytes, notes: recording.Recording, *, number: int, drawn: float) -> Page:
    headers = {name.lower(): value for name, value in answer.headers}
    changing = {"cache-control", "content-length", "etag", "vary", "date"}
    return Page(
        status=answer.status,
        headers=(
            *((name, value) for name, value in answer.headers if name.lower() not in changing),
            ("Vary", "Accept-Encoding"),
        ),
        cache_control=headers.get("cache-control", ""),
        etag=headers.get("etag", ""),
        packed=gzip.compress(body, PACKING, mtime=0),
        length=len(body),
        keys=notes.collapsed(),
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
    standing = held.standing
    left = int(standing.until - moment_now()) if standing.old_since is None else 0
    cache_control = page.cache_control if left > CLOSE else shortened(page.cache_control, seconds=max(0, left))
    headers = [*page.headers, ("Cache-Control", cache_control)]
    if environ.get(ASKED_BY_A_CACHE):
        headers += [("Surrogate-Key", page.surrogate_key), ("Surrogate-Control", f"max-age={max(0, left)}")]
    if page.etag:
        headers.append(("ETag", page.etag))
        asked = environ.get("HTTP_IF_NONE_MATCH")
        if asked and page.etag.removeprefix("W/") in asked:
            start_response("304 Not Modified", headers)
            return [b""]
    body = page.packed
    if reads_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")):
        headers.append(("Content-Encoding", "gzip"))
    else:
        body = page.body()
    headers.append(("Content-Length", str(len(body))))
    start_response(page.status, headers)
    return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]
