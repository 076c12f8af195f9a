"""Who counts as a reader, and how two readings by one person are recognised without knowing the person."""

import hashlib
import hmac
import re
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

# Machines that say so (a Cubot is a telephone). Those that pretend are the business of rate limits.
_MACHINE = re.compile(
    r"(?<!cu)bot\b|bot[/_-]|crawl|spider|slurp|scrap|archiver|preview|facebookexternalhit|headless|lighthouse|monitor"
    r"|pingdom|curl|wget|python|java/|go-http|okhttp|axios|node-fetch|libwww|httpclient|feed|validator",
    re.IGNORECASE,
)


def is_reader(request: HttpRequest) -> bool:
    """A person with the page before them: no machine, no prefetch, no page of somebody else's site."""
    agent = request.headers.get("User-Agent", "")
    purpose = request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    elsewhere = request.headers.get("Sec-Fetch-Site", "same-origin") == "cross-site"
    return bool(agent) and not _MACHINE.search(agent) and "prefetch" not in purpose and not elsewhere


def digest(request: HttpRequest, *, at: datetime) -> str:
    """32 hex digits, equal for one address and browser during one day.

    The key is made of SECRET_KEY and the date, so that digests of two days cannot be joined, and nobody who
    has the database alone can try addresses against them. Rows with digests are deleted after two days.
    """
    day = timezone.localdate(at).isoformat()
    key = hmac.digest(settings.SECRET_KEY.encode(), f"readership {day}".encode(), "sha256")
    who = f"{request.META.get('REMOTE_ADDR', '')}\n{request.headers.get('User-Agent', '')}"
    return hmac.new(key, who.encode(errors="replace"), hashlib.sha256).hexdigest()[:32]
