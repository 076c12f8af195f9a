from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SectionHead(models.Model):
    """Who answers for a section (and its subsections)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("head"),
        on_delete=models.CASCADE,
        related_name="headed_sections",
    )
    section = models.ForeignKey(
        "articles.Section", verbose_name=_("section"), on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        verbose_name = _("section head")
        verbose_name_plural = _("section heads")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "section"],
                name="section_head_once",
                violation_error_message=_("This colleague already heads the section."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.section}"
