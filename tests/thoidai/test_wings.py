"""What each wing's processes answer, in processes of their own: addresses are read once, at the start."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ASK = """
from django.test import Client
client = Client(raise_request_exception=False)
print([client.get(path).status_code for path in ("/quan-tri/login/", "/robots.txt", "/khong-co-trang-nay")])
"""


@pytest.mark.parametrize(("wing", "desk"), [("all", 200), ("desk", 200), ("magazine", 404)])
def test_readers_processes_do_not_know_the_desk(wing: str, desk: int, tmp_path: Path):
    env = os.environ | {"WING": wing, "DEMO": "1", "VAR_DIR": str(tmp_path)}
    env.pop("DATABASE_URL", None)
    manage = [sys.executable, "manage.py"]
    subprocess.run([*manage, "migrate", "-v0"], cwd=settings.BASE_DIR, env=env, check=True)
    subprocess.run([*manage, "collectstatic", "--no-input", "-v0"], cwd=settings.BASE_DIR, env=env, check=True)
    asked = subprocess.run(
        [*manage, "shell", "--no-imports", "-c", ASK],
        cwd=settings.BASE_DIR,
        env=env,
        check=True,
        capture_output=True,
        text=True,
    )
    assert asked.stdout.strip().splitlines()[-1] == str([desk, 200, 404])
