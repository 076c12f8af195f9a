"""A forgotten password: one mail with one link, through the outbox, and the same answer whoever asks."""

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

from accounts.backends import DEMO_DOMAIN
from accounts.models import User
from outbox.queue import enqueue
from throttle.addresses import network_of
from throttle.browsers import browser_of
from throttle.rules import RESET_MAIL, RESET_MAIL_OF_STRANGERS

KIND = "accounts.password_reset"
MAIL = "accounts.password_reset_mail"


def is_possible() -> bool:
    """Does this installation send mail at all? Never onto the terminal of a real one: links would stand in its log."""
    return not settings.EMAIL_BACKEND.endswith(".dummy.EmailBackend")


def ask_for(email: str, *, request: HttpRequest) -> None:
    """Put the wish into the outbox, be there such a colleague or not: the time that it takes tells nothing either.

    Strangers use up their own number of mails: of each network, and of all together. Whoever asks with a browser that
    a colleague of this address has signed in with has a number of their own. Links sent before stay good.
    """
    email = email.strip().casefold()
    browser = browser_of(request)
    if browser and User.objects.filter(pk__in=browser.colleagues, email__iexact=email).exists():
        wait = RESET_MAIL.wait(f"{email} {browser.number}")
    else:
        wait = RESET_MAIL.wait(f"{email} {network_of(request)}") or RESET_MAIL_OF_STRANGERS.wait(email)
    if not wait:
        enqueue(KIND, {"email": email}, key=email[:200])


def put_in_mails(email: str) -> None:
    """A mail to every colleague with this address who signs in with a password: each a message by itself, so that one
    that cannot be sent neither keeps the others back nor has them sent twice.
    """
    for user in _colleagues().filter(email__iexact=email).order_by("pk"):
        if user.has_usable_password():
            enqueue(MAIL, {"user": user.pk}, key=str(user.pk))


def send_link(number: int) -> None:
    """Write to one of them, unless they have left meanwhile. The link is made here, so that it stands in the mail and
    nowhere else.
    """
    user = _colleagues().filter(pk=number).first()
    if user is not None and user.email and user.has_usable_password():
        context = {"user": user, "link": link_for(user), "minutes": settings.PASSWORD_RESET_TIMEOUT // 60}
        text = render_to_string("accounts/reset_mail.txt", context)
        send_mail(_("A new password for the Thời Đại desk"), text, None, [user.email])


def _colleagues() -> QuerySet[User]:
    return User.objects.filter(is_active=True, is_staff=True).exclude(email__iendswith=f"@{DEMO_DOMAIN}")


def link_for(user: User) -> str:
    """Below SITE_URL, never below the host that a request named."""
    number = urlsafe_base64_encode(force_bytes(user.pk))
    path = reverse("accounts:reset", args=[number, default_token_generator.make_token(user)])
    return settings.SITE_URL + path
