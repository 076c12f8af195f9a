"""Many readers at once, each with a connection of its own: what every single request was answered, and how soon.

wrk drives them, with one thread for each reader, because only so does its script know which answer belongs to which
request. Each line is asked for once; with a rate, at its time, however slow the answers are.
"""

import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

SCRIPT = """
local ffi = require("ffi")
ffi.cdef[[ typedef struct {{ long seconds, rest; }} moment; int clock_gettime(int clock, moment *at); ]]
local at = ffi.new("moment")
local threads, lines, sent, began = {{}}, {{}}, 0, nil
answers = {{}}

local function now()  -- as time.monotonic()
  ffi.C.clock_gettime(1, at)
  return tonumber(at.seconds) + tonumber(at.rest) / 1e9
end

function setup(thread)
  thread:set("place", #threads)
  table.insert(threads, thread)
end

function init()
  local number = 0
  for line in io.lines("{lines}") do
    if number % {readers} == place then table.insert(lines, line) end
    number = number + 1
  end
  if place == 0 then sent = -1 end  -- wrk begins by trying whether the first reader's script can make a request
end

function delay()
  began = began or now()
  if sent >= #lines then return 3600000 end
  if {rate} == 0 then return 0 end
  return math.max(0, math.floor(1000 * (began + (place + sent * {readers}) / {rate} - now())))
end

function request()
  sent = sent + 1
  local path, body = (lines[sent] or lines[1]):match("^(%S+)%s?(.*)$")
  asked = now()
  return wrk.format(body == "" and "GET" or "POST", path, {{
    ["Host"] = "{host}", ["Accept-Encoding"] = "gzip",
    ["Sec-Fetch-Site"] = "same-origin", ["Content-Type"] = "text/plain",
    ["X-Forwarded-For"] = string.format("10.%d.%d.%d", place % 250, math.floor(sent / 250) % 250, sent % 250 + 1),
    ["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
  }}, body ~= "" and body or nil)
end

function response(status)
  table.insert(answers, string.format("%.6f %.6f %d", asked, now() - asked, status))
end

function done()
  for _, thread in ipairs(threads) do
    for _, line in ipairs(thread:get("answers")) do io.write("answer ", line, "\\n") end
  end
end
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """When it was asked for (as time.monotonic() tells), the seconds until all of it was there, and its status."""

    asked: float
    seconds: float
    status: int


class Crowd:
    """Readers at work, from its making until `answers()`."""

    def __init__(
        self, base: str, lines: Sequence[str], *, readers: int, seconds: float, rate: float = 0, place: Path
    ) -> None:
        """A line is a path, or a path and after a space what is posted there. Without a rate, each asks on and on."""
        readers = min(readers, len(lines))
        self._directory = tempfile.TemporaryDirectory(dir=place)
        asked = Path(self._directory.name) / "lines"
        asked.write_text("".join(f"{line}\n" for line in lines))
        script = asked.with_name("crowd.lua")
        script.write_text(SCRIPT.format(lines=asked, readers=readers, rate=rate, host=base.partition("://")[2]))
        command = ["wrk", f"-t{readers}", f"-c{readers}", f"-d{max(1, round(seconds))}s", "--timeout", "60s"]
        self._process = subprocess.Popen(
            [*command, "-s", str(script), base], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )

    def answers(self) -> list[Answer]:
        said, _nothing = self._process.communicate()
        self._directory.cleanup()
        if self._process.returncode:
            raise RuntimeError(f"wrk said: {said[-2000:]}")
        return read(said)


def read(said: str) -> list[Answer]:
    """In the order in which they were asked for."""
    parts = (line.split()[1:] for line in said.splitlines() if line.startswith("answer "))
    answers = (Answer(float(asked), float(seconds), int(status)) for asked, seconds, status in parts)
    return sorted(answers, key=lambda answer: answer.asked)


def spread(answers: Iterable[Answer]) -> str:
    """The middle and the slow end of their latencies, in milliseconds."""
    found = sorted(answer.seconds * 1000 for answer in answers)
    if len(found) < 2:
        return "too few"
    cuts = quantiles(found, n=100, method="inclusive")
    return f"{cuts[49]:.3g} ms, 95 of 100 below {cuts[94]:.3g} ms, 99 below {cuts[98]:.3g} ms"
