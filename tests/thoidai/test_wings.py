"""What each wing's processes answer. Addresses are read once, at the start of a process: here they are read anew."""

import importlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from secrets import token_urlsafe

import pytest
from django.urls import clear_url_caches

from thoidai import urls

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def start(settings) -> Iterator:
    """Start the process again as another wing."""

    def started(wing: str) -> None:
        settings.WING = wing
        importlib.reload(urls)
        clear_url_caches()

    yield started
    started("all")


def test_readers_processes_do_nothing_about_signing_in(tmp_path):
    program = """
import django
django.setup()
from django.conf import settings
from django.core.management import call_command
call_command("check", deploy=True, fail_level="WARNING")
print(*settings.MIDDLEWARE)
"""
    environment = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "thoidai.settings"}
    environment |= {"WING": "magazine", "SECRET_KEY": token_urlsafe(50), "ALLOWED_HOSTS": "thoidai.example"}
    done = subprocess.run([sys.executable, "-c", program], env=environment, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    words = ("session", "csrf", "auth", "otp", "message", "gate", "axes")
    assert [each for each in done.stdout.split() if any(word in each.lower() for word in words)] == []
    assert "browser_rules_middleware" in done.stdout


@pytest.mark.parametrize(("wing", "desk"), [("all", 200), ("desk", 200), ("magazine", 404)])
def test_readers_processes_do_not_know_the_desk(start, client, db, wing: str, desk: int):
    start(wing)
    paths = ("/quan-tri/login/", "/", "/robots.txt", "/khong-co-trang-nay")
    assert [client.get(path).status_code for path in paths] == [desk, 200, 200, 404]
    assert (client.get("/quan-tri/giao-dien/").status_code == 404) == (wing == "magazine")


@pytest.mark.parametrize("wing", ["all", "desk", "magazine"])
def test_every_wing_says_where_passwords_are_changed(start, client, wing: str):
    """Browsers ask the site; the front gives this address to readers' processes, and the desk's own to the desk."""
    start(wing)
    answer = client.get("/.well-known/change-password?a=b")
    assert (answer.status_code, answer["Location"]) == (302, "/quan-tri/password_change/")
    assert client.post("/.well-known/change-password").status_code == 405
    assert answer.cookies == {}


def test_other_well_known_addresses_are_not_there(client, db):
    """By this one browsers find out whether a site answers everything with 200."""
    missing = "/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200"
    assert client.get(missing).status_code == 404


def test_whoever_follows_it_signs_in_first_and_then_changes_the_password(client, db):
    answer = client.get("/.well-known/change-password", follow=True)
    assert answer.redirect_chain[-1][0] == "/quan-tri/login/?next=/quan-tri/password_change/"
