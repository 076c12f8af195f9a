"""What the worker does for the sign-in: mails with links, and forgetting what is not needed any more."""

from django.utils import timezone

from accounts import lockout, password_reset, sessions
from outbox.queue import Payload, every, handler


@handler(password_reset.KIND)
def send_reset_links(payload: Payload) -> None:
    password_reset.send_links(payload["email"])


@every(seconds=3600, name="accounts.forget")
def forget() -> None:
    """Wrong passwords whose lock is over, and sessions that have run out."""
    now = timezone.now()
    lockout.forget_old(now=now)
    sessions.forget_expired(now=now)
