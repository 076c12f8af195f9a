"""A real worker for tests: run as a process of its own, on the database named by TEST_DATABASE_NAME.

Its handlers write lines into the file LOG: "begin <n>" and "end <n>", `pause` seconds apart; others hang where Python
cannot reach them, or take their process with them.
"""

import ctypes
import os
import signal
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

from outbox import takeover  # noqa: E402
from outbox.models import Lane  # noqa: E402
from outbox.queue import handler  # noqa: E402
from outbox.supervisor import Supervisor  # noqa: E402


def note(line: str) -> None:
    with open(os.environ["LOG"], "a") as log:
        log.write(line + "\n")


@handler("test.slow")
def slow(payload: dict) -> None:
    note(f"begin {payload['n']}")
    time.sleep(payload["pause"])
    note(f"end {payload['n']}")


@handler("test.quick", lane=Lane.SCHEDULES)
def quick(payload: dict) -> None:
    note(f"quick {payload['n']}")


@handler("test.mail", lane=Lane.MAIL)
def mail(payload: dict) -> None:
    note(f"mail {payload['n']}")


@handler("test.hang", lane=Lane.MAIL, seconds=2)
@handler("test.hang.long", lane=Lane.MAIL, seconds=600)
def hang(payload: dict) -> None:
    """As a name server or TLS does it: in C, and with Python's lock held, so that nothing in this process moves."""
    note(f"hang {os.getpid()}")
    mutex = ctypes.create_string_buffer(64)
    for _for_ever in range(2):
        ctypes.PyDLL(None).pthread_mutex_lock(mutex)


@handler("test.die")
def die(payload: dict) -> None:
    note("die")
    os.kill(os.getpid(), signal.SIGSEGV)


takeover.SILENCE = timedelta(seconds=5)
Supervisor(grace_seconds=float(os.environ["GRACE"])).run()
