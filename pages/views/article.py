"""A story's own page."""

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from articles.gone import is_gone
from articles.models import Article
from pages.article_page import article_context
from pages.caching import public_page
from pages.manuscript import Manuscript
from pages.page_contexts import ArticlePage
from pages.views.errors import gone
from pages.views.moved import lead_to, moved

__all__ = ["ArticlePage", "article"]
LARGEST = models.BigIntegerField.MAX_BIGINT


@public_page
def article(request: HttpRequest, number: str, slug: str = "") -> HttpResponse:
    """A story's page. The number alone decides: any other slug or ending leads to the right address.

    A scheduled story is not there yet (404); a withdrawn one is gone (410).
    """
    if int(number) > LARGEST:  # of another system
        return moved(request)
    at = timezone.now()
    found = next(iter(Article.objects.live(at=at).numbered([int(number)])), None)
    if found is None:
        return gone(request) if is_gone(int(number), at=at) else moved(request)
    if request.path != found.get_absolute_url():
        return lead_to(found.get_absolute_url(), request=request)
    context = article_context(Manuscript.of_article(found, at=at), at=at)
    return TemplateResponse(request, "pages/article.html", context)
