"""What machines read of a page: titles, canonical addresses, pictures, feeds, structured data."""

from datetime import date
from typing import Any

from django.conf import settings as project
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import body
from pages import structured_data
from pages.cards import Card
from pages.manuscript import Manuscript
from pages.models import SiteSettings
from pages.page_contexts import ArticlePage
from pages.page_types import Crumb, Feed, PageMeta, Pager
from photos import renditions

DESCRIPTION_LENGTH = 300
INDEX = "max-image-preview:large"
NOINDEX = "noindex, follow"


def absolute(address: str) -> str:
    """The whole address of a path of this site."""
    return f"{project.SITE_URL}{address}" if address.startswith("/") else address


def page_meta(
    title: str,
    *,
    settings: SiteSettings,
    address: str,
    description: str = "",
    crumbs: tuple[Crumb, ...] = (),
    pager: Pager | None = None,
    feed: Feed | None = None,
    data: tuple[dict[str, Any], ...] = (),
    is_listed: bool = True,
) -> PageMeta:
    """Of a list or a plain page. `is_listed=False` keeps search engines from listing it."""
    feeds = (_site_feed(settings), *([feed] if feed else []))
    return PageMeta(
        title=f"{title} - {settings.name}" if title else settings.name,
        description=_short(description),
        canonical=absolute(address) if is_listed else "",
        robots=INDEX if is_listed else NOINDEX,
        prev_url=absolute(pager.prev_url) if pager and pager.prev_url else "",
        next_url=absolute(pager.next_url) if pager and pager.next_url else "",
        feeds=feeds,
        json_ld=(*data, *([structured_data.breadcrumbs(crumbs)] if crumbs else [])),
    )


def front_meta(settings: SiteSettings, *, lead: Card | None) -> PageMeta:
    """Of the front page; the picture of the lead story stands for it."""
    return PageMeta(
        title=f"{settings.name} - {settings.tagline}" if settings.tagline else settings.name,
        description=_short(settings.description or settings.tagline),
        canonical=absolute("/"),
        image=absolute(lead.picture.src) if lead and lead.picture else "",
        feeds=(_site_feed(settings),),
        json_ld=(structured_data.website(settings),),
    )


def feed_of(label: str, address: str) -> Feed:
    return Feed(label=label, url=absolute(address))


def article_meta(manuscript: Manuscript, *, page: ArticlePage, settings: SiteSettings, on: date) -> PageMeta:
    text, photo = manuscript.text, manuscript.photo
    usable = photo if photo and photo.is_usable(on) else None
    title = text.seo_title or text.title
    description = _short(text.lead or body.plain_text(body.with_addresses(text.body, {})))
    data = (
        structured_data.news_article(manuscript, page=page, settings=settings, photo=usable, description=description),
        structured_data.breadcrumbs(page.crumbs),
    )
    return PageMeta(
        title=f"{title} - {settings.name}",
        description=description,
        canonical="" if page.is_preview else page.url,
        image=absolute(renditions.crop_url(usable, "social")) if usable else "",
        image_alt=text.photo_alt,
        social_title=text.social_title or text.title,
        og_type="article",
        robots=NOINDEX if page.is_preview else INDEX,
        published_at=manuscript.published_at,
        updated_at=manuscript.updated_at,
        feeds=(
            _site_feed(settings),
            feed_of(
                manuscript.section.name,
                reverse("pages:section-feed", kwargs={"path": manuscript.section.path}),
            ),
        ),
        json_ld=() if page.is_preview else data,
    )


def _site_feed(settings: SiteSettings) -> Feed:
    return feed_of(_("%(site)s: newest stories") % {"site": settings.name}, reverse("pages:site-feed"))


def _short(text: str) -> str:
    """One line of at most 300 characters, cut between words."""
    line = " ".join(text.split())
    if len(line) <= DESCRIPTION_LENGTH:
        return line
    return f"{line[: DESCRIPTION_LENGTH - 1].rpartition(' ')[0] or line[: DESCRIPTION_LENGTH - 1]}…"
