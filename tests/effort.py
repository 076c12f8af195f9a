"""How much work something does, counted in function calls: the same on a quiet machine and on a busy one."""

import sys
from collections.abc import Callable
from typing import Any


def effort(run: Callable[[], Any]) -> int:
    """Calls of Python and built-in functions while `run` runs."""
    calls = 0

    def count(frame: Any, event: str, argument: Any) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        run()
    finally:
        sys.setprofile(before)
    return calls
