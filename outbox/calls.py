"""Calls over HTTP to other machines: the one place for them, and each has an end.

A timeout of Python's bounds one wait for some bytes, so that a server that sends a byte now and then keeps its caller
for ever. Here the seconds are those of the whole answer. What no timeout reaches (a name server, TLS) is ended in a
worker from outside, by the deadline of its message.
"""

import io
import socket
import time
from collections.abc import Callable, Mapping
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from typing import Any
from urllib.error import HTTPError
from urllib.request import BaseHandler, HTTPHandler, HTTPSHandler, OpenerDirector, ProxyHandler, Request, build_opener

MOST_BYTES = 64 * 1024  # of an answer that nobody reads


class TooLarge(OSError):
    """The answer is longer than the caller wants."""


class _Reading(io.RawIOBase):
    """What a socket sends, until a moment."""

    def __init__(self, source: socket.socket, *, until: float) -> None:
        self._source = source
        self._bytes = source.makefile("rb", buffering=0)  # which keeps the socket open when urllib lets go of it
        self._until = until

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError("The answer takes too long.")
        self._source.settimeout(left)
        return self._bytes.readinto(buffer) or 0  # type: ignore[attr-defined]

    def close(self) -> None:
        self._bytes.close()
        super().close()


class _Source:
    """Stands for a socket where an answer is read from it."""

    def __init__(self, source: socket.socket) -> None:
        self._source = source

    def makefile(self, mode: str) -> io.BufferedReader:
        seconds = self._source.gettimeout()
        assert seconds is not None  # noqa: S101  # nosec B101  # `call` sets one
        return io.BufferedReader(_Reading(self._source, until=time.monotonic() + seconds))


class _Response(HTTPResponse):
    def __init__(self, sock: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(_Source(sock), *args, **kwargs)  # type: ignore[arg-type]


class _Connection(HTTPConnection):
    response_class = _Response


class _SecureConnection(HTTPSConnection):
    response_class = _Response


class _Handler(HTTPHandler):
    def http_open(self, request: Request) -> HTTPResponse:
        return self.do_open(_Connection, request)


class _SecureHandler(HTTPSHandler):
    def https_open(self, request: Request) -> HTTPResponse:
        return self.do_open(_SecureConnection, request, context=self._context)  # type: ignore[attr-defined]


def call(
    address: str,
    *,
    seconds: float,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
    most_bytes: int = MOST_BYTES,
    handlers: tuple[BaseHandler, ...] = (),
) -> bytes:
    """Ask an http(s) address, and return what it answers. `handlers` are urllib's, for redirects and proxies.

    Raises urllib's HTTPError for an answer that is no success (closed already), OSError or HTTPException for none.
    """
    if not address.startswith(("http://", "https://")):
        raise ValueError(f"{address[:120]!r} is no address of a web server.")
    request = Request(address, data=body, headers=dict(headers or {}), method=method)  # noqa: S310  # looked at above
    try:
        with _opener(*handlers).open(request, timeout=seconds) as answer:
            data: bytes = answer.read(most_bytes + 1)
    except HTTPError as refusal:
        refusal.close()
        raise
    if len(data) > most_bytes:
        raise TooLarge(f"{address[:120]} answers with more than {most_bytes} bytes.")
    return data


def straight() -> ProxyHandler:
    """For a machine of ours: through no proxy, whatever the environment names."""
    return ProxyHandler({})


def _opener(*handlers: BaseHandler) -> OpenerDirector:
    kinds: tuple[Callable[[], BaseHandler], ...] = (_Handler, _SecureHandler)
    return build_opener(*(kind() for kind in kinds), *handlers)
