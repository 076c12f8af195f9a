from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone

from accounts import lockout, passwords
from accounts.models import User
from accounts.spelling import name_tried

DEMO_DOMAIN = "demo.invalid"  # every demo account's address ends so; nobody else's can


class Brake:
    """Hears no password of a name that is being guessed, from whatever network, but from browsers its owner knows."""

    def authenticate(self, request: HttpRequest | None, username: str | None = None, **credentials: Any) -> None:
        if request is None or not getattr(settings, "AXES_ENABLED", True) or lockout.is_known(request):
            return
        name = name_tried(username or "")
        if lockout.is_guessed(name, now=timezone.now()):
            lockout.tell_owner(name)
            request.axes_locked_out = True  # type: ignore[attr-defined]  # what axes' middleware answers by
            raise PermissionDenied


class StaffBackend(ModelBackend):
    """Django's own, but a demo account signs in only where DEMO is set: its password is printed in the README."""

    def authenticate(self, request: HttpRequest | None, username=None, password=None, **kwargs):  # type: ignore[no-untyped-def]
        if username is None or password is None:
            return None
        # A name that nobody has costs as many hashings as any: the time that it takes tells nothing.
        user = User.objects.filter(username=name_tried(username)).first() or User(password=UNUSABLE_PASSWORD_PREFIX)
        if not (user.check_password(password) and self.user_can_authenticate(user)):
            return None
        if request is not None and not settings.DEMO:
            # This moment alone knows the password. Whoever has one that nobody may choose any more chooses another.
            request.has_weak_password = bool(passwords.problems(password, user))  # type: ignore[attr-defined,arg-type]
        return user

    def user_can_authenticate(self, user) -> bool:
        is_demo = user is not None and user.email.endswith(f"@{DEMO_DOMAIN}")
        return super().user_can_authenticate(user) and (settings.DEMO or not is_demo)
