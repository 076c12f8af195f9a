"""What browsers may do with our answers: Content-Security-Policy and the headers beside it, by kind of address.

Readers' pages are the same for everybody and kept by caches, so their policy holds nothing that differs by request.
A page of the desk gets a nonce as soon as it prints one (`request.csp_nonce`).
"""

import secrets
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from articles.body.embeds import FRAME_HOSTS

DESK = "/quan-tri/"
SELF, NONE = "'self'", "'none'"
# What no page of ours uses, nor any film in one. Left out is what films do use: autoplay, fullscreen and the like.
DENIED = (
    *("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "hid", "magnetometer"),
    *("microphone", "midi", "payment", "serial", "usb", "xr-spatial-tracking"),
)
PERMISSIONS = ", ".join(f"{name}=()" for name in DENIED)


class Nonce:
    """Random letters for one answer, drawn when a template first prints them."""

    value = ""

    def __str__(self) -> str:
        self.value = self.value or secrets.token_urlsafe(18)
        return self.value


def page_policy() -> dict[str, tuple[str, ...]]:
    """Readers' pages: our own files and the players of FRAME_HOSTS; nothing inline, no eval."""
    files = (SELF, *media_origin())
    policy: dict[str, tuple[str, ...]] = {
        "default-src": (NONE,),
        "script-src": (SELF,),
        "style-src": (SELF,),
        "font-src": (SELF,),
        "img-src": files,
        "media-src": files,
        "connect-src": (SELF,),
        "manifest-src": (SELF,),
        "frame-src": FRAME_HOSTS,
        "object-src": (NONE,),
        "base-uri": (NONE,),
        "form-action": (SELF,),
        "frame-ancestors": (SELF,),  # the desk previews readers' pages; X_FRAME_OPTIONS says the same
    }
    return policy | ({} if settings.DEMO else {"upgrade-insecure-requests": ()})


def desk_policy(nonce: str) -> dict[str, tuple[str, ...]]:
    """The desk: as readers' pages, with previews in frames and, where the page has one, an import map."""
    scripts = (SELF, f"'nonce-{nonce}'") if nonce else (SELF,)
    return page_policy() | {"script-src": scripts, "frame-src": (SELF, *FRAME_HOSTS)}


def file_policy() -> dict[str, tuple[str, ...]]:
    """Pictures and static files: whatever somebody brought into one, opened by itself it does nothing.

    Styles are the browser's own, with which it shows a picture alone; in a sandbox that loads nothing they harm nobody.
    """
    policy: dict[str, tuple[str, ...]] = {"default-src": (NONE,), "style-src": ("'unsafe-inline'",)}
    return policy | {"base-uri": (NONE,), "form-action": (NONE,), "frame-ancestors": (SELF,), "sandbox": ()}


def media_origin() -> tuple[str, ...]:
    """The host of pictures and films, where it is another than the site's."""
    parts = urlsplit(settings.MEDIA_URL)
    return (f"{parts.scheme or 'https'}://{parts.netloc}",) if parts.netloc else ()


def written(policy: Mapping[str, tuple[str, ...]]) -> str:
    return "; ".join(" ".join((name, *sources)) for name, sources in policy.items())


def browser_rules_middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Put the rules on every answer, errors, static files and pictures included; a view's own go before."""
    page, file = written(page_policy()), written(file_policy())
    files = (settings.STATIC_URL, "/media/")  # ours, wherever readers get pictures: a CDN hands our headers on

    def middleware(request: HttpRequest) -> HttpResponse:
        at_desk = request.path.startswith(DESK)
        nonce = Nonce()
        if at_desk:
            request.csp_nonce = nonce  # type: ignore[attr-defined]
        response = get_response(request)
        public = file if request.path.startswith(files) else page
        policy = written(desk_policy(nonce.value)) if at_desk else public
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        if response.status_code != 304:  # which has no type of its own, and would replace what the browser has kept
            shared = "same-origin" if at_desk or _is_page(response) else "cross-origin"
            response.headers.setdefault("Cross-Origin-Resource-Policy", shared)
        return response

    return middleware


def _is_page(response: HttpResponse) -> bool:
    """A page is for its own site; feeds, pictures and what leads to them are used elsewhere too."""
    is_html = response.headers.get("Content-Type", "").startswith("text/html")
    return is_html and not 300 <= response.status_code < 400
