"""What the worker does for the sign-in: mails with links, and forgetting what is not needed any more."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import lockout, lockout_mail, password_reset, sessions
from outbox.models import Lane
from outbox.queue import MAIL_SECONDS, Payload, every, handler


@handler(password_reset.KIND, lane=Lane.MAIL, seconds=30, words=_("find who asked for a new password"))
def find_colleagues(payload: Payload) -> None:
    password_reset.put_in_mails(payload["email"])


@handler(password_reset.MAIL, lane=Lane.MAIL, seconds=MAIL_SECONDS, words=_("send the link for a new password"))
def send_reset_link(payload: Payload) -> None:
    password_reset.send_link(payload["user"])


@handler(
    lockout.GUESSED,
    lane=Lane.MAIL,
    seconds=MAIL_SECONDS,
    words=_("tell a colleague that somebody guesses their password"),
)
def tell_of_guesses(payload: Payload) -> None:
    lockout_mail.tell(payload["username"])


@every(seconds=3600, name="accounts.forget", words=_("forget wrong passwords whose lock is over"))
def forget() -> None:
    lockout.forget_old(now=timezone.now())


@every(seconds=3600, name="accounts.forget_sessions", words=_("forget sessions that have run out"))
def forget_sessions() -> None:
    sessions.forget_expired(now=timezone.now())
