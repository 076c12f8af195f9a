from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Tag
from pages.caching import public_page
from pages.frame import frame
from pages.meta import feed_of, page_meta
from pages.page_contexts import TagPage
from pages.paging import PARAMETER, PagedStories, cursor_of, list_page
from pages.rails import most_read_rail
from pages.shown import Shown
from pages.views.moved import moved

STORIES = PagedStories(lambda key, at: Article.objects.with_tag(Tag(pk=key)).live(at=at))


@public_page(reads=[PARAMETER])
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    """Every story under a tag, the newest first. A tag under which nothing is out is not there."""
    at, cursor = timezone.now(), cursor_of(request)
    found = Tag.objects.published(at=at).at_slug(slug).first()
    if found is None:
        return moved(request)
    listing = list_page(STORIES, found.pk, cursor=cursor, address=found.get_absolute_url(), at=at)
    feed = feed_of(found.name, reverse("pages:tag-feed", kwargs={"slug": found.slug}))
    around = frame()
    page = TagPage(
        name=found.name,
        cards=listing.cards,
        pager=listing.pager,
        rail=most_read_rail(shown=Shown(card.number for card in listing.cards), at=at),
        feed_url=feed.url,
    )
    meta = page_meta(
        found.name,
        settings=around.settings,
        address=listing.address,
        pager=listing.pager,
        feed=feed,
        is_listed=bool(listing.cards),
    )
    return TemplateResponse(request, "pages/tag.html", {"site": around.site, "meta": meta, "page": page})
