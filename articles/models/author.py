from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

import vietnamese
from addresses.rows import Addressed
from articles.querysets.author import AuthorQuerySet

from .out import KnownOnceOut


class Author(KnownOnceOut, Addressed):
    """Somebody who signs stories: a member of staff or a guest, under one pen name.

    One that was entered twice stays as a row, since bylines name it, and points to the one that was kept.
    """

    nameless = "tac-gia"
    kept_elsewhere: ClassVar[frozenset[str]] = KnownOnceOut.kept_elsewhere | {"merged_into_id"}

    class Standing(models.TextChoices):
        STAFF = "staff", _("Staff")
        GUEST = "guest", _("Guest")

    name = models.CharField(_("name"), max_length=150, help_text=_("As it is printed: the pen name, if there is one."))
    slug = models.SlugField(_("address"), max_length=150, unique=True)
    standing = models.CharField(_("standing"), max_length=5, choices=Standing, default=Standing.STAFF)
    title_lines = models.TextField(
        _("title lines"),
        blank=True,
        help_text=_("Offices, one a line; proposed whenever this author signs a story."),
    )
    bio = models.TextField(_("about"), blank=True)
    photo = models.ForeignKey(
        "photos.Photo",
        verbose_name=_("portrait"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("signs in as"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="pen_names",
        help_text=_("Whoever writes under this name may not approve the story."),
    )
    name_folded = models.CharField(max_length=150, editable=False, db_index=True)
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="merged",
    )

    objects = AuthorQuerySet.as_manager()

    class Meta:
        ordering = ["name_folded", "pk"]
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        permissions = [("link_author", "See and say which colleague writes under a name")]
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("pk")),
                name="author_not_merged_into_itself",
                violation_error_message=_("An author cannot be merged into itself."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("pages:author", kwargs={"slug": self.slug})

    def clean_fields(self, exclude=None) -> None:
        self.derive()
        super().clean_fields(exclude=exclude)

    def derive(self) -> None:
        self.name = vietnamese.clean_line(self.name or "")
        self.name_folded = vietnamese.fold(self.name)


class Role(models.TextChoices):
    AUTHOR = "author", _("Text")
    PHOTO = "photo", _("Photo")
    ILLUSTRATION = "illustration", _("Illustration")
    TRANSLATION = "translation", _("Translation")
    COMPILATION = "compilation", _("Compilation")


class ContributionBase(models.Model):
    """One line of a byline: who, in which role, with which titles, at which place."""

    author = models.ForeignKey(Author, verbose_name=_("author"), on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.AUTHOR)
    title_lines = models.TextField(_("title lines"), blank=True, help_text=_("Offices, one a line, as printed."))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]


class Contribution(ContributionBase):
    """A byline line as published: the name is frozen with the approved text."""

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="contributions")
    name = models.CharField(_("name as printed"), max_length=150)
    # Whose page lists the story: the author, or the one that it was merged into. The door keeps it.
    listed_under = models.ForeignKey(Author, on_delete=models.PROTECT, related_name="+", db_index=False)
    is_first = models.BooleanField(default=True)  # the first line of this byline that is listed so
    published_at = models.DateTimeField()  # the article's: the author's page pages by it

    class Meta(ContributionBase.Meta):
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        indexes = [
            models.Index(
                fields=["listed_under", "-published_at", "-article"],
                name="contribution_listed",
                condition=models.Q(is_first=True),
            )
        ]

    def __str__(self) -> str:
        return self.name
