"""RSS 2.0 of a list of stories."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from xml.sax.xmlreader import AttributesImpl  # nosec B406  # for writing; no XML is read

from django.conf import settings as project
from django.utils import timezone
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.xmlutils import SimplerXMLGenerator

import vietnamese
from articles.models import Article
from pages.meta import absolute
from photos import renditions

LENGTH = 50
PICTURE_WIDTH = 1280
MEDIA = "http://search.yahoo.com/mrss/"


class StoryFeed(Rss201rev2Feed):
    """RSS with the lead picture of each story, and no date where there is no story."""

    content_type = "application/rss+xml; charset=utf-8"

    def __init__(self, **words: Any) -> None:
        super().__init__(**_clean(words))

    def add_item(self, **words: Any) -> None:  # type: ignore[override]
        super().add_item(**_clean(words))

    def rss_attributes(self) -> dict[str, str]:
        return super().rss_attributes() | {"xmlns:media": MEDIA}

    def latest_post_date(self) -> datetime:
        return max((item["changed_at"] for item in self.items), default=EPOCH)

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:  # type: ignore[override]
        super().add_item_elements(handler, item)
        if item["picture"]:
            handler.startElement("media:content", AttributesImpl({"url": item["picture"], "medium": "image"}))
            if item["credit"]:
                handler.addQuickElement("media:credit", item["credit"])
            handler.endElement("media:content")


def _clean(words: dict[str, Any]) -> dict[str, Any]:
    """Every text as one clean line: XML has no control characters, and Django's writer raises at one."""
    return {
        name: [vietnamese.clean_line(each) for each in value]
        if isinstance(value, list)
        else (vietnamese.clean_line(value) if isinstance(value, str) else value)
        for name, value in words.items()
    }


EPOCH = datetime(2000, 1, 1, tzinfo=timezone.get_default_timezone())


def write(
    articles: Iterable[Article], *, title: str, description: str, page: str, address: str, at: datetime
) -> tuple[str, datetime]:
    """The feed's text and when it last changed. `page` and `address` are paths: the list's page, the feed itself.

    Articles are fetched `with_card()`.
    """
    on = timezone.localdate(at)
    feed = StoryFeed(
        title=title,
        link=absolute(page),
        description=vietnamese.clean_line(description) or title,
        language="vi",
        feed_url=absolute(address),
    )
    for article in articles:
        photo = article.photo if article.photo and article.photo.is_usable(on) else None
        feed.add_item(
            title=article.title,
            link=absolute(article.get_absolute_url()),
            description=article.lead,
            pubdate=timezone.localtime(article.published_at),
            unique_id=f"{project.SITE_URL}/{article.pk}.html",  # without the slug, which may change
            unique_id_is_permalink=False,
            categories=[article.section.name],
            picture=absolute(renditions.rendition_url(photo, PICTURE_WIDTH)) if photo else "",
            credit=article.photo_credit,
            changed_at=article.updated_at or article.published_at,
        )
    return feed.writeString("utf-8"), feed.latest_post_date()
