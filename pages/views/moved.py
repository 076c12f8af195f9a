"""Addresses of the old site, and addresses written without their final slash."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve
from django.utils import timezone

from articles.models import OldAddress
from pages.caching import public_page
from vietnamese import clean_line

LONGEST = 400
LEFT_OVER = {"article-other-form", "section-other-form", "old-address"}  # patterns that take what no page answers


@public_page
def old_address(request: HttpRequest) -> HttpResponse:
    """Whatever no other page answers."""
    return moved(request)


def moved(request: HttpRequest) -> HttpResponse:
    """Lead on from an address that nothing else answers. Raises Http404 when nobody knows it."""
    path = request.path_info
    if len(path) > LONGEST or clean_line(path) != path:  # no address of ours: control characters, NUL, …
        raise Http404
    old = OldAddress.objects.leading_from(path, at=timezone.now())
    if old is not None:
        return HttpResponsePermanentRedirect(old.article.get_absolute_url())
    if not path.endswith("/") and _is_ours(f"{path}/"):
        return lead_to(f"{path}/", request=request)
    raise Http404


def lead_to(address: str, *, request: HttpRequest) -> HttpResponse:
    """A lasting redirect that keeps the query."""
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)


def _is_ours(path: str) -> bool:
    """Whether one of the fixed addresses answers at a path."""
    try:
        return resolve(path).url_name not in LEFT_OVER
    except Resolver404:
        return False
