from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

import vietnamese
from addresses.rows import Addressed
from articles.querysets.topic import TopicQuerySet

from .out import KnownOnceOut


class Topic(KnownOnceOut, Addressed):
    """A special topic (chuyên đề): a banner for a time, an archive for ever."""

    nameless = "chuyen-de"

    name = models.CharField(_("name"), max_length=150)
    slug = models.SlugField(_("address"), max_length=150, unique=True)
    description = models.TextField(_("description"), blank=True)
    banner = models.ForeignKey(
        "photos.Photo",
        verbose_name=_("banner"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    banner_alt = models.CharField(
        _("description of the banner"),
        max_length=300,
        blank=True,
        help_text=_("For the blind. Empty: the name of the topic."),
    )
    shown_from = models.DateTimeField(
        _("shown from"),
        null=True,
        blank=True,
        help_text=_(
            "Readers are not told of the topic before. Empty: no banner; its page is there with its first story."
        ),
    )
    shown_until = models.DateTimeField(_("shown until"), null=True, blank=True, help_text=_("Archived afterwards."))
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    name_folded = models.CharField(max_length=150, editable=False, db_index=True)

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["position", "-shown_from", "-pk"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = [
            models.CheckConstraint(
                condition=Q(shown_from__isnull=True) | Q(shown_until__isnull=True) | Q(shown_until__gt=F("shown_from")),
                name="topic_shown_until_after_from",
                violation_error_message=_("The banner's end must come after its start."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("pages:topic", kwargs={"slug": self.slug})

    def page_moments(self) -> tuple[datetime | None, ...]:
        return self.shown_from, self.shown_until

    def is_on_banner(self, *, at: datetime) -> bool:
        """The rule of `TopicQuerySet.on_banner`, for one topic in hand."""
        return (
            self.shown_from is not None
            and self.shown_from <= at
            and (self.shown_until is None or at < self.shown_until)
        )

    def is_public(self, *, at: datetime) -> bool:
        """The rule of `TopicQuerySet.public`, for one topic in hand."""
        return self.shown_from <= at if self.shown_from else self.has_stories(at=at)

    def is_archived(self, *, at: datetime) -> bool:
        """Whether its time on the banner is over."""
        return self.shown_until is not None and self.shown_until <= at

    def clean_fields(self, exclude=None) -> None:
        self.derive()
        super().clean_fields(exclude=exclude)

    def derive(self) -> None:
        self.name = vietnamese.clean_line(self.name or "")
        self.name_folded = vietnamese.fold(self.name)
