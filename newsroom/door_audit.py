"""The proof that nothing unapproved is in the magazine: every article rehashes to an approved version."""

from collections.abc import Iterator

from articles.content import of_article
from articles.models import Article
from newsroom.models import StoryVersion
from photos.models import Photo

CHUNK = 500


def strangers() -> Iterator[tuple[int, str]]:
    """Yield (number, what is wrong) for every article that is not an approved version of its story."""
    articles = Article.objects.filter(withdrawn_at=None).prefetch_related("contributions", "photo_uses").order_by("pk")
    chunk: list[Article] = []
    for article in articles.iterator(chunk_size=CHUNK):
        chunk.append(article)
        if len(chunk) == CHUNK:
            yield from _strangers_of(chunk)
            chunk = []
    yield from _strangers_of(chunk)


def _strangers_of(articles: list[Article]) -> Iterator[tuple[int, str]]:
    numbers = [article.pk for article in articles]
    approved = set(
        StoryVersion.objects.filter(story__in=numbers, approved_at__isnull=False).values_list(
            "story_id", "content_hash"
        )
    )
    keys = {use.photo_id for article in articles for use in article.photo_uses.all()}
    digests = dict(Photo.objects.filter(pk__in=keys).values_list("pk", "content_hash"))
    for article in articles:
        digest = of_article(article, digests=digests).digest()
        if digest != article.version_hash:
            yield article.pk, "its text is not the one that its hash was made from"
        elif (article.pk, digest) not in approved:
            yield article.pk, "its text was never approved"
