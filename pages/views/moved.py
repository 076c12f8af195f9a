"""Addresses of the old site, and addresses written without their final slash."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve
from django.utils import timezone

from articles.gone import is_gone
from articles.models import Article, OldAddress
from pages.caching import public_page
from pages.views.errors import gone
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
    old = OldAddress.objects.at_path(path).first()
    if old is not None:
        return _lead_to_story(old.article_id, request=request)
    if not path.endswith("/") and _is_ours(f"{path}/"):
        return lead_to(f"{path}/", request=request)
    raise Http404


def lead_to(address: str, *, request: HttpRequest) -> HttpResponse:
    """A lasting redirect that keeps the query."""
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)


def _lead_to_story(number: int, *, request: HttpRequest) -> HttpResponse:
    """Raises Http404 while the story is not out."""
    at = timezone.now()
    story = Article.objects.live(at=at).numbered([number]).first()
    if story is not None:
        return HttpResponsePermanentRedirect(story.get_absolute_url())
    if is_gone(number, at=at):
        return gone(request)
    raise Http404


def _is_ours(path: str) -> bool:
    """Whether one of the fixed addresses answers at a path."""
    try:
        return resolve(path).url_name not in LEFT_OVER
    except Resolver404:
        return False
