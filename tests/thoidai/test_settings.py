"""Settings are strict: what is missing or misspelt stops the start with a hint."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
REAL = {"SECRET_KEY": "x" * 60, "ALLOWED_HOSTS": "thoidai.example"}


def start(tmp_path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Import the settings as a new process would, with this environment and no other."""
    env = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path)} | environment
    program = "import thoidai.settings as s; print(s.DEMO, s.SESSION_COOKIE_SECURE if not s.DEMO else '-')"
    return subprocess.run([sys.executable, "-c", program], env=env, cwd=ROOT, capture_output=True, text=True)


def test_a_real_installation_starts_with_secure_cookies(tmp_path):
    assert start(tmp_path, **REAL).stdout == "False True\n"


def test_the_demo_needs_nothing(tmp_path):
    assert start(tmp_path, DEMO="1").stdout == "True -\n"


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY is missing"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS is missing"),
        ({"DEMO": "yes"}, "DEMO is 'yes'; it must be 1 or 0"),
        ({"SECURE_SSL_REDIRECT": "on"}, "SECURE_SSL_REDIRECT is 'on'"),
        ({"WING": "left"}, "WING is 'left'"),
        ({"SITE_URL": "thoidai.example"}, "SITE_URL is 'thoidai.example'"),
        ({"TRUSTED_PROXIES": "two"}, "two"),
        ({"DATABASE_URL": "nonsense"}, "DATABASE_URL must be"),
        ({"DATABASE_URL": "oracle7://somewhere/x"}, "DATABASE_URL must be"),
        ({"EMAIL_URL": "pigeon://x"}, "pigeon"),
        ({"REPLICA_URL": "postgres://x@y/z"}, "set WING=magazine"),
        ({"REPLICA_URL": "postgres://x@y/z", "WING": "magazine"}, "must both be postgres"),
        ({"MEDIA_URL": "media.example"}, "MEDIA_URL is 'media.example'"),
        ({"S3_BUCKET": "one"}, "two different buckets"),
        ({"S3_BUCKET": "one", "S3_ORIGINALS_BUCKET": "one"}, "two different buckets"),
        ({"S3_BUCKET": "one", "S3_ORIGINALS_BUCKET": "two", "S3_ACCESS_KEY": "x"}, "belong together"),
        ({"S3_ENDPOINT_URL": "https://s3.example"}, "S3_BUCKET is missing"),
    ],
)
def test_what_is_missing_or_misspelt_stops_the_start_with_a_hint(tmp_path, wrong, hint):
    result = start(tmp_path, **(REAL | wrong))
    assert result.returncode != 0
    assert hint in result.stderr.splitlines()[-1]
