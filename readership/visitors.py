"""Who counts as a reader, and how readings from one person and one network are recognised without knowing either."""

import hmac
import re
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from throttle.addresses import network_of

# Machines that say so (a Cubot is a telephone). Those that pretend are the business of the curve (`readership.counts`).
_MACHINE = re.compile(
    r"(?<!cu)bot\b|bot[/_-]|crawl|spider|slurp|scrap|archiver|preview|facebookexternalhit|headless|lighthouse|monitor"
    r"|pingdom|curl|wget|python|java/|go-http|okhttp|axios|node-fetch|libwww|httpclient|feed|validator",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Two digests: of an address with its browser (32 hex digits), and of its network alone (16)."""

    digest: str
    network: str


def is_reader(request: HttpRequest) -> bool:
    """A person with a page of ours before them: no machine, no prefetch, no page of somebody else's site."""
    agent = request.headers.get("User-Agent", "")
    purpose = request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    is_person = bool(agent) and not _MACHINE.search(agent) and "prefetch" not in purpose
    return is_person and _comes_from_our_page(request)


def _comes_from_our_page(request: HttpRequest) -> bool:
    """Whether the browser says that a page of this very site asked, in one of two ways and in no way otherwise.

    Browsers name the origin whenever something is posted (Chrome and Safari always, Firefox since 70, of 2019), and say
    how it relates to us over https (Chrome since 76, Firefox 90, Safari 16.4). An origin of “null” says nothing.
    """
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    said = [site == "same-origin"] if site is not None else []
    if origin not in {None, "null"}:
        said.append(origin in {f"{request.scheme}://{request.get_host()}", settings.SITE_URL})
    return bool(said) and all(said)


def visitor_of(request: HttpRequest, *, at: datetime) -> Visitor:
    """The same for one address and browser during one day; of IPv6 the /64 stands for the address.

    The key is made of SECRET_KEY and the date, so that digests of two days cannot be joined, and nobody who
    has the database alone can try addresses against them.
    """
    day = timezone.localdate(at).isoformat()
    key = hmac.digest(settings.SECRET_KEY.encode(), f"readership {day}".encode(), "sha256")
    network = network_of(request) or "unknown"
    return Visitor(
        digest=_digest(key, f"{network}\n{request.headers.get('User-Agent', '')}")[:32],
        network=_digest(key, network)[:16],
    )


def _digest(key: bytes, text: str) -> str:
    return hmac.digest(key, text.encode(errors="replace"), "sha256").hex()
