"""Searching stories, bodies and events, with or without accents."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

import vietnamese
from articles.models import Article
from organizations.models import Event, Organization
from pagecache import pass_over
from pages.caching import public_page
from pages.cards import cards_of
from pages.directory import body_card, event_card
from pages.frame import frame
from pages.meta import page_meta
from pages.page_contexts import SearchPage
from pages.page_types import Pager
from pages.ready import cards_by_number
from search import index
from vietnamese import fold

PAGE = 20
LONGEST = 200  # characters of a query that are looked for
BODIES, EVENTS, SUGGESTIONS = 4, 4, 5
BODIES_READ = 60  # of which those shown are chosen


@public_page(reads=["q", "trang"])
def search(request: HttpRequest) -> HttpResponse:
    """What a query finds. Any query gets a page; search engines are asked not to list it."""
    pass_over()
    at = timezone.now()
    around = frame()
    page = compose(request.GET.get("q", ""), number=_page_number(request), at=at)
    title = _("Search: %(query)s") % {"query": page.query} if page.query else _("Search")
    meta = page_meta(title, settings=around.settings, address=reverse("pages:search"), is_listed=False)
    return TemplateResponse(request, "pages/search.html", {"site": around.site, "meta": meta, "page": page})


def compose(text: str, *, number: int, at: datetime) -> SearchPage:
    """The page of results for a query; `number` counts from 1. Raises Http404 beyond the last one."""
    typed = vietnamese.clean_line(text[: 20 * LONGEST])
    query = typed[:LONGEST].rstrip()
    notice = _("The query was too long; its first words were looked for.") if len(typed) > LONGEST else ""
    if not query:
        return SearchPage(suggestions=_newest(at=at))
    results = index.find(query, kind="article", at=at, page=number, per_page=PAGE)
    if number > 1 and not results.hits:
        raise Http404
    cards = cards_by_number((hit.number for hit in results.hits), at=at)
    found = tuple(cards[hit.number] for hit in results.hits if hit.number in cards)
    bodies, events = ((), ()) if number > 1 else (_bodies(query, at=at), _events(query))
    is_empty = not (found or bodies or events)
    return SearchPage(
        query=query,
        total_label=_total(results.total),
        bodies=bodies,
        events=events,
        cards=found,
        pager=Pager(
            prev_url=_address(query, number - 1) if number > 1 else "",
            next_url=_address(query, number + 1) if results.has_next else "",
        ),
        notice=notice,
        suggestions=_newest(at=at) if is_empty else (),
    )


def _page_number(request: HttpRequest) -> int:
    """Raises Http404 for what is no page number."""
    text = request.GET.get("trang", "1")
    if not (text.isascii() and text.isdigit() and 0 < len(text) <= 9 and int(text) > 0):
        raise Http404
    return int(text)


def _address(query: str, number: int) -> str:
    parameters = {"q": query} | ({"trang": str(number)} if number > 1 else {})
    return f"{reverse('pages:search')}?{urlencode(parameters)}"


def _total(total: int) -> str:
    if total >= index.MOST_RESULTS:
        return _("More than %(total)d stories") % {"total": index.MOST_RESULTS}
    return ngettext("%(total)d story", "%(total)d stories", total) % {"total": total}


def _bodies(query: str, *, at: datetime):
    on = timezone.localdate(at)
    found = list(Organization.objects.public().matching(query).with_place().in_alphabetical_order()[:BODIES_READ])
    typed = fold(query)  # whose very name it is stands first: “Hoi Viet My” is not Myanmar's
    found.sort(
        key=lambda body: (
            typed not in {fold(body.name), fold(body.short_name), fold(body.acronym)},
            typed not in fold(body.name),  # found by another of its names, or by a place
        )
    )
    return tuple(body_card(body, on=on) for body in found[:BODIES])


def _events(query: str):
    return tuple(event_card(event) for event in Event.objects.public().matching(query).with_place()[:EVENTS])


def _newest(*, at: datetime):
    newest = Article.objects.live(at=at).current(at=at).newest_first().with_card()[:SUGGESTIONS]
    return cards_of(newest, at=at)
