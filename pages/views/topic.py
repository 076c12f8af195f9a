from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Topic
from pages.caching import public_page
from pages.cards import Picture
from pages.directory import BANNER_WIDTH
from pages.frame import frame
from pages.meta import feed_of, page_meta
from pages.page_contexts import TopicPage
from pages.paging import PARAMETER, PagedStories, cursor_of, list_page
from pages.rails import most_read_rail
from pages.shown import Shown
from pages.views.moved import moved

STORIES = PagedStories(lambda key, at: Article.objects.in_topic(Topic(pk=key)).live(at=at))


@public_page(reads=[PARAMETER])
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """A special topic: its banner, its newest story large, the others below; an archived one keeps its page."""
    at, cursor = timezone.now(), cursor_of(request)
    found = Topic.objects.public(at=at).with_banner().at_slug(slug).first()
    if found is None:
        return moved(request)
    on = timezone.localdate(at)
    listing = list_page(STORIES, found.pk, cursor=cursor, address=found.get_absolute_url(), at=at)
    cards = listing.cards
    feed = feed_of(found.name, reverse("pages:topic-feed", kwargs={"slug": found.slug}))
    around = frame()
    has_lead = listing.is_first and bool(cards)
    page = TopicPage(
        name=found.name,
        description=found.description,
        banner=Picture.of(found.banner, on=on, width=BANNER_WIDTH, alt=found.banner_alt),
        archived_on=timezone.localdate(found.shown_until) if found.is_archived(at=at) else None,
        lead=cards[0] if has_lead else None,
        cards=cards[1:] if has_lead else cards,
        pager=listing.pager,
        rail=most_read_rail(shown=Shown(card.number for card in listing.cards), at=at),
        feed_url=feed.url,
    )
    meta = page_meta(
        found.name,
        settings=around.settings,
        address=listing.address,
        description=found.description,
        pager=listing.pager,
        feed=feed,
        is_listed=bool(cards),
    )
    return TemplateResponse(request, "pages/topic.html", {"site": around.site, "meta": meta, "page": page})
