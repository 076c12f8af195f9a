"""Structured data for machines (schema.org) as plain dicts; the template's filter escapes and writes them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from django.conf import settings as project
from django.urls import reverse
from django.utils import timezone

from articles.body import public_address
from articles.models import Role
from organizations.models import Event, Organization
from pages.manuscript import Manuscript
from pages.models import SiteSettings, StandingPage
from pages.page_contexts import ArticlePage
from pages.page_types import Crumb
from photos import renditions
from photos.models import SMALL_BELOW, Photo

Data = dict[str, Any]
CONTEXT = "https://schema.org"
WRITERS = (Role.AUTHOR, Role.TRANSLATION, Role.COMPILATION)
STATUS = {
    Event.Status.PLANNED: "EventScheduled",
    Event.Status.HELD: "EventScheduled",
    Event.Status.POSTPONED: "EventPostponed",
    Event.Status.CANCELLED: "EventCancelled",
}
ATTENDANCE = {
    Event.Attendance.IN_PERSON: "OfflineEventAttendanceMode",
    Event.Attendance.ONLINE: "OnlineEventAttendanceMode",
    Event.Attendance.HYBRID: "MixedEventAttendanceMode",
}


def moment(at: datetime) -> str:
    """ISO 8601 in Hanoi time, to the second: 2026-11-22T09:30:00+07:00."""
    return timezone.localtime(at, timezone.get_default_timezone()).isoformat(timespec="seconds")


def news_article(
    manuscript: Manuscript, *, page: ArticlePage, settings: SiteSettings, photo: Photo | None, description: str
) -> Data:
    """A story as search engines want it told; only pictures that are wide enough for them."""
    data: Data = {
        "@context": CONTEXT,
        "@type": "NewsArticle",
        "headline": manuscript.text.title,
        "description": description,
        "url": page.url,
        "mainEntityOfPage": {"@type": "WebPage", "@id": page.url},
        "articleSection": manuscript.section.name,
        "inLanguage": "vi",
        "isAccessibleForFree": True,
        "publisher": publisher(settings),
    }
    if manuscript.published_at:
        data["datePublished"] = moment(manuscript.published_at)
        data["dateModified"] = moment(manuscript.updated_at or manuscript.published_at)
    if photo and photo.width >= SMALL_BELOW:
        shapes = renditions.STRUCTURED_DATA
        data["image"] = [urljoin(project.SITE_URL, renditions.crop_url(photo, shape)) for shape in shapes]
    if authors := [_person(name, url) for name, url, role in manuscript.people if role in WRITERS]:
        data["author"] = authors
    else:
        data["author"] = [{"@type": "Organization", "name": settings.name, "url": f"{project.SITE_URL}/"}]
    if page.tags:
        data["keywords"] = [tag.label for tag in page.tags]
    if page.corrections:
        data["correction"] = [
            {"@type": "CorrectionComment", "text": note.text, "datePublished": moment(note.at)}
            for note in page.corrections
        ]
    return data


def publisher(settings: SiteSettings) -> Data:
    """The magazine as a news medium, with the pages that say by which rules it works."""

    def page(slug: str) -> str:
        return f"{project.SITE_URL}{reverse('pages:standing', kwargs={'slug': slug})}"

    data: Data = {
        "@type": "NewsMediaOrganization",
        "name": settings.name,
        "url": f"{project.SITE_URL}/",
        "masthead": page(StandingPage.Slug.MASTHEAD),
        "ethicsPolicy": page(StandingPage.Slug.ETHICS),
        "correctionsPolicy": page(StandingPage.Slug.CORRECTIONS),
        "ownershipFundingInfo": page(StandingPage.Slug.ABOUT),
    }
    if settings.governing_body:
        data["parentOrganization"] = {"@type": "Organization", "name": settings.governing_body}
    return data


def website(settings: SiteSettings) -> Data:
    """The front page: the site and how to search it."""
    find = f"{project.SITE_URL}{reverse('pages:search')}?q={{search_term_string}}"
    return {
        "@context": CONTEXT,
        "@type": "WebSite",
        "name": settings.name,
        "url": f"{project.SITE_URL}/",
        "inLanguage": "vi",
        "publisher": publisher(settings),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": find},
            "query-input": "required name=search_term_string",
        },
    }


def breadcrumbs(crumbs: Iterable[Crumb]) -> Data:
    """The way from the home page; a step without an address of its own is the page itself."""
    items = []
    for position, crumb in enumerate(crumbs, start=1):
        item: Data = {"@type": "ListItem", "position": position, "name": crumb.label}
        if crumb.url:
            item["item"] = f"{project.SITE_URL}{crumb.url}"
        items.append(item)
    return {"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": items}


def organization(body: Organization, *, logo: str = "") -> Data:
    data: Data = {
        "@context": CONTEXT,
        "@type": "Organization",
        "name": body.name,
        "url": f"{project.SITE_URL}{body.get_absolute_url()}",
    }
    for name, value in (
        ("alternateName", body.acronym or body.short_name),
        ("address", body.address),
        ("telephone", body.phone),
        ("email", body.email),
        ("sameAs", public_address(body.website)),
        ("logo", urljoin(project.SITE_URL, logo) if logo else ""),
        ("foundingDate", known_day(body.founded_on, body.founded_precision)),
        ("dissolutionDate", known_day(body.dissolved_on, body.dissolved_precision)),
    ):
        if value:
            data[name] = value
    return data


def event(gathering: Event) -> Data:
    """An event fetched `with_place()` and `with_organizers()`; whole days where no hour is known."""
    timed = not gathering.is_all_day
    data: Data = {
        "@context": CONTEXT,
        "@type": "Event",
        "name": gathering.name,
        "url": f"{project.SITE_URL}{gathering.get_absolute_url()}",
        "startDate": moment(gathering.starts_at) if timed else gathering.starts_on.isoformat(),
        "endDate": moment(gathering.ends_at) if timed and gathering.ends_time else gathering.ends_on.isoformat(),
        "eventStatus": f"{CONTEXT}/{STATUS[Event.Status(gathering.status)]}",
        "eventAttendanceMode": f"{CONTEXT}/{ATTENDANCE[Event.Attendance(gathering.attendance)]}",
        "organizer": [
            {"@type": "Organization", "name": part.shown_name}
            for part in gathering.organizers.all()
            if part.organization is None or part.organization.is_confirmed
        ],
    }
    if gathering.previous_starts_on:
        data["previousStartDate"] = gathering.previous_starts_on.isoformat()
    places: list[Data] = []
    if gathering.location:
        places.append({"@type": "Place", "name": gathering.place or gathering.location, "address": gathering.location})
    if online := public_address(gathering.online_url):
        places.append({"@type": "VirtualLocation", "url": online})
    if places:
        data["location"] = places[0] if len(places) == 1 else places
    if gathering.description:
        data["description"] = gathering.description
    return data


def known_day(day: Any, precision: str) -> str:
    """A date as exactly as it is known: 1950-11-17, 1950-11 or 1950."""
    if day is None:
        return ""
    return {"year": f"{day:%Y}", "month": f"{day:%Y-%m}"}.get(precision, f"{day:%Y-%m-%d}")


def _person(name: str, url: str) -> Data:
    person: Data = {"@type": "Person", "name": name}
    if url:
        person["url"] = f"{project.SITE_URL}{url}"
    return person
