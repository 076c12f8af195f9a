"""Events to come and past, as a list or as a month."""

import re
from datetime import date

import django_filters
from django import forms
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organizations.models import Country, Event, EventKind, EventSeries, Organization, Province
from organizations.months import Month, build_month, grid_span, is_month
from organizations.querysets.events import EventQuerySet
from pagecache import pass_over
from pages.caching import public_page
from pages.directory import event_card
from pages.filters import BySlug, settled
from pages.frame import frame
from pages.meta import page_meta
from pages.page_contexts import EventsPage, MonthDay
from pages.page_types import Link, Pager

LENGTH = 30
_MONTH = re.compile(r"(\d{4})-(\d\d)", re.ASCII)


DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})  # as the reader's browser lets them choose one


class EventFilter(django_filters.FilterSet):
    """What a reader may narrow the events down to."""

    q = django_filters.CharFilter(label=gettext_lazy("Name"), method="named", max_length=200)
    loai = django_filters.ChoiceFilter(
        label=gettext_lazy("Kind"), field_name="kind", choices=EventKind.choices, empty_label=gettext_lazy("All")
    )
    to_chuc = BySlug(
        label=gettext_lazy("Organizer"),
        queryset=Organization.objects.public().in_alphabetical_order(),
        method="of_body",
        empty_label=gettext_lazy("All"),
    )
    tinh = BySlug(
        label=gettext_lazy("Province"),
        field_name="province",
        queryset=Province.objects.in_alphabetical_order(),
        empty_label=gettext_lazy("All"),
    )
    nuoc = BySlug(
        label=gettext_lazy("Country"),
        field_name="countries",
        queryset=Country.objects.in_alphabetical_order(),
        empty_label=gettext_lazy("All"),
    )
    tu = django_filters.DateFilter(label=gettext_lazy("From"), field_name="ends_on", lookup_expr="gte", widget=DAY)
    den = django_filters.DateFilter(label=gettext_lazy("Until"), field_name="starts_on", lookup_expr="lte", widget=DAY)
    # An event's page leads here; nobody knows the word by heart.
    chuoi = BySlug(
        label=gettext_lazy("Series"),
        field_name="series",
        queryset=EventSeries.objects.all(),
        widget=forms.HiddenInput,
    )

    class Meta:
        model = Event
        fields: list[str] = []

    def named(self, found: EventQuerySet, name: str, value: str) -> EventQuerySet:
        return found.matching(value)

    def of_body(self, found: EventQuerySet, name: str, value: Organization) -> EventQuerySet:
        return found.of_body(value)


@public_page(reads=[*EventFilter.base_filters, "thang"])
def events(request: HttpRequest) -> HttpResponse:
    """The list of events, or a month of them (`?thang=2026-12`); a filtered list stays out of search engines."""
    at = timezone.now()
    address = reverse("pages:events")
    filters = settled(EventFilter(request.GET, queryset=Event.objects.public().whole().with_place()))
    is_filtered = any(request.GET.get(name) for name in filters.filters)
    if is_filtered:
        pass_over()
    found = filters.qs if filters.is_valid() else Event.objects.none()
    month = _month(request.GET.get("thang", ""), found, today=timezone.localdate(at))
    around = frame()
    page = EventsPage(
        upcoming=() if month else tuple(event_card(event) for event in found.upcoming(at=at)[:LENGTH]),
        past=() if month else tuple(event_card(event) for event in found.past(at=at)[:LENGTH]),
        month=month.first if month else None,
        weeks=_weeks(month) if month else (),
        month_pager=_month_pager(month, address=address) if month else Pager(),
        views=(
            Link(_("List"), address),
            Link(_("Month"), f"{address}?thang={timezone.localdate(at):%Y-%m}"),
        ),
        current_view=f"{address}?thang={timezone.localdate(at):%Y-%m}" if month else address,
        form=filters.form,
        is_filtered=is_filtered,
        calendar_url=reverse("pages:events-calendar"),
    )
    own = f"{address}?thang={month.first:%Y-%m}" if month else address
    meta = page_meta(_("Events"), settings=around.settings, address=own, is_listed=not is_filtered)
    return TemplateResponse(request, "pages/events.html", {"site": around.site, "meta": meta, "page": page})


def _month(text: str, found: EventQuerySet, *, today: date) -> Month | None:
    """The month that a request names; None for the list, also when it names none that there is."""
    parts = _MONTH.fullmatch(text)
    if parts is None or not is_month(int(parts[1]), int(parts[2])):
        return None
    year, month = int(parts[1]), int(parts[2])
    return build_month(found.between(*grid_span(year, month)), year=year, month=month, today=today)


def _weeks(month: Month) -> tuple[tuple[MonthDay, ...], ...]:
    return tuple(
        tuple(
            MonthDay(
                on=day.day,
                events=tuple(event_card(event) for event in day.events),
                is_other_month=not day.is_in_month,
                is_today=day.is_today,
            )
            for day in week
        )
        for week in month.weeks
    )


def _month_pager(month: Month, *, address: str) -> Pager:
    return Pager(
        prev_url=f"{address}?thang={month.previous:%Y-%m}" if month.previous else "",
        next_url=f"{address}?thang={month.following:%Y-%m}" if month.following else "",
    )
