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
            forwarded = request.headers.get("X-Forwarded-For", "").split(",")
            if len(forwarded) >= settings.TRUSTED_PROXIES:
                address = forwarded[-settings.TRUSTED_PROXIES].strip()
                if _is_address(address):
                    request.META["REMOTE_ADDR"] = address
        return get_response(request)

    return middleware


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
