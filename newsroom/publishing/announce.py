"""What the world outside is told after the door has written: through the outbox, within the same transaction."""

from datetime import datetime

from django.utils import timezone

from articles.models import Article
from outbox import queue


def published(article: Article) -> None:
    """An article appeared or changed: work out its related stories, tell search engines once it is live."""
    queue.enqueue("articles.related", {"number": article.pk}, key=str(article.pk))
    queue.enqueue("pages.indexnow", {"number": article.pk}, key=str(article.pk), due_at=article.published_at)


def gone(number: int) -> None:
    queue.enqueue("pages.indexnow", {"number": number}, key=str(number))


def local(at: datetime) -> str:
    """A time as people at the desk write it: 07:12 23/01/2023."""
    return timezone.localtime(at).strftime("%H:%M %d/%m/%Y")
