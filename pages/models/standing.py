from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles import body
from pagecache.rows import OnPages
from pages.querysets import StandingPageQuerySet


class BodyColumn(models.TextField):
    """HTML in the vocabulary of bodies. It is cleaned by the column: on every way in (forms, a shell's save() and
    update(), loading) and, as templates trust it, on the way out."""

    def deconstruct(self) -> Any:
        """A plain text column for migrations: nothing in the database differs."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs

    def to_python(self, value: Any) -> str | None:
        text = super().to_python(value)
        return None if text is None else body.clean(text)

    def from_db_value(self, value: str | None, *_context: Any) -> str | None:
        return self.to_python(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = self.to_python(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value


class StandingPage(OnPages):
    """A page that stays: who makes the magazine, how to reach it, by which rules it works."""

    class Slug(models.TextChoices):
        ABOUT = "gioi-thieu", _("About the magazine")
        MASTHEAD = "toa-soan", _("The newsroom")
        CONTACT = "lien-he", _("Contact")
        ETHICS = "quy-tac-dao-duc", _("Code of ethics")
        CORRECTIONS = "chinh-sach-dinh-chinh", _("Corrections policy")
        PRIVACY = "chinh-sach-bao-mat", _("Privacy policy")

    slug = models.CharField(_("page"), max_length=40, choices=Slug, unique=True)
    title = models.CharField(_("title"), max_length=150)
    text = BodyColumn(_("text"), blank=True, help_text=_("Paragraphs, headings, lists, links and tables."))
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    changed_at = models.DateTimeField(_("changed"))

    objects = StandingPageQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("standing page")
        verbose_name_plural = _("standing pages")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("pages:standing", kwargs={"slug": self.slug})
