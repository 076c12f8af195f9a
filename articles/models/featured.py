from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.querysets.featured import FeaturedListQuerySet
from pagecache.rows import OnPages


class FeaturedList(OnPages):
    """A curated list as launched. What editors have not pinned is filled up by its rule, so it is never empty."""

    class Fill(models.TextChoices):
        NEWEST = "newest", _("Newest of all")
        SECTION = "section", _("Newest of a section")
        TOPIC = "topic", _("Newest of a topic")
        MOST_READ = "most_read", _("Most read in 24 hours")
        KIND = "kind", _("Newest of a kind")

    key = models.SlugField(_("key"), max_length=100, unique=True, help_text=_("What the page asks for: “home-lead”."))
    name = models.CharField(_("name"), max_length=120)
    size = models.PositiveSmallIntegerField(_("stories shown"), default=4)
    fill = models.CharField(_("filled up with"), max_length=9, choices=Fill, default=Fill.NEWEST)
    fill_section = models.ForeignKey(
        "articles.Section",
        verbose_name=_("section"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    fill_topic = models.ForeignKey(
        "articles.Topic",
        verbose_name=_("topic"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    fill_kind = models.CharField(_("kind"), max_length=12, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    launched_at = models.DateTimeField(_("launched"), null=True, editable=False)

    objects = FeaturedListQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("featured list")
        verbose_name_plural = _("featured lists")
        constraints = [
            models.CheckConstraint(
                condition=Q(size__gte=1, size__lte=30),
                name="featured_size_sensible",
                violation_error_message=_("A list shows 1 to 30 stories."),
            ),
            models.CheckConstraint(
                condition=~Q(fill="section") | Q(fill_section__isnull=False),
                name="featured_section_named",
                violation_error_message=_("Say which section fills the list up."),
            ),
            models.CheckConstraint(
                condition=~Q(fill="topic") | Q(fill_topic__isnull=False),
                name="featured_topic_named",
                violation_error_message=_("Say which topic fills the list up."),
            ),
            models.CheckConstraint(
                condition=~Q(fill="kind") | ~Q(fill_kind=""),
                name="featured_kind_named",
                violation_error_message=_("Say which kind fills the list up."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def page_keys(self) -> set[str]:
        return super().page_keys() | {f"list:{self.key}"}


class FeaturedItem(models.Model):
    """A pin: a story at a place of a list, for a time, under a title and picture of its own if wished."""

    featured_list = models.ForeignKey(FeaturedList, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    number = models.PositiveBigIntegerField()
    card_title = models.CharField(max_length=255, blank=True)
    card_photo = models.ForeignKey("photos.Photo", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["featured_list", "number"], name="featured_once_a_list"),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True) | Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="featured_ends_after_start",
                violation_error_message=_("A pin's end must come after its start."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.number}"

    def is_active(self, *, at: datetime) -> bool:
        return (self.starts_at is None or self.starts_at <= at) and (self.ends_at is None or at < self.ends_at)
