"""A real worker for tests: run as a process of its own, on the database named by TEST_DATABASE_NAME.

Its handlers write lines into the file LOG: "begin <n>" and "end <n>", `pause` seconds apart.
"""

import os
import sys
import time
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ["DJANGO_SETTINGS_MODULE"] = "thoidai.settings"

import django
from django.conf import settings

settings.DATABASES["default"]["NAME"] = os.environ["TEST_DATABASE_NAME"]
django.setup()

from outbox.queue import handler  # noqa: E402
from outbox.worker import Loop  # noqa: E402


def note(line: str) -> None:
    with open(os.environ["LOG"], "a") as log:
        log.write(line + "\n")


@handler("test.slow")
def slow(payload: dict) -> None:
    note(f"begin {payload['n']}")
    time.sleep(payload["pause"])
    note(f"end {payload['n']}")


loop = Loop(beat_seconds=0.2, silence=timedelta(seconds=1.5))
loop.stop_on_signals()
loop.run()
