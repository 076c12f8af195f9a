"""Mails from the desk to the colleagues concerned; written by the worker, so that a mail server stops nobody."""

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.backends import DEMO_DOMAIN
from accounts.models import User
from newsroom.models import Story


def tell_of_a_loss(*, story: int, user: int, by: int | None, lines: Sequence[str]) -> None:
    """To whoever approved or scheduled a story (or set a launch) that somebody has changed since."""
    told = User.objects.filter(pk=user, is_active=True, is_staff=True).first()
    row = Story.objects.filter(pk=story).first()
    if told is None or row is None or not told.email or told.email.lower().endswith(f"@{DEMO_DOMAIN}"):
        return
    context = {
        "user": told,
        "by": User.objects.filter(pk=by).first() if by else None,
        "story": row,
        "lines": lines,
        "link": settings.SITE_URL + reverse("admin:newsroom_story_change", args=[row.pk]),
    }
    subject = _("“%(title)s” was changed: approval or schedule lost") % {"title": row.title[:80]}
    send_mail(" ".join(subject.split()), render_to_string("newsroom/lost_mail.txt", context), None, [told.email])


def tell_of_a_launch(*, name: str, url: str, user: int, by: int | None, line: str) -> None:
    """To whoever set a launch that is called off, or that will show another arrangement."""
    told = User.objects.filter(pk=user, is_active=True, is_staff=True).first()
    if told is None or not told.email or told.email.lower().endswith(f"@{DEMO_DOMAIN}"):
        return
    who = User.objects.filter(pk=by).first() if by else None
    text = "\n\n".join((line, f"{who or ''}".strip(), settings.SITE_URL + url))
    send_mail(" ".join(f"{name}: {line}".split())[:150], text, None, [told.email])
