"""The letter to a colleague whose password somebody guesses."""

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from accounts.backends import DEMO_DOMAIN
from accounts.models import User


def tell(username: str) -> None:
    """Write to the owner of a name, if there is one who signs in and has a mailbox."""
    user = User.objects.filter(username=username, is_active=True, is_staff=True).first()
    if user is not None and user.email and not user.email.endswith(f"@{DEMO_DOMAIN}"):
        text = render_to_string("accounts/guessed_mail.txt", {"user": user})
        send_mail(_("Somebody guesses your password for the Thời Đại desk"), text, None, [user.email])
