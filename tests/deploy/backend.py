"""A backend that answers as a test says, and remembers what it was asked."""

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = "public, max-age=0, s-maxage=30, stale-while-revalidate=60, stale-if-error=86400"


@dataclass(slots=True)
class Asked:
    """One request as the backend saw it; headers by lower-case name."""

    method: str
    path: str
    headers: dict[str, str]


@dataclass(slots=True)
class Answer:
    """What the backend answers: by default a page of the magazine, made of story 7, good for an hour."""

    text: str = "page"
    status: int = 200
    seconds: float = 0.0  # of thinking
    headers: dict[str, str] = field(default_factory=dict)
    keys: str = "article:7 everything"
    lifetime: int | None = 3600

    def all_headers(self) -> dict[str, str]:
        ours = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": PAGE, "Vary": "Accept-Encoding"}
        if self.keys:
            ours["Surrogate-Key"] = self.keys
        if self.lifetime is not None:
            ours["Surrogate-Control"] = f"max-age={self.lifetime}"
        return {name: value for name, value in (ours | self.headers).items() if value}


class Backend(ThreadingHTTPServer):
    """Answers every path with `answers[path]`, or with `answer`."""

    daemon_threads = True
    request_queue_size = 200

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answer = Answer()
        self.answers: dict[str, Answer] = {}
        self.asked: list[Asked] = []
        self.is_well = True
        self.connections: list[socket.socket] = []

    def process_request(self, request, client_address) -> None:
        self.connections.append(request)
        super().process_request(request, client_address)

    def hang_up(self) -> None:
        """As a killed process does."""
        for connection in self.connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    def handle_error(self, request, client_address) -> None:
        """Whoever asked has gone away: that is what some tests do."""


class Handler(BaseHTTPRequestHandler):
    server: Backend
    protocol_version = "HTTP/1.1"

    def respond(self) -> None:
        if self.path == "/-/live":
            self.send(Answer("alive", status=200 if self.server.is_well else 503, keys="", lifetime=None))
            return
        self.server.asked.append(Asked(self.command, self.path, {k.lower(): v for k, v in self.headers.items()}))
        answer = self.server.answers.get(self.path, self.server.answer)
        time.sleep(answer.seconds)
        self.send(answer)

    do_GET = do_HEAD = do_POST = respond  # noqa: N815

    def send(self, answer: Answer) -> None:
        body = answer.text.encode()
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(answer.status)
        for name, value in answer.all_headers().items():
            self.send_header(name, value)
        if "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def backend() -> Iterator[Backend]:
    server = Backend()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        server.hang_up()
        thread.join()


def together(act: Callable[[], object], *, times: int) -> list[object]:
    """Do it so many times at once."""
    results: list[object] = []
    threads = [threading.Thread(target=lambda: results.append(act())) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
