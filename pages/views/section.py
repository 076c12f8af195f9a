"""A section's or subsection's page, and the other forms in which its address is known."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Section
from pages import ready
from pages.caching import public_page
from pages.frame import frame, section_at
from pages.meta import feed_of, page_meta
from pages.page_contexts import SectionPage
from pages.page_types import Crumb, Link
from pages.paging import PAGE, PARAMETER, Cursor, PagedStories, cursor_of, list_page
from pages.rails import most_read_rail
from pages.shelves import Lists, Shelf, cards_on, choose, shelves_of, stock_of
from pages.shown import Shown
from pages.slots import SECTION_LEADS, Slot, section_slot
from pages.views.moved import moved

OF_SECTION = PagedStories(
    lambda key, at: Article.objects.live(at=at).current(at=at).in_section(Section(pk=key)), leads=SECTION_LEADS
)
OF_SUBSECTION = PagedStories(
    lambda key, at: Article.objects.live(at=at).current(at=at).in_section(Section(pk=key, parent_id=key)),
    leads=SECTION_LEADS,
)
BY_DATE = "&by-date="


@public_page(reads=[PARAMETER])
def section(request: HttpRequest, path: str) -> HttpResponse:
    """The stories of a section, the newest first; an editor's choice stands at the head of the first page."""
    found, at = section_at(path), timezone.now()
    if found is None or not found.is_public(at=at):
        return moved(request)
    return draw_section(request, found, at=at)


def draw_section(request: HttpRequest, found: Section, *, at: datetime, lists: Lists | None = None) -> HttpResponse:
    """The page itself; `lists` put a draft in the place of what was launched at its head."""
    cursor = cursor_of(request)
    shown = Shown()
    slot = section_slot(found)
    head, chosen = _head(slot, shown=shown, at=at, lists=lists) if cursor is None else (None, [])
    listing = list_page(
        OF_SUBSECTION if found.parent_id else OF_SECTION,
        found.pk,
        cursor=cursor,
        address=found.get_absolute_url(),
        at=at,
        others=chosen,
        newest=_newest(slot, shown=shown, at=at) if cursor is None else None,
    )
    leads = cards_on(head, chosen, cards=listing.found, at=at) if head else ()
    shown.place((card.number for card in listing.cards), limit=PAGE)
    around = frame(current=found)
    crumbs = (
        Crumb(_("Home page"), "/"),
        *([Crumb(found.parent.name, found.parent.get_absolute_url())] if found.parent else []),
        Crumb(found.name, "" if listing.is_first else found.get_absolute_url()),
    )
    feed = feed_of(found.name, reverse("pages:section-feed", kwargs={"path": found.path}))
    page = SectionPage(
        name=found.name,
        url=found.get_absolute_url(),
        crumbs=crumbs,
        description=found.description if listing.is_first else "",
        children=tuple(Link(child.name, child.get_absolute_url()) for child in around.children_of(found)),
        lead=leads[0] if leads else None,
        second_row=leads[1:],
        cards=listing.cards,
        pager=listing.pager,
        rail=most_read_rail(shown=shown, at=at),
        feed_url=feed.url,
    )
    meta = page_meta(
        found.name,
        settings=around.settings,
        address=listing.address,
        description=found.description,
        crumbs=crumbs,
        pager=listing.pager,
        feed=feed,
    )
    return TemplateResponse(request, "pages/section.html", {"site": around.site, "meta": meta, "page": page})


def _head(slot: Slot, *, shown: Shown, at: datetime, lists: Lists | None) -> tuple[Shelf, list[int]]:
    """What stands at the head: the section's curated list, filled up with its newest stories; their numbers."""
    [shelf] = shelves_of([slot], at=at, lists=lists)
    return shelf, choose(shelf, stock_of([shelf], at=at), shown=shown)


def _newest(slot: Slot, *, shown: Shown, at: datetime) -> list[int]:
    """The section's newest stories below its head: one more than the page has places, if there are so many."""
    newest = ready.lists({slot.key: slot.fill}, at=at, limits={slot.key: len(shown) + PAGE + 1})[slot.key]
    return [number for number in newest.numbers if number not in shown.numbers][: PAGE + 1]


def other_form(request: HttpRequest, path: str, rest: str) -> HttpResponse:
    """The address with a final slash, or with the old site's “&by-date=2025-05-26T20-49”: leads to the one form."""
    if not Section.objects.public(at=timezone.now()).at_path(path).exists():
        return moved(request)
    address = reverse("pages:section", kwargs={"path": path})
    _, is_by_date, date = rest.partition(BY_DATE)
    cursor = Cursor.read(date) if is_by_date else Cursor.read(request.GET.get(PARAMETER, ""))
    if cursor:
        address = f"{address}?{PARAMETER}={cursor}"
    return HttpResponsePermanentRedirect(address)


other_form.reads = {PARAMETER}  # type: ignore[attr-defined]  # as public_page says of the others
