from datetime import datetime
from functools import lru_cache

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from articles.querysets.article import ArticleQuerySet
from articles.querysets.correction import CorrectionQuerySet
from articles.querysets.old_address import OldAddressQuerySet
from articles.querysets.related import RelatedStoryQuerySet
from pagecache.rows import OnPages

from .listings import EventArticle, OrganizationArticle, TaggedArticle, TopicArticle
from .text import StoryText


@lru_cache(maxsize=8192)
def _address(slug: str, number: int) -> str:
    """Worked out once: the same stories stand on many pages."""
    return reverse("pages:article", kwargs={"slug": slug, "number": number})


class Article(OnPages, StoryText):
    """One approved version of a story, as readers see it. Written by the door (`newsroom.publishing`) alone.

    Its key is the story's number, the one in `/<slug>-<id>.html`.
    """

    id = models.BigIntegerField(primary_key=True, editable=False)
    slug = models.SlugField(max_length=255)
    section = models.ForeignKey("articles.Section", on_delete=models.PROTECT, related_name="+")
    top_section = models.ForeignKey("articles.Section", on_delete=models.PROTECT, related_name="+")
    topics = models.ManyToManyField("articles.Topic", through=TopicArticle, related_name="articles")
    organizations = models.ManyToManyField(
        "organizations.Organization", through=OrganizationArticle, related_name="articles"
    )
    events = models.ManyToManyField("organizations.Event", through=EventArticle, related_name="articles")
    tags = TaggableManager(through=TaggedArticle, related_name="articles")

    published_at = models.DateTimeField(help_text=_("First publication; in the future while it is scheduled."))
    updated_at = models.DateTimeField(null=True, help_text=_("The last update that readers are told of."))
    expires_at = models.DateTimeField(null=True, help_text=_("Leaves the lists then; its page stays."))
    embargo_until = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    version_hash = models.CharField(max_length=64)
    changed_at = models.DateTimeField(help_text=_("The door's last write, of whatever kind."))

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("published article")
        verbose_name_plural = _("published articles")
        constraints = [
            models.CheckConstraint(
                condition=Q(embargo_until__isnull=True) | Q(published_at__gte=F("embargo_until")),
                name="article_not_before_embargo",
                violation_error_message=_("Publication would break the embargo."),
            ),
            models.CheckConstraint(
                condition=Q(expires_at__isnull=True) | Q(expires_at__gt=F("published_at")),
                name="article_expires_after_publication",
                violation_error_message=_("An article cannot expire before it is published."),
            ),
            models.CheckConstraint(
                condition=Q(updated_at__isnull=True) | Q(updated_at__gte=F("published_at")),
                name="article_updated_after_publication",
                violation_error_message=_("An update cannot come before the first publication."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("published_at")),
                name="article_withdrawn_was_out",
                violation_error_message=_("Only what readers had is withdrawn."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | (Q(body="") & Q(lead="")),
                name="article_withdrawn_is_blank",
                violation_error_message=_("A withdrawn article keeps no public text."),
            ),
        ]
        indexes = [
            models.Index(fields=["-published_at", "-id"], name="article_newest"),
            models.Index(fields=["section", "-published_at", "-id"], name="article_section_newest"),
            models.Index(fields=["top_section", "-published_at", "-id"], name="article_top_newest"),
            models.Index(fields=["kind", "-published_at", "-id"], name="article_kind_newest"),
        ]

    def get_absolute_url(self) -> str:
        return _address(self.slug, self.pk)

    def is_live(self, *, at: datetime) -> bool:
        """The rule of `ArticleQuerySet.live`, for one article in hand."""
        return self.withdrawn_at is None and self.published_at <= at


class RelatedPickBase(models.Model):
    """A related story that an editor picked; the number is resolved when the page is drawn."""

    class Place(models.TextChoices):
        LEAD = "lead", _("Under the lead")
        END = "end", _("At the end")

    place = models.CharField(_("place"), max_length=4, choices=Place, default=Place.LEAD)
    number = models.PositiveBigIntegerField(_("story number"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        abstract = True
        ordering = ["place", "position", "pk"]

    def __str__(self) -> str:
        return str(self.number)


class RelatedPick(RelatedPickBase):
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="picks")

    class Meta(RelatedPickBase.Meta):
        constraints = [models.UniqueConstraint(fields=["article", "place", "number"], name="article_pick_once")]


class RelatedStory(models.Model):
    """A related story that the worker computed (`articles.related`)."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="computed_related")
    related = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()

    objects = RelatedStoryQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["article", "related"], name="article_related_once")]

    def __str__(self) -> str:
        return f"{self.article_id} → {self.related_id}"


class Correction(models.Model):
    """A correction note, public for good."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="corrections")
    text = models.TextField(_("what was wrong, and what is right"))
    published_at = models.DateTimeField(_("published"))

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        indexes = [models.Index(fields=["-published_at", "-id"], name="correction_newest")]

    def __str__(self) -> str:
        return self.text[:80]


class OldAddress(models.Model):
    """An address of the old site that must keep leading to its article.

    `/*-<id>.html` stands for whatever words were before the number that the article had there.
    """

    path = models.CharField(_("path"), max_length=400, unique=True, help_text=_("With the first slash."))
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="old_addresses")

    objects = OldAddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")

    def __str__(self) -> str:
        return self.path
