"""One job of the painter, from source to answer: a line of JSON for each thing made, and its bytes behind it."""

import json
from pathlib import Path
from typing import Any, BinaryIO

from photos.painter.drawing import draw
from photos.painter.keeping import keep
from photos.painter.opening import Refused


def carry_out(job: dict[str, Any], *, source: BinaryIO, answer: BinaryIO) -> None:
    """Do what a job asks. The last line says how it ended, `{"done": true}` or `{"refused": code}`, and its `peak`."""
    try:
        if "keep" in job:
            about, data = keep(source, today=job["keep"]["today"], memory=job["keep"]["memory"])
            _write(answer, about, data)
        for about, data in draw(source, outputs=job.get("outputs", [])):
            _write(answer, about, data)
        end: dict[str, Any] = {"done": True}
    except Refused as refusal:
        end = {"refused": str(refusal), "because": repr(refusal.__cause__ or "")[:300]}
    except MemoryError:
        end = {"refused": "memory"}
    except Exception as error:  # decoders raise anything
        end = {"refused": "memory" if "memory" in str(error).lower() else "damaged", "because": repr(error)[:300]}
    _write(answer, end | {"peak": _peak()}, b"")


def _write(answer: BinaryIO, about: dict[str, Any], data: bytes) -> None:
    answer.write(json.dumps(about | {"bytes": len(data)}).encode() + b"\n" + data)
    answer.flush()


def _peak() -> int:
    """The most memory that this process had at once."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024
