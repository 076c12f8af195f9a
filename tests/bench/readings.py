"""Readings at a constant rate beside page requests: none may be lost, and pages must not become slower.

    .venv/bin/python -m tests.bench.readings --database postgres://… --rate 500 --seconds 20

The readings come from many addresses, as behind a proxy of ours. Pages are asked for one after another all the time,
first without readings, then with them; their medians are compared.
"""

import argparse
import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from tests.bench.__main__ import COMMON, _addresses
from tests.bench.servers import ROOT, Server, granian

CONNECTIONS = 32


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", default=os.environ.get("BENCH_DATABASE_URL", ""), required=False)
    parser.add_argument("--rate", type=int, default=500, help="readings a second")
    parser.add_argument("--seconds", type=int, default=20)
    options = parser.parse_args()
    if not options.database:
        sys.exit("Say --database.")
    with tempfile.TemporaryDirectory(prefix="bench-") as directory:
        place = Path(directory)
        environment = COMMON | {"VAR_DIR": directory, "DATABASE_URL": options.database}
        paths = _addresses(environment)["article"]
        before = _rows(environment)
        with granian("thoidai.wsgi:application", environment=environment, log=place / "pages.log") as server:
            run = asyncio.run(_run(server, paths, rate=options.rate, seconds=options.seconds))
        counted = _rows(environment) - before
    alone, beside, sent, answered, wall = run
    print(f"readings sent {sent} in {wall:.1f} s, answered {answered}, counted {counted}, lost {sent - counted}")
    print(f"page latency beside them: {statistics.median(beside) / statistics.median(alone):.2f} × that without")
    sys.exit(counted != sent)


async def _run(server: Server, paths: list[str], *, rate: int, seconds: int):
    await _pages(server, paths, seconds=3)  # warms up
    alone = await _pages(server, paths, seconds=seconds)
    began = time.monotonic()
    (sent, answered), beside = await asyncio.gather(
        _readings(server, paths, rate=rate, seconds=seconds), _pages(server, paths, seconds=seconds)
    )
    return alone, beside, sent, answered, time.monotonic() - began


async def _readings(server: Server, paths: list[str], *, rate: int, seconds: int) -> tuple[int, int]:
    """Send readings at a rate, over connections that stay open; how many were sent and answered with 204."""
    random = Random(1)
    waiting: asyncio.Queue[bytes | None] = asyncio.Queue()
    senders = [asyncio.create_task(_sender(server, waiting)) for _ in range(CONNECTIONS)]
    began = time.monotonic()
    for number in range(rate * seconds):
        story = random.choice(paths).rpartition("-")[2].removesuffix(".html")
        waiting.put_nowait(_post(server, story, client=f"10.{number // 62500}.{number // 250 % 250}.{number % 250}"))
        pause = began + number / rate - time.monotonic()
        if pause > 0:
            await asyncio.sleep(pause)
    for _ in senders:
        waiting.put_nowait(None)
    return rate * seconds, sum(await asyncio.gather(*senders))


async def _sender(server: Server, waiting: "asyncio.Queue[bytes | None]") -> int:
    reader, writer = await _connect(server)
    answered = 0
    while (request := await waiting.get()) is not None:
        writer.write(request)
        status = await _answer(reader)
        answered += status == 204
    writer.close()
    return answered


async def _pages(server: Server, paths: list[str], *, seconds: float) -> list[float]:
    """Latencies of one reader who asks for one page after another."""
    reader, writer = await _connect(server)
    spent: list[float] = []
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        path = paths[len(spent) % len(paths)]
        began = time.monotonic()
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {_host(server)}\r\nUser-Agent: Mozilla/5.0\r\n\r\n".encode())
        await _answer(reader)
        spent.append(time.monotonic() - began)
        await asyncio.sleep(0.02)
    writer.close()
    return spent


async def _connect(server: Server) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    host, _, port = _host(server).partition(":")
    return await asyncio.open_connection(host, int(port), limit=2**22)


async def _answer(reader: asyncio.StreamReader) -> int:
    """The status of one answer, its body read."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    if "content-length:" in head:
        await reader.readexactly(int(head.partition("content-length:")[2].split("\r\n")[0]))
    elif "chunked" in head:
        while (size := int(await reader.readline(), 16)) >= 0:
            await reader.readexactly(size + 2)
            if not size:
                break
    return int(head.split()[1])


def _post(server: Server, story: str, *, client: str) -> bytes:
    lines = (
        "POST /dem-doc/ HTTP/1.1",
        f"Host: {_host(server)}",
        f"X-Forwarded-For: {client}",
        "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        f"Origin: {server.base}",
        "Sec-Fetch-Site: same-origin",
        "Content-Type: text/plain;charset=UTF-8",
        f"Content-Length: {len(story)}",
    )
    return ("\r\n".join(lines) + f"\r\n\r\n{story}").encode()


def _host(server: Server) -> str:
    return server.base.partition("://")[2]


def _rows(environment: dict[str, str]) -> int:
    code = "from readership.models import Reading; print(Reading.objects.count())"
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | environment, check=True, capture_output=True, text=True)
    return int(done.stdout)


if __name__ == "__main__":
    main()
