"""Driving a server with wrk: two connections, addresses in turn, what came back."""

import re
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

CONNECTIONS = 2
# Every request comes from another address, as those of many readers do behind a proxy of ours.
SCRIPT = """
local paths = {{ {paths} }}
local sent = 0
function request()
  sent = sent + 1
  local client = string.format("10.%d.%d.%d", math.random(0, 255), math.random(0, 255), math.random(1, 254))
  return wrk.format("GET", paths[sent % #paths + 1], {{
    ["Host"] = "{host}", ["X-Forwarded-For"] = client, ["Accept-Encoding"] = "gzip", ["User-Agent"] = "Mozilla/5.0",
  }})
end
"""


@dataclass(frozen=True, slots=True)
class Answers:
    """What wrk counted. `bad` are answers that are no pages, and connections that broke."""

    requests: int
    per_second: float
    bytes: float
    bad: int


def drive(base: str, paths: Sequence[str], *, seconds: float, connections: int = CONNECTIONS) -> Answers:
    """Ask a server for these paths in turn, each connection as fast as it answers."""
    host = base.partition("://")[2]
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(SCRIPT.format(paths=", ".join(f'"{path}"' for path in paths), host=host))
        script.flush()
        command = ["wrk", "-t1", f"-c{connections}", f"-d{max(1, round(seconds))}s", "--timeout", "30s"]
        done = subprocess.run(
            [*command, "-s", script.name, base],
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(script.name).parent,
        )
    return read(done.stdout)


def read(report: str) -> Answers:
    """wrk's own words as numbers."""
    total = re.search(r"(\d+) requests in", report)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", report)
    transfer = re.search(r"([\d.]+)(K|M|G)?B read", report)
    if not (total and rate and transfer):
        raise RuntimeError(f"wrk said: {report}")
    broken = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", report)
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", report)
    return Answers(
        requests=int(total[1]),
        per_second=float(rate[1]),
        bytes=float(transfer[1]) * {"": 1, "K": 1024, "M": 1024**2, "G": 1024**3}[transfer[2] or ""],
        bad=sum(map(int, broken.groups() if broken else ())) + int(refused[1] if refused else 0),
    )
