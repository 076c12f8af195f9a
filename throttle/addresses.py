"""Whom an address stands for."""

import ipaddress

from django.http import HttpRequest


def network_of(request: HttpRequest) -> str | None:
    """The caller's address; of IPv6 the /64, which is what one household or one telephone has.

    REMOTE_ADDR has been put right by `thoidai.client_address`; headers that callers write are not looked at.
    None where the server knows no address (a socket without a trusted proxy).
    """
    try:
        address = ipaddress.ip_address(request.META.get("REMOTE_ADDR", "").partition("%")[0])
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.IPv6Network((address, 64), strict=False).network_address)
