"""The index's table of contents: which document stands where, and when it may be found."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from search.places import KINDS, LARGEST_NUMBER
from search.querysets import EntryQuerySet


class Entry(models.Model):
    """One document of the index; its words stand beside it, in the form that the database searches best.

    Written by search.index only. SQLite keeps the words in FTS5 tables whose rowid is the place, PostgreSQL in
    columns of this table that the model does not name. The migration makes both.
    """

    kind = models.CharField(_("kind"), max_length=20)
    number = models.PositiveIntegerField(_("number"))
    place = models.BigIntegerField(_("place"), db_index=True)
    live_from = models.DateTimeField(_("live from"))
    live_until = models.DateTimeField(_("live until"), null=True, blank=True)
    updated_at = models.DateTimeField(_("updated"))

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        constraints = (
            models.UniqueConstraint(fields=("kind", "number"), name="search_entry_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=KINDS),
                name="search_entry_kind",
                violation_error_message=_("The search index does not know this kind of document."),
            ),
            models.CheckConstraint(
                condition=models.Q(number__gte=1, number__lte=LARGEST_NUMBER),
                name="search_entry_number",
                violation_error_message=_("The search index cannot hold this number."),
            ),
        )
        indexes = (models.Index(fields=("kind", "place"), name="search_entry_newest"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"
