"""The frame around every page: name, sections, follow line and imprint, from the site's settings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles import body
from articles.models import Section
from pagecache import fragment, made_of
from pages import models
from pages.models import SiteSettings, StandingPage
from pages.page_types import FollowLink, ImprintLine, Link, NavSection, Site


@dataclass(frozen=True, slots=True)
class Frame:
    """What was read for the frame, for pages that need more of it: the settings, and every section of the menu."""

    settings: SiteSettings
    sections: tuple[Section, ...]  # of both levels, in the menu's order
    site: Site

    @property
    def top_sections(self) -> tuple[Section, ...]:
        return tuple(section for section in self.sections if section.parent_id is None)

    def children_of(self, section: Section) -> tuple[Section, ...]:
        return tuple(child for child in self.sections if child.parent_id == section.pk)


def frame(*, current: Section | None = None) -> Frame:
    """Kept ready; `current` is the section that the menu marks."""
    return fragment(("frame", current.pk if current else 0, get_language()), lambda: _frame(current))


def section_at(path: str) -> Section | None:
    """The section at an address, with the one it stands within."""
    return next((section for section in sections_by_key().values() if section.path == path), None)


def sections_by_key() -> dict[int, Section]:
    """Every section with the one it stands within, in the menu's order; kept ready."""
    return fragment("sections", _sections_by_key)


def _sections_by_key() -> dict[int, Section]:
    made_of("section")
    return {section.pk: section for section in Section.objects.with_parent()}


def _frame(current: Section | None) -> Frame:
    """Three queries."""
    made_of("followlink")
    settings = SiteSettings.current()
    sections = tuple(section for section in sections_by_key().values() if section.in_menu)
    site = Site(
        name=settings.name,
        tagline=settings.tagline,
        nav=_menu(sections, current=current),
        follow=tuple(
            FollowLink(label=link.label, url=href, icon=link.icon)
            for link in models.FollowLink.objects.all()
            if (href := body.canonical_href(link.url))
        ),
        imprint=tuple(_imprint(settings)),
        footer_links=tuple(
            Link(str(label), reverse("pages:standing", kwargs={"slug": slug}))
            for slug, label in StandingPage.Slug.choices
        ),
        notice=settings.notice,
    )
    return Frame(settings=settings, sections=sections, site=site)


def _menu(sections: Iterable[Section], *, current: Section | None) -> tuple[NavSection, ...]:
    children: dict[int, list[Link]] = {}
    for section in sections:
        if section.parent_id:
            children.setdefault(section.parent_id, []).append(Link(section.name, section.get_absolute_url()))
    marked = {current.pk, current.parent_id} if current else set()
    return tuple(
        NavSection(
            label=section.name,
            url=section.get_absolute_url(),
            children=tuple(children.get(section.pk, ())),
            is_current=section.pk in marked,
        )
        for section in sections
        if section.parent_id is None
    )


def _imprint(settings: SiteSettings) -> Iterable[ImprintLine]:
    for label, value, url in (
        (_("Publication"), settings.product_name, ""),
        (_("Press agency"), settings.press_agency, ""),
        (_("Governing body"), settings.governing_body, ""),
        (_("Licence"), _licence(settings), ""),
        (_("Editor-in-chief"), settings.editor_in_chief, ""),
        (_("Address"), settings.address, ""),
        (_("Telephone"), settings.phone, f"tel:{_digits(settings.phone)}"),
        (_("E-mail"), settings.email, f"mailto:{settings.email}"),
    ):
        if value:
            yield ImprintLine(label=label, value=value, url=url)


def _licence(settings: SiteSettings) -> str:
    """“Số 123/GP-BTTTT, cấp ngày 05/01/2026, Bộ …”: what of it is known."""
    parts = [
        _("No. %(number)s") % {"number": settings.licence_number} if settings.licence_number else "",
        _("of %(day)s") % {"day": _day(settings.licence_on)} if settings.licence_on else "",
        settings.licence_issuer,
    ]
    return ", ".join(part for part in parts if part)


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _digits(phone: str) -> str:
    return "".join(sign for sign in phone if sign.isdigit() or sign == "+")
