"""The text of a story: the same fields at the desk (newsroom.Story) and in the magazine (Article)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    ARTICLE = "article", _("Article")
    VIDEO = "video", _("Video")
    INFOGRAPHIC = "infographic", _("Infographic")
    PHOTO_STORY = "photo_story", _("Photo story")
    USEFUL_INFO = "useful_info", _("Useful information")


class StoryText(models.Model):
    """What an approval covers: every field here is part of the approved text's hash (`articles.content`)."""

    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.ARTICLE)
    kicker = models.CharField(_("kicker"), max_length=120, blank=True, help_text=_("A few words above the title."))
    title = models.CharField(_("title"), max_length=255)
    card_title = models.CharField(
        _("title on cards"), max_length=255, blank=True, help_text=_("Shorter, for lists. Empty: the title.")
    )
    seo_title = models.CharField(
        _("title for search engines"), max_length=255, blank=True, help_text=_("Empty: the title.")
    )
    social_title = models.CharField(
        _("title for social networks"), max_length=255, blank=True, help_text=_("Empty: the title.")
    )
    lead = models.TextField(_("lead"), blank=True, help_text=_("The sa-pô: one paragraph, 100 to 400 characters."))
    body = models.TextField(_("body"), blank=True)
    photo = models.ForeignKey(
        "photos.Photo",
        verbose_name=_("lead picture"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    photo_caption = models.TextField(_("caption"), blank=True)
    photo_alt = models.TextField(_("description for the blind"), blank=True)
    photo_credit = models.CharField(_("credit"), max_length=420, blank=True)
    video = models.CharField(
        _("video"),
        max_length=300,
        blank=True,
        help_text=_("“youtube:ID”, or “file:path” of our own video."),
    )
    source_outlet = models.CharField(_("outlet"), max_length=200, blank=True)
    source_agency = models.CharField(_("agency"), max_length=200, blank=True)
    source_url = models.URLField(_("original address"), max_length=500, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title
