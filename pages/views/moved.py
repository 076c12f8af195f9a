"""Addresses that rows have left, those of the old site, and those written without their final slash."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils import timezone

from addresses.rows import AddressedQuerySet
from articles.gone import is_gone
from articles.models import Article, Author, OldAddress, Tag, Topic
from organizations.models import Organization, Province
from pages.caching import PAGE, public_page
from pages.views.errors import gone
from vietnamese import clean_line

LONGEST = 400
LEFT_OVER = {"article-other-form", "section-other-form", "old-address"}  # patterns that take what no page answers
# The rows whose slugs stand in addresses, as far as readers may be led to them.
ROWS: Mapping[str, Callable[[datetime], AddressedQuerySet]] = {
    "author": lambda at: Author.objects.published(at=at),
    "tag": lambda at: Tag.objects.published(at=at),
    "topic": lambda at: Topic.objects.public(at=at),
    "organization": lambda at: Organization.objects.public(),
    "province": lambda at: Province.objects.all(),
}
# By the name of the address: a row's page, and what hangs on it.
BY_NAME = {f"{kind}{part}": rows for kind, rows in ROWS.items() for part in ("", "-feed", "-calendar")}


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
    forms = [path] if path.endswith("/") else [path, f"{path}/"]
    for address in forms:
        if elsewhere := _where_its_row_is(address):
            return lead_to(elsewhere, request=request)
    if _match(forms[-1]) and forms[-1] != path:
        return lead_to(forms[-1], request=request)
    raise Http404


def lead_to(address: str, *, request: HttpRequest) -> HttpResponse:
    """A lasting redirect that keeps the query."""
    query = request.META.get("QUERY_STRING", "")
    # Of a feed as short as of a page: the address may be another row's tomorrow.
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address, headers={"Cache-Control": PAGE})


def _lead_to_story(number: int, *, request: HttpRequest) -> HttpResponse:
    """Raises Http404 while the story is not out."""
    at = timezone.now()
    story = Article.objects.live(at=at).numbered([number]).first()
    if story is not None:
        return HttpResponsePermanentRedirect(story.get_absolute_url())
    if is_gone(number, at=at):
        return gone(request)
    raise Http404


def _where_its_row_is(path: str) -> str | None:
    """The same address with the slug that its row has now, if the slug in it was a row's before."""
    match = _match(path)
    rows = BY_NAME.get(str(match.url_name)) if match else None
    row = rows(timezone.now()).once_at(match.kwargs["slug"]).first() if match and rows else None
    return reverse(match.view_name, kwargs=match.kwargs | {"slug": row.slug}) if match and row else None


def _match(path: str) -> ResolverMatch | None:
    """Which of the fixed addresses stands at a path."""
    try:
        found = resolve(path)
    except Resolver404:
        return None
    return None if found.url_name in LEFT_OVER else found
