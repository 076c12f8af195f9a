"""The locks as a real installation has them, and a clock that tests put forward instead of waiting."""

from binascii import unhexlify
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.models import User
from tests.factories import make_user

PASSWORD = "mat-khau-thu"


class Clock:
    """What every part of the sign-in takes for the time."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def time(self) -> float:
        return self.at.timestamp()

    def forward(self, **by: float) -> None:
        self.at += timedelta(**by)


@pytest.fixture
def clock(settings, monkeypatch: pytest.MonkeyPatch, now: datetime) -> Clock:
    settings.REDIS_URL = ""  # which would remember the last run's requests of the same moment
    clock = Clock(now)
    for place in ("django.utils.timezone.now", "axes.handlers.proxy.now", "axes.attempts.now"):
        monkeypatch.setattr(place, clock.now)
    for module in ("accounts.second_factor", "django_otp.plugins.otp_totp.models", "throttle.rules"):
        monkeypatch.setattr(f"{module}.time", SimpleNamespace(time=clock.time))
    monkeypatch.setattr(
        "django.contrib.auth.tokens.PasswordResetTokenGenerator._now", lambda self: clock.at.replace(tzinfo=None)
    )
    return clock


@pytest.fixture
def locks(settings, clock: Clock) -> Clock:
    """A real installation's locks, and their clock."""
    settings.AXES_ENABLED = True
    settings.SECOND_FACTOR = "required"
    return clock


@pytest.fixture
def chief(roles) -> User:
    """Somebody who may publish."""
    return make_user(role="editor_in_chief", name="Đỗ Hải Yến", username="haiyen")


@pytest.fixture
def reporter(roles) -> User:
    return make_user(role="reporter", name="Trần Thu Hà", username="thuha")


def sign_in(user: User, *, client: Client | None = None, password: str = PASSWORD, **headers: str):
    """Post name and password as the form does."""
    client = client or Client()
    return client.post("/quan-tri/login/", {"username": user.username, "password": password}, headers=headers)


def half_in(user: User) -> Client:
    """Signed in by password; the code is still to come."""
    client = Client()
    assert sign_in(user, client=client).status_code == 302
    return client


def enrolled(user: User, **fields) -> TOTPDevice:
    return TOTPDevice.objects.create(user=user, name="app", **fields)


def code_of(key: str, clock: Clock, *, steps: int = 0) -> str:
    """The six digits that an app with this key shows now, or some steps of 30 seconds from now."""
    app = TOTP(unhexlify(key))
    app.time = clock.time() + 30 * steps
    return f"{app.token():06}"
