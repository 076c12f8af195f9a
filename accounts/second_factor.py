"""The second factor: a code from an app on the telephone (TOTP), and ten codes on paper for when it is lost."""

import re
import secrets
import time
from binascii import unhexlify
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django_otp import devices_for_user, user_has_device
from django_otp.models import Device
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.models import User
from locking import locked, locked_row

BACKUP_CODES = 10
FEW = 3  # from here on the page urges to make new ones
_APP_CODE = re.compile(r"[0-9]{6}")
_BACKUP_CODE = re.compile(r"[0-9]{10}")
_BETWEEN = re.compile(r"[\s.-]+")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a code: the device that took it, or how many seconds nobody may try another."""

    device: Device | None = None
    wait: int = 0

    @property
    def is_backup_code(self) -> bool:
        return isinstance(self.device, StaticDevice)


def is_required_of(user: User) -> bool:
    """Must this colleague have one? Those who change what readers see, and those who open the desk to others."""
    if settings.SECOND_FACTOR == "all":
        return True
    return settings.SECOND_FACTOR == "required" and any(user.has_perm(each) for each in settings.SECOND_FACTOR_OF)


def is_enrolled(user: User) -> bool:
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


def is_asked_of(user: User) -> bool:
    """Does this session lack a code that its owner must give, or a telephone that its owner must enrol?"""
    return not getattr(user, "otp_device", None) and (is_required_of(user) or user_has_device(user))


def new_key() -> str:
    """160 random bits in hex digits, what the app and we share."""
    return secrets.token_hex(20)


def address_of_key(user: User, key: str) -> str:
    """What the QR code says (otpauth://)."""
    return TOTPDevice(user=user, key=key).config_url


def enrol(user: User, *, key: str, code: str) -> bool:
    """Make the app that shows this code for the key the colleague's one app; False if the code is not the key's."""
    code = normal(code)
    if not _APP_CODE.fullmatch(code):
        return False
    clock = TOTP(unhexlify(key))
    clock.time = time.time()
    if not clock.verify(int(code), tolerance=1):
        return False
    with transaction.atomic():
        locked_row(user)
        TOTPDevice.objects.filter(user=user).delete()
        TOTPDevice.objects.create(user=user, name="app", key=key, drift=clock.drift, last_t=clock.t())
    return True


def verify(user: User, code: str) -> Verdict:
    """Take a code of the app or one of the ten; each is good once, and wrong ones make everybody wait longer."""
    code = normal(code)
    if _APP_CODE.fullmatch(code):
        kind, token = TOTPDevice, code
    elif _BACKUP_CODE.fullmatch(code):
        kind, token = StaticDevice, _fingerprint(user, code)
    else:
        return Verdict()
    with transaction.atomic():
        locked_row(user)
        for device in locked(kind.objects.devices_for_user(user, confirmed=True)):
            allowed, _why = device.verify_is_allowed()
            if not allowed:
                return Verdict(wait=_wait(device))
            if device.verify_token(token):
                return Verdict(device=device)
    return Verdict()


def app_of(user: User) -> TOTPDevice | None:
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def make_backup_codes(user: User) -> list[str]:
    """Ten new codes, printed in two halves; the former ones are void. Only their fingerprints are kept."""
    codes = [f"{secrets.randbelow(10**10):010}" for _each in range(BACKUP_CODES)]
    with transaction.atomic():
        locked_row(user)
        StaticDevice.objects.filter(user=user).delete()
        device = StaticDevice.objects.create(user=user, name="paper")
        StaticToken.objects.bulk_create(StaticToken(device=device, token=_fingerprint(user, code)) for code in codes)
    return [f"{code[:5]} {code[5:]}" for code in codes]


def backup_codes_left(user: User) -> int:
    return StaticToken.objects.filter(device__user=user, device__confirmed=True).count()


def paper_of(user: User) -> StaticDevice | None:
    """What is known of a colleague's codes on paper: when they were made, when one was last used."""
    return StaticDevice.objects.filter(user=user).first()


def remove(user: User) -> bool:
    """Forget the app and the codes on paper; False if there were none."""
    with transaction.atomic():
        locked_row(user)
        devices = list(devices_for_user(user, confirmed=None))
        for device in devices:
            device.delete()
    return bool(devices)


def normal(code: str) -> str:
    """As typed, without the spaces and dashes that people put between digits. Other scripts' digits stay wrong."""
    return _BETWEEN.sub("", code[:40])


def _fingerprint(user: User, code: str) -> str:
    """16 hex digits: who reads the database has no code."""
    return salted_hmac("accounts.backup-code", f"{user.pk} {code}", algorithm="sha256").hexdigest()[:16]


def _wait(device: TOTPDevice | StaticDevice) -> int:
    """Seconds until django-otp's throttling, which doubles with each wrong code, hears the next one."""
    if device.throttling_failure_timestamp is None:
        return 0
    delay = device.get_throttle_factor() * 2 ** min(device.throttling_failure_count - 1, 30)
    until = device.throttling_failure_timestamp + timedelta(seconds=delay)
    return max(1, round((until - timezone.now()).total_seconds()))
