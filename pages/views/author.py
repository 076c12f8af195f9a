from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Author
from pages.caching import public_page
from pages.cards import Picture
from pages.frame import frame
from pages.meta import feed_of, page_meta
from pages.page_contexts import AuthorPage
from pages.paging import PARAMETER, PagedStories, cursor_of, list_page
from pages.rails import most_read_rail
from pages.shown import Shown
from pages.views.moved import moved

STORIES = PagedStories(lambda key, at: Article.objects.by_author(Author(pk=key)).live(at=at))
PORTRAIT_WIDTH = 320


@public_page(reads=[PARAMETER])
def author(request: HttpRequest, slug: str) -> HttpResponse:
    """Who signs stories under a name, and those stories."""
    at, cursor = timezone.now(), cursor_of(request)
    found = Author.objects.published(at=at).with_photo().at_slug(slug).first()
    if found is None:
        return moved(request)
    listing = list_page(STORIES, found.pk, cursor=cursor, address=found.get_absolute_url(), at=at)
    feed = feed_of(found.name, reverse("pages:author-feed", kwargs={"slug": found.slug}))
    around = frame()
    page = AuthorPage(
        name=found.name,
        kind_label=found.get_standing_display(),
        title_lines=tuple(line for line in found.title_lines.splitlines() if line.strip()),
        bio=found.bio,
        photo=Picture.of(found.photo, on=timezone.localdate(at), width=PORTRAIT_WIDTH),
        cards=listing.cards,
        pager=listing.pager,
        rail=most_read_rail(shown=Shown(card.number for card in listing.cards), at=at),
        feed_url=feed.url,
    )
    meta = page_meta(
        found.name,
        settings=around.settings,
        address=listing.address,
        description=found.bio,
        pager=listing.pager,
        feed=feed,
        is_listed=bool(listing.cards),
    )
    return TemplateResponse(request, "pages/author.html", {"site": around.site, "meta": meta, "page": page})
