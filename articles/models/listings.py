"""Where an article is filed. Each row repeats `published_at`, so that a tag of 200,000 stories pages by an index."""

from django.db import models
from taggit.models import ItemBase

from .tag import Tag


class Listing(models.Model):
    published_at = models.DateTimeField(editable=False)

    class Meta:
        abstract = True


class TaggedArticle(ItemBase, Listing):
    content_object = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="tag_listings")
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="article_listings")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="article_tagged_once")]
        indexes = [models.Index(fields=["tag", "-published_at", "-content_object"], name="tagged_newest")]

    def __str__(self) -> str:
        return f"{self.tag_id}: {self.content_object_id}"


class TopicArticle(Listing):
    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="topic_listings")
    topic = models.ForeignKey("articles.Topic", on_delete=models.CASCADE, related_name="listings")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "topic"], name="article_in_topic_once")]
        indexes = [models.Index(fields=["topic", "-published_at", "-article"], name="topic_newest")]

    def __str__(self) -> str:
        return f"{self.topic_id}: {self.article_id}"


class OrganizationArticle(Listing):
    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="organization_listings")
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.CASCADE, related_name="article_listings"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "organization"], name="article_of_body_once")]
        indexes = [models.Index(fields=["organization", "-published_at", "-article"], name="body_newest")]

    def __str__(self) -> str:
        return f"{self.organization_id}: {self.article_id}"


class EventArticle(Listing):
    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="event_listings")
    event = models.ForeignKey("organizations.Event", on_delete=models.CASCADE, related_name="article_listings")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "event"], name="article_of_event_once")]
        indexes = [models.Index(fields=["event", "-published_at", "-article"], name="event_newest")]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.article_id}"


class ArticlePhoto(models.Model):
    """Which pictures an article's approved text uses: to correct, withdraw or purge them."""

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="photo_uses")
    photo = models.ForeignKey("photos.Photo", on_delete=models.PROTECT, related_name="article_uses")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "photo"], name="article_uses_photo_once")]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.photo_id}"
