"""Clients that announce and do not send, send in drips, or do not read: all others are served, and they are let go."""

import re
import shutil
import socket
import ssl
import subprocess
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

import pytest

from tests.deploy.magazine import ROOT, application, running
from tests.toolchain.processes import database_url, free_port, until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

DESK = "/quan-tri/login/"
MANY = 100  # more than both workers have threads
NGINX = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
ANNOUNCED = "Host: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\n"


@pytest.fixture(scope="module")
def port(django_db_setup, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """One application for all of them: it serves after each as before."""
    place = tmp_path_factory.mktemp("application")
    environment = {
        "DATABASE_URL": database_url(),
        "VAR_DIR": str(place / "var"),
        "DEMO": "1",
        "LIMIT_SIGN_IN": "0",
        "LIMIT_BEACON": "0",
    }
    with application(environment=environment, log=place / "log") as (port, _process):
        until(lambda: others_are_served(f"http://127.0.0.1:{port}"), what="pages that are drawn")
        yield port


def connected(stack: ExitStack, port: int) -> socket.socket:
    return stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=60))


def answered(url: str, *, data: bytes | None = None) -> int | None:
    """The status; None when nothing comes."""
    anybody = ssl._create_unverified_context()  # noqa: S323  # a certificate of the test's own
    try:
        with urllib.request.urlopen(url, data=data, timeout=20, context=anybody) as answer:  # noqa: S310
            return answer.status
    except urllib.error.HTTPError as error:
        with error:
            return error.code
    except OSError:
        return None


def others_are_served(base: str) -> bool:
    """Health, pages and the desk's door at once; and a form with a body, as soon as the slow ones are let go."""
    found = [answered(f"{base}{path}") for path in ("/-/ready", "/-/live", "/", "/su-kien/", f"{DESK}") * 3]
    # Refused for want of a token: it was read.
    until(lambda: answered(f"{base}{DESK}", data=b"username=a&password=b") == 403, seconds=60, what="a form's answer")
    return found == [200] * 15


@pytest.mark.parametrize(
    ("request_lines", "answers"),
    [
        (("POST /quan-tri/login/", "POST /-/reading", "POST /"), {b"408", b"503"}),
        (("GET /", "PUT /quan-tri/"), {b"200", b"405", b"404", b"403", b"302"}),
    ],
    ids=["read", "not read"],
)
def test_bodies_that_do_not_come_keep_nobody_out(port, request_lines, answers) -> None:
    with ExitStack() as stack:
        silent = {line: [connected(stack, port) for _ in range(MANY)] for line in request_lines}
        for line, connections in silent.items():
            for each in connections:
                each.sendall(f"{line} HTTP/1.1\r\n{ANNOUNCED}".encode())
        assert others_are_served(f"http://127.0.0.1:{port}")
        for connections in silent.values():
            assert {each.recv(12)[9:] for each in connections} <= answers


def test_nor_do_bodies_that_come_in_drips(port) -> None:
    with ExitStack() as stack:
        dripping = [connected(stack, port) for _ in range(MANY)]
        for each in dripping:
            each.sendall(f"POST /quan-tri/login/ HTTP/1.1\r\n{ANNOUNCED}".encode())
        over = threading.Event()

        def drip() -> None:
            while not over.wait(0.2):
                for each in dripping:
                    with suppress(OSError):  # let go
                        each.sendall(b"x")

        thread = threading.Thread(target=drip)
        thread.start()
        try:
            assert others_are_served(f"http://127.0.0.1:{port}")
            assert {each.recv(12)[9:] for each in dripping} <= {b"408", b"503"}
        finally:
            over.set()
            thread.join()


def test_nor_do_readers_who_do_not_read(port) -> None:
    path = re.search(rb'/static/[^"]+\.css', page(port))[0]
    asked = b"GET " + path + b" HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with ExitStack() as stack:
        for _ in range(MANY):
            each = socket.socket()
            each.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            each.connect(("127.0.0.1", port))
            stack.enter_context(each).sendall(asked * 40)  # one after the other on one connection
        assert others_are_served(f"http://127.0.0.1:{port}")


def page(port: int) -> bytes:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30) as answer:
        return answer.read()


@contextmanager
def nginx(port: int, *, tmp_path, seconds: int) -> Iterator[str]:
    """Our example before the application, with shorter waits; its address."""
    words = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-keyout",
        "privkey.pem",
        "-out",
        "fullchain.pem",
    ]
    subprocess.run(
        [*words, "-days", "2", "-subj", "/CN=thoidai.example"], cwd=tmp_path, check=True, capture_output=True
    )
    tls, plain = free_port(), free_port()
    example = (ROOT / "deploy/nginx.conf").read_text()
    example = example.replace("/etc/ssl/thoidai/", f"{tmp_path}/").replace("127.0.0.1:8000", f"127.0.0.1:{port}")
    example = re.sub(r"listen \[::\]:\d+.*;\n", "", example)
    example = example.replace("listen 443", f"listen 127.0.0.1:{tls}").replace("listen 80", f"listen 127.0.0.1:{plain}")
    example = example.replace("proxy_set_header Host $host;", "proxy_set_header Host 127.0.0.1;")
    example = example.replace("client_body_timeout 15s", f"client_body_timeout {seconds}s")
    assert f"client_body_timeout {seconds}s" in example
    (tmp_path / "site.conf").write_text(example)
    places = "".join(f"{name}_temp_path {tmp_path}/{name};" for name in ("proxy", "fastcgi", "uwsgi", "scgi"))
    (tmp_path / "nginx.conf").write_text(
        f"pid {tmp_path}/pid; daemon off; error_log {tmp_path}/error.log; events {{ worker_connections 1024; }}\n"
        f"http {{ access_log off; client_body_temp_path {tmp_path}/body; {places} include {tmp_path}/site.conf; }}\n"
    )
    command = [NGINX, "-c", str(tmp_path / "nginx.conf"), "-g", f"error_log {tmp_path}/log-of-nginx;"]
    with running(command, environment={}, log=tmp_path / "nginx-said"):
        base = f"https://127.0.0.1:{tls}"
        until(lambda: answered(f"{base}/-/live") == 200, what="nginx")
        yield base


@pytest.mark.skipif(NGINX is None, reason="no nginx here; bring it with: sudo apt-get install nginx-light")
@pytest.mark.skipif(
    shutil.which("openssl") is None, reason="no openssl here; bring it with: sudo apt-get install openssl"
)
def test_behind_nginx_such_clients_never_reach_the_application(port, tmp_path) -> None:
    with nginx(port, tmp_path=tmp_path, seconds=2) as base, ExitStack() as stack:
        anybody = ssl._create_unverified_context()  # noqa: S323
        silent = []
        for _ in range(MANY):
            plain = connected(stack, int(base.rpartition(":")[2]))
            silent.append(stack.enter_context(anybody.wrap_socket(plain, server_hostname="thoidai.example")))
            silent[-1].sendall(f"POST /quan-tri/login/ HTTP/1.1\r\n{ANNOUNCED}".encode())
        assert others_are_served(base)
        for each in silent:
            with suppress(ConnectionError, ssl.SSLError):  # let go by a reset, or without the farewell of TLS
                assert each.recv(100)[9:12] in {b"", b"408"}
        assert answered(f"{base}/static/staticfiles.json") == 404
