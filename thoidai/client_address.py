"""The reader's own address, behind the proxies we know of and no others."""

import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


def client_address_middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Put the address that the outermost of our TRUSTED_PROXIES saw into REMOTE_ADDR.

    Each proxy appends whom it heard from to X-Forwarded-For; everything left of our own proxies' entries
    was written by the reader and may be a lie.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if settings.TRUSTED_PROXIES:
            entries = request.headers.get("X-Forwarded-For", "").split(",")
            seen = entries[-settings.TRUSTED_PROXIES] if len(entries) >= settings.TRUSTED_PROXIES else ""
            if address := _address_in(seen):
                request.META["REMOTE_ADDR"] = address
        return get_response(request)

    return middleware


def _address_in(entry: str) -> str:
    """The address of an entry, which some proxies write with a port: 203.0.113.7:4711, [2001:db8::1]:4711."""
    text = entry.strip()
    if text.startswith("[") and "]" in text:
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return ""
    return text
