"""Locked out after wrong passwords (django-axes): what is said, who is locked out, and letting them in again."""

from dataclasses import dataclass
from datetime import datetime

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.models import User
from accounts.spelling import name_tried
from outbox.queue import enqueue
from throttle.addresses import network_of
from throttle.browsers import NO_NETWORK, browser_of
from throttle.rules import GUESSED_MAIL

LOGIN = "/quan-tri/login/"
GUESSED = "accounts.guessed"


@dataclass(frozen=True, slots=True)
class Lock:
    """A sign-in name that is not heard from one address until a moment."""

    address: str
    failures: int
    until: datetime

    @property
    def is_known_browser(self) -> bool:
        return self.address.startswith(NO_NETWORK)


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


def place_of(request: HttpRequest) -> str | None:
    """Where wrong passwords count: in the colleague's own browser if they know it, else in the caller's network.

    So neither a stranger nor a neighbour in the same office locks colleagues out of the browsers they work with.
    """
    if not hasattr(request, "_place"):
        user = getattr(request, "user", None)
        inside = request.path_info != LOGIN and user is not None and user.is_authenticated
        username = user.get_username() if inside and user is not None else name_in(request, None)
        browser = browser_of(request)
        knows = browser and User.objects.filter(pk__in=browser.colleagues, username=username).exists()
        request._place = browser.place if browser and knows else network_of(request)  # type: ignore[attr-defined]
    return request._place  # type: ignore[attr-defined,no-any-return]


def is_known(request: HttpRequest) -> bool:
    return (place_of(request) or "").startswith(NO_NETWORK)


def is_guessed(username: str, *, now: datetime) -> bool:
    """Have so many wrong passwords of a name come from unknown browsers, from anywhere, that no more are heard now?"""
    since = now - settings.AXES_COOLOFF_TIME
    rows = AccessAttempt.objects.filter(username=username, attempt_time__gte=since)
    wrong = rows.exclude(ip_address__startswith=NO_NETWORK).aggregate(n=Sum("failures_since_start"))["n"] or 0
    return wrong >= settings.LOCKOUT_NAME_FAILURES


def tell_owner(username: str) -> None:
    """Let the worker write to the owner, once a day; for a name that nobody has, the same work is done."""
    if not GUESSED_MAIL.wait(username):
        enqueue(GUESSED, {"username": username}, key=username)


def unlock(username: str) -> int:
    """Forget the wrong passwords of a name; how many rows that were."""
    return AccessAttempt.objects.filter(username=username).delete()[0]


def forget_old(*, now: datetime) -> None:
    """Throw away what locks nobody any more; addresses are not kept longer than they are needed."""
    AccessAttempt.objects.filter(attempt_time__lt=now - settings.AXES_COOLOFF_TIME).delete()


def name_in(request: HttpRequest, credentials: dict | None) -> str:
    """The sign-in name that was tried, in its one spelling: another one brings no further tries."""
    return name_tried(str((credentials or request.POST).get("username") or ""))


def locked_out(request: HttpRequest, response: HttpResponse | None, credentials: dict | None) -> HttpResponse:
    """The page for a name that is locked out, and no different for one that does not exist."""
    now = timezone.now()
    username = name_in(request, credentials)
    here = place_of(request) or ""
    wait = max((lock.until - now for lock in locks_of(username, now=now) if lock.address == here), default=None)
    seconds = max(1, round((wait or settings.AXES_COOLOFF_TIME).total_seconds()))
    context = {"minutes": -(-seconds // 60), "until": now + (wait or settings.AXES_COOLOFF_TIME)}
    page = render(request, "accounts/locked_out.html", context, status=429)
    page.headers["Retry-After"] = str(seconds)
    page.headers["Cache-Control"] = "no-store"
    return page
