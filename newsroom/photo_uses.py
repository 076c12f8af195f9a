"""What published pages print beside a picture: for whoever corrects it there."""

from collections.abc import Iterator
from dataclasses import dataclass

from articles import body
from articles.models import Article
from photos.models import Photo

SHOWN = 200


@dataclass(frozen=True, slots=True)
class PublishedUse:
    """A picture in one article: each credit and each alternative text that its page prints with it."""

    article: Article
    credits: tuple[str, ...]
    alts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublishedUses:
    """The newest pages that use a picture, `total` of all of them."""

    uses: tuple[PublishedUse, ...]
    total: int


def published_uses(photo: Photo) -> PublishedUses:
    """Of every article in the magazine, those included that wait for their minute."""
    articles = Article.objects.filter(withdrawn_at=None).using_photo(photo)
    newest = articles.select_related("section__parent").newest_first()[:SHOWN]
    return PublishedUses(uses=tuple(_use(article, photo=photo) for article in newest), total=articles.count())


def _use(article: Article, *, photo: Photo) -> PublishedUse:
    words = list(_words(article, photo=photo))
    return PublishedUse(
        article=article,
        credits=tuple(dict.fromkeys(credit for credit, _alt in words)),
        alts=tuple(dict.fromkeys(alt for _credit, alt in words)),
    )


def _words(article: Article, *, photo: Photo) -> Iterator[tuple[str, str]]:
    if article.photo_id == photo.pk:
        yield article.photo_credit, article.photo_alt
    for segment in body.segments(article.body):
        uses = segment.photos if isinstance(segment, body.Gallery) else (segment,)
        for use in uses:
            if isinstance(use, body.PhotoUse | body.Infographic) and use.id == photo.pk:
                yield use.credit, use.alt
