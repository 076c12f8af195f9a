"""The feeds: of the site, and of each section, tag, topic, author and body."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date
from django.utils.translation import gettext as _

from articles.models import Article, Author, Section, Tag, Topic
from articles.querysets.article import ArticleQuerySet
from organizations.models import Organization
from pages import feeds
from pages.caching import public_file
from pages.models import SiteSettings
from pages.slots import Fill
from pages.views.moved import moved


@public_file
def site_feed(request: HttpRequest) -> HttpResponse:
    at, settings = timezone.now(), SiteSettings.current()
    return _feed(
        request,
        Fill().stories(at=at),
        settings=settings,
        name="",
        text=settings.description,
        page=reverse("pages:home"),
    )


@public_file
def section_feed(request: HttpRequest, path: str) -> HttpResponse:
    found = Section.objects.public(at=timezone.now()).at_path(path).first()
    if found is None:
        return moved(request)
    stories = Article.objects.live(at=timezone.now()).in_section(found)
    return _feed(request, stories, name=found.name, text=found.description, page=found.get_absolute_url())


@public_file
def tag_feed(request: HttpRequest, slug: str) -> HttpResponse:
    found = Tag.objects.published(at=timezone.now()).at_slug(slug).first()
    if found is None:
        return moved(request)
    stories = Article.objects.with_tag(found).live(at=timezone.now())
    return _feed(request, stories, name=found.name, page=found.get_absolute_url())


@public_file
def topic_feed(request: HttpRequest, slug: str) -> HttpResponse:
    found = Topic.objects.public(at=timezone.now()).at_slug(slug).first()
    if found is None:
        return moved(request)
    stories = Article.objects.in_topic(found).live(at=timezone.now())
    return _feed(request, stories, name=found.name, text=found.description, page=found.get_absolute_url())


@public_file
def author_feed(request: HttpRequest, slug: str) -> HttpResponse:
    found = Author.objects.published(at=timezone.now()).at_slug(slug).first()
    if found is None:
        return moved(request)
    stories = Article.objects.by_author(found).live(at=timezone.now())
    return _feed(request, stories, name=found.name, page=found.get_absolute_url())


@public_file
def organization_feed(request: HttpRequest, slug: str) -> HttpResponse:
    found = Organization.objects.public().at_slug(slug).first()
    if found is None:
        return moved(request)
    stories = Article.objects.of_organization(found).live(at=timezone.now())
    return _feed(request, stories, name=found.name, page=found.get_absolute_url())


def _feed(
    request: HttpRequest,
    stories: ArticleQuerySet,
    *,
    name: str,
    page: str,
    text: str = "",
    settings: SiteSettings | None = None,
) -> HttpResponse:
    at: datetime = timezone.now()
    settings = settings or SiteSettings.current()
    xml, changed_at = feeds.write(
        stories.current(at=at).newest_first().with_card()[: feeds.LENGTH],
        title=_("%(name)s - %(site)s") % {"name": name, "site": settings.name} if name else settings.name,
        description=text,
        page=page,
        address=request.path,
        at=at,
    )
    headers = {"Last-Modified": http_date(changed_at.timestamp())}
    return HttpResponse(xml, content_type=feeds.StoryFeed.content_type, headers=headers)
