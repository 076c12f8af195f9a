"""What is read: one row a reading for some hours, one row a story and hour after that. No names, no cookies."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from readership.querysets import HourlyCountQuerySet, ReadingQuerySet


class Reading(models.Model):
    """Somebody had a story before their eyes for some seconds. Rows are inserted and deleted, never changed."""

    number = models.PositiveBigIntegerField(_("story number"))
    visitor = models.CharField(
        _("visitor"), max_length=32, help_text=_("A digest that changes every day and leads back to nobody.")
    )
    network = models.CharField(
        _("network"),
        max_length=16,
        db_default="",  # of readings by processes that have not been brought up to date yet
        help_text=_("A digest that changes every day and leads back to nobody."),
    )
    read_at = models.DateTimeField(_("read at"))

    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        indexes = [
            models.Index(fields=["read_at"], name="reading_by_time"),
            models.Index(fields=["number", "visitor", "read_at"], name="reading_repeats"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.read_at:%Y-%m-%d %H:%M}"


class HourlyCount(models.Model):
    """How often a story was read in the hour that begins at `hour`."""

    number = models.PositiveBigIntegerField(_("story number"))
    hour = models.DateTimeField(_("hour"))
    readings = models.PositiveIntegerField(_("readings"))

    objects = HourlyCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("readings of an hour")
        verbose_name_plural = _("readings by the hour")
        constraints = [
            models.UniqueConstraint(
                fields=["hour", "number"],
                name="one_count_a_story_and_hour",
                violation_error_message=_("This hour of this story has been counted already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.hour:%Y-%m-%d %H:00} {self.readings}"
