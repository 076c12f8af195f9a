"""What makes a page public: kept ready here, kept by others for a while, and a short answer for who has it already."""

import hashlib
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from pagecache.addresses import parameters
from pagecache.fragments import drawing
from pagecache.packing import WORDS
from pagecache.recording import declare_public

View = Callable[..., HttpResponse]

# What neither XML nor a calendar may hold, as UTF-8: control characters but tab and line ends, and two noncharacters.
_CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\t\n\r"))
_NONCHARACTERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")

# Browsers ask again each time; caches in front of us answer for half a minute, and longer while we are slow or down.
PAGE = "public, max-age=0, s-maxage=30, stale-while-revalidate=60, stale-if-error=86400"
FILE = "public, max-age=60, s-maxage=300, stale-while-revalidate=600, stale-if-error=86400"  # feeds, sitemaps
ERROR = "public, max-age=0, s-maxage=10"


def printable(content: bytes) -> bytes:
    """An answer without characters that make it invalid: whatever an old row, a setting or a name brings along."""
    content = content.translate(None, _CONTROLS)
    for each in _NONCHARACTERS:
        content = content.replace(each, b"")
    return content


def public_page(view: View | None = None, *, reads: Iterable[str] = ()) -> Any:
    """A page that is the same for every reader: GET and HEAD only, an ETag, no cookies, kept by caches for a while.

    `reads` names the parameters of the query that change the page; all others make no difference.
    """
    return _public(view, reads=reads, cache_control=PAGE)


def public_file(view: View | None = None, *, reads: Iterable[str] = ()) -> Any:
    """A feed, a sitemap or the like: as `public_page`, and kept longer."""
    return _public(view, reads=reads, cache_control=FILE)


def _public(view: View | None, *, reads: Iterable[str], cache_control: str) -> Any:
    parameters.update(reads)

    def decorate(view: View) -> View:
        kept = require_safe(_kept(view, cache_control=cache_control))
        kept.reads = frozenset(reads)  # type: ignore[attr-defined]  # what pagecache.addresses asks
        return kept

    return decorate if view is None else decorate(view)


def _kept(view: View, *, cache_control: str) -> View:
    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        declare_public()
        with drawing():
            response = view(request, *args, **kwargs)
            if isinstance(response, SimpleTemplateResponse):
                response.render()
        if WORDS.match(response.headers.get("Content-Type", "")):
            response.content = printable(response.content)
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = cache_control
        if response.status_code != 200:
            return response
        etag = f'"{hashlib.blake2b(response.content, digest_size=12).hexdigest()}"'
        response.headers["ETag"] = etag
        return get_conditional_response(request, etag=etag, response=response) or response

    return answer
