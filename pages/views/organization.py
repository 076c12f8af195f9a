"""A body's page."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.body import public_address
from articles.models import Article
from organizations.models import (
    ClusterMembership,
    ClusterOffice,
    Event,
    OfficeHolder,
    Organization,
    Precision,
    Succession,
    Term,
)
from pages import structured_data
from pages.caching import public_page
from pages.cards import Picture
from pages.directory import LOGO_WIDTH, body_card, event_card
from pages.frame import frame
from pages.meta import feed_of, page_meta
from pages.page_contexts import BodyGroup, FactLine, OfficeLine, OrganizationPage, SuccessionLine
from pages.page_types import Crumb, Link
from pages.paging import PARAMETER, PagedStories, cursor_of, list_page
from pages.views.moved import moved

STORIES = PagedStories(lambda key, at: Article.objects.of_organization(Organization(pk=key)).live(at=at), size=12)
EVENTS = 6
FORMER = 20
TERMS = 3  # the newest
PATTERNS = {Precision.DAY: "%d/%m/%Y", Precision.MONTH: "%m/%Y", Precision.YEAR: "%Y"}


@public_page(reads=[PARAMETER])
def organization(request: HttpRequest, slug: str) -> HttpResponse:
    """Who a body is, where it stands, who leads it, what it does, and its newest stories."""
    found = Organization.objects.public().with_place().with_history().at_slug(slug).first()
    if found is None:
        return moved(request)
    at, cursor = timezone.now(), cursor_of(request)
    listing = list_page(STORIES, found.pk, cursor=cursor, address=found.get_absolute_url(), at=at)
    feed = feed_of(found.name, reverse("pages:organization-feed", kwargs={"slug": found.slug}))
    around = frame()
    logo = Picture.of(found.logo, on=timezone.localdate(at), width=LOGO_WIDTH)
    page = OrganizationPage(
        **_facts_of(found, at=at),
        logo=logo,
        cards=listing.cards,
        pager=listing.pager,
        feed_url=feed.url,
        calendar_url=reverse("pages:organization-calendar", kwargs={"slug": found.slug}),
    )
    meta = page_meta(
        found.name,
        settings=around.settings,
        address=listing.address,
        description=found.description,
        crumbs=page.crumbs,
        pager=listing.pager,
        feed=feed,
        data=(structured_data.organization(found, logo=logo.src if logo else ""),),
    )
    return TemplateResponse(request, "pages/organization.html", {"site": around.site, "meta": meta, "page": page})


def _facts_of(body: Organization, *, at: datetime) -> dict:
    """What the directory knows of a body, by the names of its page's context."""
    on = timezone.localdate(at)
    successions = list(Succession.objects.public().of_body(body).with_bodies())
    offices = OfficeHolder.objects.public().of_body(body).with_person().in_protocol_order()
    events = Event.objects.public().of_body(body).with_place()
    others = [body.short_name, body.name_en, *(row.name for row in body.periods.all() if row.is_confirmed)]
    return {
        "name": body.name,
        "crumbs": _crumbs(body),
        "kind_label": body.get_kind_display(),
        "acronym": body.acronym,
        "other_names": tuple(dict.fromkeys(name for name in others if name and name != body.name)),
        "notice": _notice(body, successions, on=on),
        "description": body.description,
        "facts": tuple(_facts(body, on=on)),
        "succession": tuple(_succession(body, successions)),
        "leaders": tuple(_offices(offices.held(on=on))),
        "former_leaders": tuple(_offices(offices.former(on=on)[:FORMER])),
        "groups": tuple(_groups(body, on=on)),
        "upcoming": tuple(event_card(event) for event in events.upcoming(at=at)[:EVENTS]),
        "past": tuple(event_card(event) for event in events.past(at=at)[:EVENTS]),
    }


def _crumbs(body: Organization) -> tuple[Crumb, ...]:
    parent = body.parent if body.parent and body.parent.is_confirmed else None
    return (
        Crumb(_("Home page"), "/"),
        Crumb(_("Organizations"), reverse("pages:organizations")),
        *([Crumb(parent.label, parent.get_absolute_url())] if parent else []),
        Crumb(body.label, ""),
    )


def _notice(body: Organization, successions: Iterable[Succession], *, on: date) -> str:
    """One sentence for a body that is no more, or whose province is no more."""
    for row in successions:
        if row.predecessor_id == body.pk and row.kind != Succession.Kind.SPLIT and row.happened_on <= on:
            words = {"name": row.successor.name, "day": f"{row.happened_on:%d/%m/%Y}"}
            if row.kind == Succession.Kind.MERGED_INTO:
                return _("Merged into %(name)s on %(day)s.") % words
            return _("Carries on as %(name)s since %(day)s.") % words
    if body.dissolved_on and body.dissolved_on <= on:
        return _("Dissolved on %(day)s.") % {"day": _known(body.dissolved_on, body.dissolved_precision)}
    if body.province and body.province.ended_on and body.province.ended_on < on:
        prefetch_related_objects([body.province], "successions__successor")
        for merger in body.province.successions.all():
            words = {
                "province": body.province.name,
                "successor": merger.successor.name,
                "day": f"{merger.happened_on:%d/%m/%Y}",
            }
            return _("%(province)s has been part of %(successor)s since %(day)s.") % words
    return ""


