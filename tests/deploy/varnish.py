"""Varnish with the rules of deploy/varnish, before any backend of this machine."""

import http.client
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from tests.toolchain.processes import free_port, until

ROOT = Path(__file__).resolve().parents[2]
VARNISHD = shutil.which("varnishd") or shutil.which("/usr/sbin/varnishd")
MISSING = "no Varnish here; bring it with: sudo apt-get install varnish"
LISTEN = "http=:8080,HTTP"


@dataclass(frozen=True, slots=True)
class Got:
    """An answer; headers by lower-case name."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def is_hit(self) -> bool:
        return self.headers.get("x-cache", "").startswith("hit")

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass(slots=True)
class Front:
    """A running cache in front."""

    port: int
    pid: int = 0  # of the first of its processes
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(self, path: str, *, method: str = "GET", body: bytes | None = None, **headers: str) -> Got:
        """One request over a connection of its own, with the headers that a proxy with TLS sends."""
        sent = self.headers | {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body=body, headers=sent)
            answer = connection.getresponse()
            found = {name.lower(): value for name, value in answer.getheaders()}
            return Got(answer.status, found, answer.read())
        finally:
            connection.close()

    def ban(self, keys: str, **headers: str) -> int:
        return self.ask("/", method="BAN", X_Ban_Keys=keys, **headers).status


def command(*, rules: Path, port: int, work: Path) -> list[str]:
    """The command of docker-compose.yml, with the files and on the address of this machine."""
    words = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]["front"]["command"]
    assert words[0] == "varnishd"
    assert LISTEN in words
    ours = {"/etc/varnish/default.vcl": str(rules), LISTEN: f"http=127.0.0.1:{port},HTTP"}
    return [str(VARNISHD), *(ours.get(word, word) for word in words[1:]), "-n", str(work), "-j", "none"]


def rules_for(backend: int, *, place: Path, replaced: Mapping[str, str]) -> Path:
    """The rules, with this backend in the place of the application."""
    place.mkdir()
    shutil.copy(ROOT / "deploy/varnish/default.vcl", place)
    text = (ROOT / "deploy/varnish/backends.vcl").read_text()
    for old, new in {'"8000"': f'"{backend}"', ".interval = 2s": ".interval = 0.2s", **replaced}.items():
        assert old in text
        text = text.replace(old, new)
    (place / "backends.vcl").write_text(text)
    return place / "default.vcl"


@contextmanager
def varnish(backend: int, *, place: Path, **replaced: str) -> Iterator[Front]:
    """In front of a backend on a port of this machine; `replaced` alters backends.vcl, as in acl="…"."""
    acl = {'"127.0.0.0"/8;': replaced["acl"]} if "acl" in replaced else {}
    rules = rules_for(backend, place=place / "rules", replaced=acl)
    front = Front(free_port())
    output = place / "varnishd.log"
    with output.open("wb") as log:
        words = command(rules=rules, port=front.port, work=place / "work")
        process = subprocess.Popen(words, stdout=log, stderr=subprocess.STDOUT)
        front.pid = process.pid
        try:
            until(lambda: process.poll() is not None or answers(front), what="Varnish")
            assert process.poll() is None, output.read_text()
            yield front
        finally:
            process.terminate()
            process.wait(timeout=20)


def answers(front: Front) -> bool:
    try:
        return front.ask("/tam-ngung.css").status == 200
    except OSError:
        return False


def wait_until(condition, *, seconds: float = 10) -> float:
    """Seconds until it was so."""
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < seconds, f"not so after {seconds} s"
        time.sleep(0.02)
    return time.monotonic() - began
