"""A forgotten password: one mail with one link, through the outbox, and the same answer whoever asks."""

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

from accounts.backends import DEMO_DOMAIN
from accounts.models import User
from outbox.queue import enqueue
from throttle.rules import RESET_MAIL

KIND = "accounts.password_reset"


def ask_for(email: str) -> None:
    """Put the wish into the outbox, be there such a colleague or not: the time that it takes tells nothing either."""
    email = email.strip().casefold()
    if not RESET_MAIL.wait(email):
        enqueue(KIND, {"email": email}, key=email[:200])


def send_links(email: str) -> None:
    """Write to every colleague with this address who signs in with a password. The link is made here, so that it
    stands in the mail and nowhere else.
    """
    colleagues = User.objects.filter(email__iexact=email, is_active=True, is_staff=True)
    for user in colleagues.exclude(email__iendswith=f"@{DEMO_DOMAIN}").order_by("pk"):
        if user.has_usable_password():
            context = {"user": user, "link": link_for(user), "minutes": settings.PASSWORD_RESET_TIMEOUT // 60}
            text = render_to_string("accounts/reset_mail.txt", context)
            send_mail(_("A new password for the Thời Đại desk"), text, None, [user.email])


def link_for(user: User) -> str:
    """Below SITE_URL, never below the host that a request named."""
    number = urlsafe_base64_encode(force_bytes(user.pk))
    path = reverse("accounts:reset", args=[number, default_token_generator.make_token(user)])
    return settings.SITE_URL + path
