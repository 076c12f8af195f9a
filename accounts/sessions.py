"""Signing somebody out everywhere."""

from datetime import datetime

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

from accounts.models import User


def end_all(user: User, *, now: datetime) -> int:
    """End every session of a colleague, on whichever machine; how many there were.

    A session says in a signed text whose it is, so each is read: a newsroom has some hundreds.
    """
    theirs = [
        session.pk
        for session in Session.objects.filter(expire_date__gt=now).iterator()
        if session.get_decoded().get(SESSION_KEY) == str(user.pk)
    ]
    Session.objects.filter(pk__in=theirs).delete()
    return len(theirs)


def forget_expired(*, now: datetime) -> None:
    Session.objects.filter(expire_date__lt=now).delete()
