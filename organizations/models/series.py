"""What events have in common: their kinds, and the series in which some come again."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from addresses.rows import Addressed
from organizations.fields import FoldedField, SortKeyField
from organizations.models.memory import Memory
from organizations.querysets import EventSeriesQuerySet


class EventKind(models.TextChoices):
    """What happens at an event."""

    CONGRESS = "congress", _("Congress")
    CONFERENCE = "conference", _("Conference")
    ANNIVERSARY = "anniversary", _("Anniversary")
    EXCHANGE = "exchange", _("Exchange")
    AWARD = "award", _("Award ceremony")
    SIGNING = "signing", _("Signing")
    SEMINAR = "seminar", _("Seminar")
    COMMEMORATION = "commemoration", _("Commemoration")
    FESTIVAL = "festival", _("Festival")
    OTHER = "other", _("Other event")


class EventSeries(Addressed, Memory):
    """Events that come again under one name: the national conference on people-to-people diplomacy."""

    nameless = "chuoi-su-kien"

    name = models.CharField(_("name"), max_length=255)
    slug = models.SlugField(_("address"), max_length=160, unique=True)
    description = models.TextField(_("description"), blank=True)
    sort_key = SortKeyField()
    search_text = FoldedField()

    objects = EventSeriesQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "id"]
        verbose_name = _("event series")
        verbose_name_plural = _("event series")

    def __str__(self) -> str:
        return self.name
