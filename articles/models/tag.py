from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.models import TagBase

import vietnamese
from articles.querysets.tag import TagQuerySet

from .out import KnownOnceOut


class Tag(KnownOnceOut, TagBase):
    """A word that stories are filed under."""

    name_folded = models.CharField(max_length=100, editable=False, db_index=True)

    objects = TagQuerySet.as_manager()

    class Meta:
        ordering = ["name_folded", "pk"]
        verbose_name = _("tag")
        verbose_name_plural = _("tags")

    def get_absolute_url(self) -> str:
        return reverse("pages:tag", kwargs={"slug": self.slug})

    def clean_fields(self, exclude=None) -> None:
        self.derive()
        super().clean_fields(exclude=exclude)

    def save(self, *args, **kwargs) -> None:
        self.derive()  # taggit creates tags by itself, without full_clean
        super().save(*args, **kwargs)

    def slugify(self, tag: str, i: int | None = None) -> str:
        slug = vietnamese.slugify(tag) or "the"
        return slug if i is None else f"{slug}-{i}"

    def derive(self) -> None:
        self.name = vietnamese.clean_line(self.name)[:100]  # type: ignore[has-type]  # taggit is untyped
        self.name_folded = vietnamese.fold(self.name)[:100]
