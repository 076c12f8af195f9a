"""Answers go out compressed to whoever can read that. What is kept is compressed once, by the front; all else here."""

import re

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from pagecache import recording

# Words; pictures, films and spreadsheets are compressed in themselves.
WORDS = re.compile(r"(?:text/|application/(?:json|manifest\+json|xml|rss\+xml|javascript)\b|image/svg\+xml)")
_NO_GZIP = re.compile(r"\bgzip\s*;\s*q=0(?:\.0*)?\s*(?:,|$)")


def reads_gzip(accepted: str) -> bool:
    """What a request's Accept-Encoding says."""
    return "gzip" in accepted and not _NO_GZIP.search(accepted)


class PackingMiddleware(GZipMiddleware):
    """Searches, the desk, errors, and every page where none is kept.

    Whoever sees how long an answer is may guess what stands beside words of theirs in it (BREACH). Django adds up to a
    hundred bytes by chance, and masks the tokens of forms; the pages of the sign-in, which show keys and codes, stay as
    they are. Readers' pages hold nothing that is one reader's.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_words = not response.streaming and WORDS.match(response.headers.get("Content-Type", ""))
        match = request.resolver_match
        if not is_words or recording.is_kept() or (match is not None and match.app_name == "accounts"):
            return response
        if not reads_gzip(request.META.get("HTTP_ACCEPT_ENCODING", "")):
            request.META["HTTP_ACCEPT_ENCODING"] = ""  # Django's own takes "gzip;q=0" for a yes
        return super().process_response(request, response)
