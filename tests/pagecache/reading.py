"""Asking for pages as a server does: through the front that keeps them, and anew."""

from io import BytesIO
from typing import Any
from urllib.parse import unquote

from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import override_settings

from pagecache import fragments
from pagecache.front import Front
from pagecache.ledger import ledger


class Reader:
    """Somebody who asks one process for pages."""

    def __init__(self, application: Any = None) -> None:
        self.front = Front(application or WSGIHandler(), most_bytes=10_000_000)

    def get(self, address: str, *, method: str = "GET", **headers: str) -> "Got":
        """What the front answers, with PAGE_CACHE=pages."""
        with override_settings(PAGE_CACHE="pages"):
            return Got.of(self.front, address, method=method, headers=headers)

    def get_anew(self, address: str) -> "Got":
        """What Django draws at this moment without anything kept."""
        with override_settings(PAGE_CACHE="off"):
            return Got.of(WSGIHandler(), address, method="GET", headers={})


class Got:
    """An answer: status, headers by lower-case name, body."""

    def __init__(self, status: str, headers: dict[str, str], body: bytes) -> None:
        self.status, self.headers, self.body = int(status[:3]), headers, body

    @classmethod
    def of(cls, application: Any, address: str, *, method: str, headers: dict[str, str]) -> "Got":
        path, _, query = address.partition("?")
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "PATH_INFO": unquote(path, "latin-1"),
            "QUERY_STRING": query,
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "testserver",
            "HTTP_SURROGATE_CAPABILITY": 'varnish="Surrogate/1.0"',
            "REMOTE_ADDR": "203.0.113.7",
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(),
        } | {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        found: list[Any] = []
        for signal in (request_started, request_finished):  # the test's own connection stays open
            signal.disconnect(close_old_connections)
        try:
            parts = application(environ, lambda status, headers, error=None: found.extend((status, headers)))
            body = b"".join(parts)
            getattr(parts, "close", lambda: None)()
        finally:
            for signal in (request_started, request_finished):
                signal.connect(close_old_connections)
        return cls(found[0], {name.lower(): value for name, value in found[1]}, body)

    @property
    def text(self) -> str:
        return self.body.decode()


def forget_everything() -> None:
    """As a process that has just started."""
    fragments.forget()
    ledger.__init__()  # type: ignore[misc]
