"""Which browser somebody has with whom it has been signed in: a signed cookie of the desk's addresses alone.

It opens nothing. It says whose guesses these are not, so that a whole office does not wait for one of its machines.
"""

import secrets
from dataclasses import dataclass
from hashlib import blake2b
from ipaddress import IPv6Address

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

COOKIE = "thoidai_browser"
SALT = "throttle.browsers"
LASTS = 180 * 86_400  # seconds
MOST_COLLEAGUES = 8  # of one browser
NO_NETWORK = "100::"  # addresses that begin so are discarded everywhere (RFC 6666): nobody comes from there


@dataclass(frozen=True, slots=True)
class Browser:
    """What the cookie says: which browser, and the numbers of the colleagues whose it has been."""

    number: str
    colleagues: tuple[int, ...]

    @property
    def place(self) -> str:
        """Where its wrong passwords count, in the form of an address."""
        digest = blake2b(self.number.encode(), digest_size=8, key=settings.SECRET_KEY.encode()[:64]).digest()
        return str(IPv6Address(b"\x01" + bytes(7) + digest))


def browser_of(request: HttpRequest) -> Browser | None:
    """The browser, if it carries a cookie of ours that has not run out."""
    try:
        number, colleagues = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LASTS)
        return Browser(str(number), tuple(pk for pk in map(int, colleagues) if 0 < pk < 2**63))
    except (signing.BadSignature, TypeError, ValueError):
        return None


def remember(request: HttpRequest, response: HttpResponse, *, colleague: int) -> None:
    """Let the browser say from now on that this colleague signs in with it."""
    before = browser_of(request)
    others = [pk for pk in before.colleagues if pk != colleague] if before else []
    number = before.number if before else secrets.token_urlsafe(12)
    response.set_cookie(
        COOKIE,
        signing.dumps([number, [colleague, *others][:MOST_COLLEAGUES]], salt=SALT),
        max_age=LASTS,
        path=settings.SESSION_COOKIE_PATH,
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",
    )
