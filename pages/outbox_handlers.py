"""What the reader's side sends outward."""

from django.utils.translation import gettext_lazy as _

from articles.models import Article
from outbox import queue
from pages import indexnow


@queue.handler("pages.indexnow", seconds=40, words=_("tell search engines"))
def tell_search_engines(payload: queue.Payload) -> None:
    """A story appeared, changed or went: name its address. Does nothing while no key is set."""
    if not indexnow.is_on():
        return
    article = Article.objects.numbered([payload["number"]]).first()
    if article is None:  # never came out
        return
    try:
        indexnow.tell([article.get_absolute_url()])
    except indexnow.Refused as refused:
        raise queue.Undeliverable(str(refused)) from refused
