from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.models import TagBase

import vietnamese
from addresses.rows import Addressed
from articles import tag_names
from articles.querysets.tag import TagQuerySet

from .out import KnownOnceOut


class Tag(KnownOnceOut, Addressed, TagBase):
    """A word that stories are filed under."""

    nameless = "the"

    name = models.CharField(_("name"), max_length=tag_names.LONGEST, unique=True)
    slug = models.SlugField(_("address"), max_length=100, unique=True)
    name_folded = models.CharField(max_length=100, editable=False, db_index=True)
    name_key = models.CharField(max_length=100, editable=False)  # empty for a twin from before this was asked

    objects = TagQuerySet.as_manager()

    class Meta:
        ordering = ["name_folded", "pk"]
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        permissions = [("merge_tag", "Merge two tags into one")]
        constraints = [
            models.UniqueConstraint(
                fields=["name_key"],
                condition=~Q(name_key=""),
                name="tag_spelled_once",
                violation_error_message=_("There is this tag already, in another spelling."),
            )
        ]

    def get_absolute_url(self) -> str:
        return reverse("pages:tag", kwargs={"slug": self.slug})

    def clean_fields(self, exclude=None) -> None:
        self.derive()
        super().clean_fields(exclude=exclude)

    def clean(self) -> None:
        twin = Tag.objects.same_as(self.name).exclude(pk=self.pk).first() if self.name else None
        if twin is not None:
            words = {"name": twin.name}
            raise ValidationError({"name": _("There is the tag “%(name)s” already: it is the same one.") % words})

    def save(self, *args, **kwargs) -> None:
        self.derive()  # taggit creates tags by itself, without full_clean
        if self._state.adding and not self.slug:
            self.slug = self.made_slug()
        super().save(*args, **kwargs)

    def derive(self) -> None:
        self.name = tag_names.clean(self.name or "")[: tag_names.LONGEST].rstrip()
        self.name_folded = vietnamese.fold(self.name)[:100]
        self.name_key = tag_names.key(self.name)
