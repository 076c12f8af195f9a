from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from pagecache.rows import OnPages, OnPagesQuerySet


class OfRows(models.QuerySet):
    """What is known of rows of any kind, by the kind and the row's key."""

    def of(self, model: type[models.Model]) -> Self:
        """Of one kind of rows."""
        return self.filter(kind=model._meta.label_lower)

    def of_row(self, row: models.Model) -> Self:
        return self.of(type(row)).filter(number=row.pk)


class FormerAddressQuerySet(OfRows, OnPagesQuerySet):  # type: ignore[override]
    def of_others(self, row: models.Model) -> Self:
        """Of the other rows of its kind."""
        return self.of(type(row)).exclude(number=row.pk)


class FormerAddress(OnPages):
    """An address at which a row was found once: it leads on to where the row is found now.

    It names the row, not the row's next address, so that however often that changes there is one step to it.
    """

    kind = models.CharField(max_length=60)  # "articles.tag"
    slug = models.CharField(max_length=160)
    number = models.BigIntegerField()  # the row's key
    since = models.DateTimeField(_("redirects since"), auto_now_add=True)

    objects = FormerAddressQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "slug"]
        default_permissions = ()
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="former_address_leads_to_one_row")]
        indexes = [models.Index(fields=["kind", "number"], name="former_addresses_of_row")]

    def __str__(self) -> str:
        return f"{self.kind} {self.slug}"

    def page_keys(self) -> set[str]:
        """Those of its rows as a whole: whatever leads on, or does not, was drawn by them."""
        return {self.kind.rpartition(".")[2]}


class MergedName(models.Model):
    """A name whose row was merged into another one: whoever writes it may mean that one. Nobody reads it on a page."""

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=255)  # lower case, each tone in its place
    number = models.BigIntegerField()

    objects = OfRows.as_manager()

    class Meta:
        default_permissions = ()
        verbose_name = _("merged name")
        verbose_name_plural = _("merged names")
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="merged_name_means_one_row")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
