"""Locked out after wrong passwords (django-axes): what is said, who is locked out, and letting them in again."""

from dataclasses import dataclass
from datetime import datetime

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from throttle.addresses import network_of

LONGEST_NAME = 150  # letters, as in Django's AbstractUser


@dataclass(frozen=True, slots=True)
class Lock:
    """A sign-in name that is not heard from one address until a moment."""

    address: str
    failures: int
    until: datetime


def locks_of(username: str, *, now: datetime) -> list[Lock]:
    """From where a name is locked out at the moment, and how long still."""
    rows = (
        AccessAttempt.objects.filter(username=username, attempt_time__gte=now - settings.AXES_COOLOFF_TIME)
        .order_by()
        .values("ip_address")
        .annotate(failures=Sum("failures_since_start"), last=Max("attempt_time"))
        .filter(failures__gte=settings.AXES_FAILURE_LIMIT)
    )
    return [Lock(row["ip_address"] or "", row["failures"], row["last"] + settings.AXES_COOLOFF_TIME) for row in rows]


def unlock(username: str) -> int:
    """Forget the wrong passwords of a name; how many rows that were."""
    return AccessAttempt.objects.filter(username=username).delete()[0]


def forget_old(*, now: datetime) -> None:
    """Throw away what locks nobody any more; addresses are not kept longer than they are needed."""
    AccessAttempt.objects.filter(attempt_time__lt=now - settings.AXES_COOLOFF_TIME).delete()


def name_in(request: HttpRequest, credentials: dict | None) -> str:
    """The sign-in name that was tried, no longer than one can be: the form lets longer ones through."""
    tried = credentials or request.POST
    return str(tried.get("username") or "")[:LONGEST_NAME]


def locked_out(request: HttpRequest, response: HttpResponse | None, credentials: dict | None) -> HttpResponse:
    """The page for a name that is locked out, and no different for one that does not exist."""
    now = timezone.now()
    username = name_in(request, credentials)
    here = network_of(request) or ""
    wait = max((lock.until - now for lock in locks_of(username, now=now) if lock.address == here), default=None)
    seconds = max(1, round((wait or settings.AXES_COOLOFF_TIME).total_seconds()))
    context = {"minutes": -(-seconds // 60), "until": now + (wait or settings.AXES_COOLOFF_TIME)}
    page = render(request, "accounts/locked_out.html", context, status=429)
    page.headers["Retry-After"] = str(seconds)
    page.headers["Cache-Control"] = "no-store"
    return page