def _facts(body: Organization, *, on: date) -> Iterable[FactLine]:
    if body.founded_on:
        yield FactLine(_("Founded"), _known(body.founded_on, body.founded_precision))
    if body.province:
        yield FactLine(_("Province"), links=(Link(body.province.name, body.province.get_absolute_url()),))
    if body.country:
        yield FactLine(_("Country"), body.country.name)
    further = body.affiliations.select_related("parent")
    parents = [body.parent, *(row.parent for row in further if row.is_confirmed and row.is_held(on=on))]
    links = tuple(Link(each.name, each.get_absolute_url()) for each in parents if each and each.is_confirmed)
    if links:
        yield FactLine(_("Belongs to"), links=links)
    for label, value, url in (
        (_("Address"), body.address, ""),
        (_("Telephone"), body.phone, ""),
        (_("E-mail"), body.email, f"mailto:{body.email}"),
        (_("Website"), website := public_address(body.website), website),
    ):
        if value:
            yield FactLine(label, links=(Link(value, url),)) if url else FactLine(label, value)
    for term in Term.objects.public().of_body(body).newest_first()[:TERMS]:
        yield FactLine(_("Term"), " ".join(filter(None, (f"{term.from_year}–{term.to_year}", term.ordinal_text))))
    for membership in ClusterMembership.objects.public().held(on=on).of_member(body).with_bodies():
        yield FactLine(_("Cluster"), links=(Link(membership.cluster.name, membership.cluster.get_absolute_url()),))
    for office in ClusterOffice.objects.public().concerning(body).newest_first().with_bodies():
        other = office.holder if office.cluster_id == body.pk else office.cluster
        label = f"{office.get_office_display()} {office.year}"
        link = Link(other.name, other.get_absolute_url())
        yield FactLine(label, links=(link,)) if other.is_confirmed else FactLine(label, other.name)


def _succession(body: Organization, rows: Iterable[Succession]) -> Iterable[SuccessionLine]:
    """What came before and after, each with the other body."""
    after = {
        Succession.Kind.MERGED_INTO: _("merged into"),
        Succession.Kind.CARRIED_ON_AS: _("carried on as"),
        Succession.Kind.RENAMED: _("was renamed"),
        Succession.Kind.SPLIT: _("gave rise to"),
    }
    before = {
        Succession.Kind.MERGED_INTO: _("took in"),
        Succession.Kind.CARRIED_ON_AS: _("carries on the work of"),
        Succession.Kind.RENAMED: _("was called before"),
        Succession.Kind.SPLIT: _("split off from"),
    }
    for row in rows:
        is_after = row.predecessor_id == body.pk
        other = row.successor if is_after else row.predecessor
        text = (after if is_after else before)[Succession.Kind(row.kind)]
        link = Link(other.name, other.get_absolute_url()) if other.is_confirmed else None
        yield SuccessionLine(text=text if link else f"{text} {other.name}", on=row.happened_on, link=link)


def _offices(holders: Iterable[OfficeHolder]) -> Iterable[OfficeLine]:
    for holder in holders:
        name = f"{holder.person.honorific} {holder.person.name}".strip()
        yield OfficeLine(office=holder.office, name=name, period=_period(holder))


def _period(holder: OfficeHolder) -> str:
    starts = _known(holder.starts_on, holder.precision) if holder.starts_on else ""
    ends = _known(holder.ends_on, holder.precision) if holder.ends_on else ""
    if starts and ends:
        return f"{starts} – {ends}"
    if starts:
        return _("since %(day)s") % {"day": starts}
    return _("until %(day)s") % {"day": ends} if ends else ""


def _groups(body: Organization, *, on: date) -> Iterable[BodyGroup]:
    """The bodies below it, by kind."""
    below = Organization.objects.public().existing(on=on).below(body).with_place().in_alphabetical_order()
    by_kind: dict[str, list[Organization]] = {}
    for child in below:
        by_kind.setdefault(child.get_kind_display(), []).append(child)
    for heading, children in by_kind.items():
        yield BodyGroup(heading=heading, bodies=tuple(body_card(child, on=on) for child in children))
    members = ClusterMembership.objects.public().held(on=on).of_cluster(body).with_bodies()
    unions = tuple(body_card(row.member, on=on) for row in members)
    if unions:
        yield BodyGroup(heading=_("Members"), bodies=unions)


def _known(day: date, precision: str) -> str:
    """A date as exactly as it is known."""
    return f"{day:{PATTERNS[Precision(precision)]}}"
