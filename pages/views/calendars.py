"""Events as calendar files: one, a body's, or all."""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings as project
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.body import public_address
from organizations.calendars import is_in_calendars, write_calendar
from organizations.models import Event, Organization
from organizations.querysets import EventQuerySet
from pages.caching import public_file
from pages.views.moved import lead_to, moved

KEPT = timedelta(days=365)  # how long a past event stays in a calendar that is subscribed to


@public_file
def event_calendar(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    found = Event.objects.public().with_place().numbered(int(number)).first()
    if found is None or not is_in_calendars(found):
        raise Http404
    address = reverse("pages:event-calendar", kwargs={"slug": found.slug, "number": found.pk})
    if request.path != address:
        return lead_to(address, request=request)
    return _calendar([found], name=found.name)


@public_file
def organization_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    found = Organization.objects.public().at_slug(slug).first()
    if found is None:
        return moved(request)
    return _calendar(_recent().of_body(found), name=found.name)


@public_file
def events_calendar(request: HttpRequest) -> HttpResponse:
    return _calendar(_recent().whole(), name=_("Events"))


def _recent() -> EventQuerySet:
    return Event.objects.public().with_place().since(timezone.localdate() - KEPT)


def _calendar(events: Iterable[Event], *, name: str) -> HttpResponse:
    data = write_calendar(events, name=name, site_url=project.SITE_URL, public=public_address)
    return HttpResponse(data, content_type="text/calendar; charset=utf-8")
