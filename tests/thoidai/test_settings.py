"""Settings are strict: what is missing or misspelt stops the start with a hint."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
REAL = {"SECRET_KEY": "x" * 60, "ALLOWED_HOSTS": "thoidai.example", "EMAIL_URL": "dummymail://"}


PROGRAM = "import thoidai.settings as s; print(s.DEMO, s.SESSION_COOKIE_SECURE if not s.DEMO else '-')"


def start(tmp_path, *, program: str = PROGRAM, **environment: str) -> subprocess.CompletedProcess[str]:
    """Import the settings as a new process would, with this environment and no other."""
    env = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path)} | environment
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
        ({"SECRET_KEY": "demo-only-not-a-secret"}, "SECRET_KEY is missing"),
        ({"ALLOWED_HOSTS": "https://thoidai.example"}, "ALLOWED_HOSTS names 'https://thoidai.example'"),
        ({"CSRF_TRUSTED_ORIGINS": "thoidai.example"}, "CSRF_TRUSTED_ORIGINS is 'thoidai.example'"),
        ({"SITE_URL": "https://thoidai.example/tap-chi"}, "SITE_URL is 'https://thoidai.example/tap-chi'"),
        ({"TRUSTED_PROXIES": "two"}, "TRUSTED_PROXIES is 'two'; it must be a whole number, 0 or more"),
        ({"TRUSTED_PROXIES": "-1"}, "TRUSTED_PROXIES is '-1'"),
        ({"LOCKOUT_FAILURES": "0"}, "LOCKOUT_FAILURES is '0'; it must be a whole number, 1 or more"),
        ({"LOCKOUT_MINUTES": "0"}, "LOCKOUT_MINUTES is '0'"),
        ({"LIMIT_SEARCH": "-5"}, "LIMIT_SEARCH is '-5'"),
        ({"PAGE_CACHE": "on"}, "PAGE_CACHE is 'on'; it must be pages, fragments or off"),
        ({"PAGE_CACHE_MEMORY": "0"}, "PAGE_CACHE_MEMORY is '0'"),
        ({"SECOND_FACTOR": "no"}, "SECOND_FACTOR is 'no'"),
        ({"LOG_LEVEL": "loud"}, "LOG_LEVEL is 'loud'"),
        ({"INDEXNOW_KEY": "a/b"}, "INDEXNOW_KEY is 'a/b'"),
        ({"READER_ROLE": "Reader"}, "READER_ROLE is 'Reader'"),
        ({"FRONT_CACHES": "http://a:8080,varnish:8080"}, "FRONT_CACHES is 'varnish:8080'"),
        ({"REDIS_URL": "localhost:6379"}, "REDIS_URL must be redis://"),
        ({"REDIS_URL": "redis://:secret@h:x/0"}, "REDIS_URL must be redis://"),
        ({"VAR_DIR": "/dev/null/var"}, "VAR_DIR cannot be made"),
        ({"DATABASE_URL": "postgres://u:secret@h:x/d"}, "DATABASE_URL must be"),
        ({"DATABASE_URL": "postgres://u:secret@h"}, "DATABASE_URL must be"),
        ({"DEFAULT_FROM_EMAIL": "toasoan"}, "DEFAULT_FROM_EMAIL is 'toasoan'"),
        ({"EMAIL_URL": "smtp+tls://u:secret@h:x"}, "EMAIL_URL must be"),
        ({"MEDIA_URL": "https:///media/"}, "MEDIA_URL is 'https:///media/'"),
        ({"DATABASE_URL": "nonsense"}, "DATABASE_URL must be"),
        ({"DATABASE_URL": "oracle7://somewhere/x"}, "DATABASE_URL must be"),
        ({"EMAIL_URL": "pigeon://x"}, "pigeon"),
        ({"EMAIL_URL": "consolemail://"}, "into the log"),
        ({"EMAIL_URL": ""}, "into the log"),
        ({"PICTURE_MEMORY": "100"}, "PICTURE_MEMORY is '100'; it must be a whole number, 448 or more"),
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
    assert "secret@" not in result.stderr.splitlines()[-1]


@pytest.mark.parametrize("more", [{"SECOND_FACTOR": "all"}, {"WING": "magazine", "EMAIL_URL": "consolemail://"}])
def test_what_is_allowed_in_its_place(tmp_path, more):
    """Readers' processes send no mail, so that theirs may say nothing of how."""
    assert start(tmp_path, **(REAL | more)).returncode == 0


def test_what_is_right_is_taken(tmp_path):
    right = {
        "ALLOWED_HOSTS": "thoidai.example,.thoidai.example,10.0.0.1,[::1]",
        "CSRF_TRUSTED_ORIGINS": "https://thoidai.example/,https://*.thoidai.example",
        "SITE_URL": "https://thoidai.example/",
        "REDIS_URL": "rediss://:p%40ss@cache:6380/1",
        "FRONT_CACHES": "http://varnish:8080, http://[fd00::1]:8080",
        "DATABASE_URL": "postgres://u:p@h:5432/d",
        "EMAIL_URL": "smtp+tls://u:p@h:587",
        "DEFAULT_FROM_EMAIL": "Thời Đại <toasoan@thoidai.example>",
        "MEDIA_URL": "https://media.thoidai.example:8443/anh/media/",
    }
    assert start(tmp_path, **(REAL | right)).stdout == "False True\n"
