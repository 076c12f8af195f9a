"""An event's page."""

from collections.abc import Iterable
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.body import public_address
from articles.models import Article
from organizations.calendars import is_in_calendars
from organizations.models import Event, EventOrganizer, Precision
from pages import structured_data
from pages.caching import public_page
from pages.cards import Picture, cards_of
from pages.directory import event_card
from pages.frame import frame
from pages.meta import page_meta
from pages.page_contexts import EventPage, FactLine
from pages.page_types import Crumb, Link
from pages.rails import most_read_rail
from pages.shown import Shown
from pages.story_body import PHOTO_WIDTH
from pages.views.moved import lead_to, moved

STORIES = 20
PICTURES = 12


@public_page
def event(request: HttpRequest, number: str, slug: str = "") -> HttpResponse:
    """When and where, by whom, and the stories that covered it. The number alone decides."""
    found = Event.objects.public().with_place().with_organizers().numbered(int(number)).first()
    if found is None:
        return moved(request)
    if request.path != found.get_absolute_url():
        return lead_to(found.get_absolute_url(), request=request)
    at = timezone.now()
    articles = Article.objects.of_event(found).live(at=at).newest_first().with_card()[:STORIES]
    cards = cards_of(articles, at=at)
    around = frame()
    crumbs = (
        Crumb(_("Home page"), "/"),
        Crumb(_("Events"), reverse("pages:events")),
        Crumb(found.name, ""),
    )
    page = EventPage(
        name=found.name,
        crumbs=crumbs,
        event=event_card(found),
        when_label=when(found),
        starts_at=None if found.is_all_day else found.starts_at,
        series=_series(found),
        description=found.description,
        facts=tuple(_facts(found)),
        pictures=tuple(_pictures(found, at=at)),
        cards=cards,
        rail=most_read_rail(shown=Shown(card.number for card in cards), at=at),
        calendar_url=(
            reverse("pages:event-calendar", kwargs={"slug": found.slug, "number": found.pk})
            if is_in_calendars(found)
            else ""
        ),
    )
    meta = page_meta(
        found.name,
        settings=around.settings,
        address=found.get_absolute_url(),
        description=found.description or page.when_label,
        crumbs=crumbs,
        data=(structured_data.event(found),),
    )
    return TemplateResponse(request, "pages/event.html", {"site": around.site, "meta": meta, "page": page})


def _series(event: Event) -> Link | None:
    if event.series is None:
        return None
    return Link(event.series.name, f"{reverse('pages:events')}?chuoi={event.series.slug}")


def when(event: Event) -> str:
    """“08:30, 02/12/2026”, “02/12/2026 – 04/12/2026”, or the month when no day is known."""
    if event.precision == Precision.YEAR:
        return f"{event.starts_on:%Y}"
    if event.precision == Precision.MONTH:
        return f"{event.starts_on:%m/%Y}"
    hours = f"{event.starts_time:%H:%M}" if event.starts_time else ""
    if hours and event.ends_time and event.ends_on == event.starts_on:
        hours = f"{hours} – {event.ends_time:%H:%M}"
    first = ", ".join(part for part in (hours, f"{event.starts_on:%d/%m/%Y}") if part)
    return f"{first} – {event.ends_on:%d/%m/%Y}" if event.ends_on > event.starts_on else first


def _facts(event: Event) -> Iterable[FactLine]:
    parts: dict[str, list[EventOrganizer]] = {}
    for part in event.organizers.all():
        parts.setdefault(part.get_role_display(), []).append(part)
    for role, bodies in parts.items():
        links = tuple(
            Link(part.shown_name, part.organization.get_absolute_url())
            for part in bodies
            if part.organization and part.organization.is_confirmed
        )
        words = ", ".join(part.name for part in bodies if part.organization is None)
        if links or words:
            yield FactLine(role, value=words, links=links)
    if event.ordinal_shown:
        yield FactLine(_("Occasion"), event.ordinal_shown)
    if event.term and event.term.is_confirmed:
        yield FactLine(_("Term"), event.term.title)
    if event.attendance != Event.Attendance.IN_PERSON:
        online = public_address(event.online_url)
        links = (Link(_("Take part online"), online),) if online else ()
        yield FactLine(_("Form"), event.get_attendance_display(), links)
    if event.delegates:
        pattern = _("about %(count)s") if event.is_delegates_approximate else "%(count)s"
        yield FactLine(_("Delegates"), pattern % {"count": event.delegates})
    if event.countries_count:
        yield FactLine(_("Countries taking part"), str(event.countries_count))
    if event.organizations_count:
        yield FactLine(_("Organizations taking part"), str(event.organizations_count))
    if event.previous_starts_on:
        yield FactLine(_("Planned before for"), f"{event.previous_starts_on:%d/%m/%Y}")
    if website := public_address(event.website):
        yield FactLine(_("Website"), links=(Link(website, website),))


def _pictures(event: Event, *, at: datetime) -> Iterable[Picture]:
    """The event's pictures that may be shown today, its main one first."""
    on = timezone.localdate(at)
    photos = [event.photo] if event.photo else []
    photos += [photo for photo in event.photos.all()[:PICTURES] if photo != event.photo]
    for photo in photos:
        words = {"alt": photo.alt, "caption": photo.caption, "credit": photo.credit_line}
        if picture := Picture.of(photo, on=on, width=PHOTO_WIDTH, **words):
            yield picture
