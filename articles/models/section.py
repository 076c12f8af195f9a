from datetime import datetime
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

import vietnamese
from addresses.rows import HasSlug
from articles.querysets.section import SectionQuerySet
from articles.reserved import reserved_slugs

from .out import KnownOnceOut


@lru_cache(maxsize=1024)
def _address(path: str) -> str:
    """Worked out once: every card of every page names its section."""
    return reverse("pages:section", kwargs={"path": path})


class Section(HasSlug, KnownOnceOut):
    """A section of the magazine (Hữu nghị) or one of its subsections (Bốn phương kết bạn)."""

    nameless = "chuyen-muc"

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("address"), max_length=80, help_text=_("Part of the address; small letters and dashes."))
    parent = models.ForeignKey(
        "self",
        verbose_name=_("within"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        limit_choices_to={"parent": None},
        help_text=_("Empty for a section of its own."),
    )
    path = models.CharField(max_length=170, unique=True, editable=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    description = models.TextField(_("description"), blank=True, help_text=_("One sentence, for search engines."))
    colour = models.PositiveSmallIntegerField(_("colour"), default=0, help_text=_("Of drawn pictures: 0 to 7."))
    in_menu = models.BooleanField(_("in the menu"), default=True)
    is_beside_stories = models.BooleanField(
        _("beside every story"), default=False, help_text=_("Its newest stories stand as headings beside every story.")
    )
    name_folded = models.CharField(max_length=80, editable=False, db_index=True)

    objects = SectionQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name", "pk"]
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")),
                name="section_not_its_own_parent",
                violation_error_message=_("A section cannot stand within itself."),
            ),
            models.CheckConstraint(
                condition=Q(colour__lte=7),
                name="section_colour_known",
                violation_error_message=_("The colour is a number from 0 to 7."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.parent.name} › {self.name}" if self.parent_id and self.parent else self.name

    def get_absolute_url(self) -> str:
        return _address(self.path)

    def is_public(self, *, at: datetime) -> bool:
        """The rule of `SectionQuerySet.public`, for one section in hand."""
        known = self.in_menu or self.has_stories(at=at)
        return known and (self.parent is None or self.parent.in_menu or self.parent.has_stories(at=at))

    def clean_fields(self, exclude=None) -> None:
        self.name = vietnamese.clean_line(self.name or "")
        super().clean_fields(exclude=exclude)

    def clean(self) -> None:
        """Two levels, no shadowed address; also sets what is derived (path, folded name)."""
        if self.parent:
            if self.parent.parent_id:
                raise ValidationError({"parent": _("Sections are two levels deep, not three.")})
            if self.pk and self.children.exists():
                raise ValidationError({"parent": _("This section has subsections of its own.")})
        elif self.slug in reserved_slugs():
            raise ValidationError({"slug": _("“%(slug)s” is a fixed address of the site.") % {"slug": self.slug}})
        self.derive()

    def derive(self) -> None:
        """Set the columns that follow from others; whoever saves without `full_clean` calls this."""
        self.path = f"{self.parent.slug}/{self.slug}" if self.parent else self.slug
        self.name_folded = vietnamese.fold(self.name)

    def taken_slugs(self, beginning: str) -> set[str]:
        siblings = Section.objects.within(self.parent).exclude(pk=self.pk).filter(slug__startswith=beginning)
        reserved = frozenset() if self.parent else reserved_slugs()
        return {*siblings.values_list("slug", flat=True), *reserved}

    @property
    def top(self) -> "Section":
        """The section itself, or the one it stands within."""
        return self.parent or self
