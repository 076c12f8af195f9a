from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pagecache import made_of
from pagecache.rows import OnPages, OnPagesQuerySet

ONLY = 1  # the key of the one row


class SiteSettings(OnPages):
    """The site's name, its imprint by press law, and its word to AI crawlers: one row, never more."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY, editable=False)
    name = models.CharField(
        _("name of the site"), max_length=80, default="Thời Đại", help_text=_("Also in news sitemaps and feeds.")
    )
    tagline = models.CharField(_("line under the name"), max_length=160, blank=True)
    description = models.CharField(
        _("description"), max_length=300, blank=True, help_text=_("One sentence about the magazine, for machines.")
    )
    notice = models.CharField(
        _("notice on every page"), max_length=300, blank=True, help_text=_("For a disturbance or a day of mourning.")
    )

    product_name = models.CharField(_("name of the publication"), max_length=200, blank=True)
    press_agency = models.CharField(_("press agency"), max_length=200, blank=True)
    governing_body = models.CharField(_("governing body"), max_length=200, blank=True)
    licence_number = models.CharField(_("licence number"), max_length=100, blank=True)
    licence_on = models.DateField(_("licence of"), null=True, blank=True)
    licence_issuer = models.CharField(_("licence issued by"), max_length=200, blank=True)
    editor_in_chief = models.CharField(_("editor-in-chief"), max_length=120, blank=True)
    address = models.CharField(_("address of the newsroom"), max_length=255, blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)

    allow_ai_crawlers = models.BooleanField(
        _("AI crawlers may read the site"),
        default=False,
        help_text=_("What robots.txt says to programs that collect texts to train language models."),
    )
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = OnPagesQuerySet.as_manager()

    class Meta:
        verbose_name = _("site settings")
        verbose_name_plural = _("site settings")
        constraints = [
            models.CheckConstraint(
                condition=Q(id=ONLY),
                name="site_settings_only_one",
                violation_error_message=_("The site has one set of settings."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def current(cls) -> "SiteSettings":
        """The row, or the defaults where nobody has saved it yet."""
        made_of("sitesettings")
        return cls.objects.filter(pk=ONLY).first() or cls(id=ONLY)


class FollowLink(OnPages):
    """Where readers can follow the magazine."""

    class Icon(models.TextChoices):
        GOOGLE_NEWS = "google-news", "Google News"
        FACEBOOK = "facebook", "Facebook"
        ZALO = "zalo", "Zalo"
        YOUTUBE = "youtube", "YouTube"
        X = "x", "X"
        RSS = "rss", "RSS"
        LINK = "link", _("Another place")

    site = models.ForeignKey(SiteSettings, on_delete=models.CASCADE, related_name="follow_links")
    label = models.CharField(_("label"), max_length=40)
    url = models.CharField(
        _("address"), max_length=300, help_text=_("https://… or a path of this site, such as /rss/.")
    )
    icon = models.CharField(_("icon"), max_length=12, choices=Icon, default=Icon.LINK)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = OnPagesQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("place to follow us")
        verbose_name_plural = _("places to follow us")
        constraints = [
            models.CheckConstraint(
                condition=Q(url__startswith="https://") | (Q(url__startswith="/") & ~Q(url__startswith="//")),
                name="follow_link_leads_somewhere_safe",
                violation_error_message=_("Give an address that begins with https:// or with a slash."),
            )
        ]

    def __str__(self) -> str:
        return self.label
