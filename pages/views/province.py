"""A province's page: what it was and is called, what became of it, its bodies and events."""

from collections.abc import Iterable
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article
from organizations.models import Event, Organization, Province
from pages.caching import public_page
from pages.cards import cards_of
from pages.directory import body_card, event_card
from pages.frame import frame
from pages.meta import page_meta
from pages.page_contexts import BodyGroup, FactLine, OrganizationPage, SuccessionLine
from pages.page_types import Crumb, Link
from pages.views.moved import moved

EVENTS = 6
STORIES = 12


@public_page
def province(request: HttpRequest, slug: str) -> HttpResponse:
    """A provincial unit of today or of the past; one that has merged says into which."""
    found = Province.objects.with_history().at_slug(slug).first()
    if found is None:
        return moved(request)
    at = timezone.now()
    around = frame()
    page = compose(found, at=at)
    meta = page_meta(page.name, settings=around.settings, address=found.get_absolute_url(), crumbs=page.crumbs)
    return TemplateResponse(request, "pages/organization.html", {"site": around.site, "meta": meta, "page": page})


def compose(province: Province, *, at: datetime) -> OrganizationPage:
    on = timezone.localdate(at)
    period = province.period_on(on)
    bodies = tuple(
        body_card(body, on=on)
        for body in Organization.objects.public().of_province(province).with_place().in_alphabetical_order()
    )
    events = Event.objects.public().whole().in_province(province).with_place()
    stories = Article.objects.live(at=at).of_province(province).newest_first().with_card()[:STORIES]
    former = [p.full_name for p in province.periods.all() if p.name != province.name]
    return OrganizationPage(
        name=period.full_name[:1].upper() + period.full_name[1:] if period else province.name,
        crumbs=(
            Crumb(_("Home page"), "/"),
            Crumb(_("Organizations"), reverse("pages:organizations")),
            Crumb(province.name, ""),
        ),
        kind_label=period.get_kind_display() if period else "",
        other_names=tuple(dict.fromkeys(former)),
        notice=_notice(province, at=at),
        facts=tuple(_facts(province, at=at)),
        succession=tuple(_succession(province)),
        groups=(BodyGroup(heading=_("Organizations"), bodies=bodies),) if bodies else (),
        upcoming=tuple(event_card(event) for event in events.upcoming(at=at)[:EVENTS]),
        past=tuple(event_card(event) for event in events.past(at=at)[:EVENTS]),
        cards=cards_of(stories, at=at),
    )


def _notice(province: Province, *, at: datetime) -> str:
    if province.is_existing(on=timezone.localdate(at)):
        return ""
    for row in province.successions.all():
        words = {
            "province": province.name,
            "successor": row.successor.name,
            "day": f"{row.happened_on:%d/%m/%Y}",
        }
        return _("%(province)s has been part of %(successor)s since %(day)s.") % words
    return ""


def _facts(province: Province, *, at: datetime) -> Iterable[FactLine]:
    period = province.period_on(timezone.localdate(at))
    if period is None:
        return
    if period.region:
        yield FactLine(_("Region"), period.get_region_display())
    if period.code:
        yield FactLine(_("Statistics code"), period.code)
    if period.starts_on:
        yield FactLine(_("In this form since"), f"{period.starts_on:%d/%m/%Y}")


def _succession(province: Province) -> Iterable[SuccessionLine]:
    for row in province.origins.all():
        other = row.predecessor
        yield SuccessionLine(_("took in"), on=row.happened_on, link=Link(other.name, other.get_absolute_url()))
    for row in province.successions.all():
        other = row.successor
        yield SuccessionLine(_("became part of"), on=row.happened_on, link=Link(other.name, other.get_absolute_url()))
