from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pagecache.rows import OnPages
from photos.fields import FoldedTextField
from photos.querysets import OldPhotoAddressQuerySet, PhotoQuerySet
from photos.storage import originals

SMALL_BELOW = 1200  # pixels of width: what search engines ask of a story's lead picture
FOCAL_POINT_OUTSIDE = _("The focal point lies outside the picture: give values from 0 to 1.")


class Photo(OnPages):
    """A picture of the library: it is described, corrected and withdrawn, never deleted.

    `image` is the normalised original (upright, sRGB, without camera data) in the private storage; what readers
    get are its renditions. Captions and credits here are suggestions: a published story keeps those approved.
    """

    class Kind(models.TextChoices):
        PHOTO = "photo", _("Photo")
        INFOGRAPHIC = "infographic", _("Infographic")
        DRAWING = "drawing", _("Drawing")

    class Rights(models.TextChoices):
        OWN = "own", _("The magazine's own")
        CONTRIBUTOR = "contributor", _("Given by the contributor")
        PARTNER = "partner", _("Given by an organization")
        AGENCY = "agency", _("Licensed from an agency")
        FREE = "free", _("Free licence or public domain")
        UNKNOWN = "unknown", _("Not cleared yet")

    image = models.ImageField(_("picture"), storage=originals, max_length=120, editable=False)
    content_hash = models.CharField(_("content hash"), max_length=64, editable=False)
    source_hash = models.CharField(_("hash of the file as it came"), max_length=64, blank=True, editable=False)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)

    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.PHOTO)
    caption = models.TextField(
        _("caption"),
        blank=True,
        help_text=_("Who, what, where, when: one or two sentences. A story may use its own."),
    )
    alt = models.TextField(
        _("alternative text"),
        blank=True,
        help_text=_("What is to be seen, for those who cannot see it. Do not repeat the caption."),
    )
    credit = models.CharField(
        _("photographer"), max_length=200, blank=True, help_text=_("The person's name, for example “Thu Hà”.")
    )
    agency = models.CharField(
        _("agency or source"), max_length=200, blank=True, help_text=_("For example “TTXVN” or a body's name.")
    )
    taken_on = models.DateField(_("taken on"), null=True, blank=True)

    rights = models.CharField(_("rights"), max_length=20, choices=Rights, default=Rights.UNKNOWN)
    rights_expire_on = models.DateField(
        _("may be shown until"),
        null=True,
        blank=True,
        help_text=_("The last day of the licence; after it the picture leaves every page. Empty: no end."),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)
    withdrawn_reason = models.TextField(_("reason for the withdrawal"), blank=True, editable=False)

    focal_x = models.FloatField(
        _("focal point from the left"), default=0.5, help_text=_("0 is the left edge, 1 the right edge.")
    )
    focal_y = models.FloatField(
        _("focal point from the top"), default=0.5, help_text=_("0 is the top edge, 1 the bottom edge.")
    )

    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("in the library since"), default=timezone.now, editable=False)
    search_text = FoldedTextField(sources=("caption", "alt", "credit", "agency"))

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photo library")
        ordering = ["-created_at", "-pk"]
        default_permissions = ("add", "change", "view")
        permissions = [
            ("withdraw_photo", _("Can withdraw a photo from every page, and bring it back")),
            ("redraw_photo", _("Can change the crops and the kind of a photo that readers have")),
        ]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="photo_newest"),
            models.Index(fields=["source_hash"], name="photo_source"),
            models.Index(fields=["rights_expire_on"], name="photo_expiry", condition=Q(rights_expire_on__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["content_hash"],
                name="photo_content_once",
                violation_error_message=_("This picture is already in the library."),
            ),
            # One for each coordinate: a form that sends only one of them is still told.
            models.CheckConstraint(
                condition=Q(focal_x__gte=0, focal_x__lte=1),
                name="photo_focal_x_inside",
                violation_error_message=FOCAL_POINT_OUTSIDE,
            ),
            models.CheckConstraint(
                condition=Q(focal_y__gte=0, focal_y__lte=1),
                name="photo_focal_y_inside",
                violation_error_message=FOCAL_POINT_OUTSIDE,
            ),
            models.CheckConstraint(
                condition=Q(width__gt=0, height__gt=0),
                name="photo_has_a_size",
                violation_error_message=_("A picture needs a width and a height above zero."),
            ),
            models.CheckConstraint(
                condition=Q(taken_on__isnull=True)
                | Q(rights_expire_on__isnull=True)
                | Q(rights_expire_on__gte=F("taken_on")),
                name="photo_rights_end_after_it_was_taken",
                violation_error_message=_("The rights cannot end before the picture was taken."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_reason="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason=""),
                name="photo_withdrawn_with_a_reason",
                violation_error_message=_("Say why the photo is withdrawn."),
            ),
        ]

    def __str__(self) -> str:
        words = self.caption or self.alt
        return Truncator(words).chars(80) if words else gettext("Photo %(number)s") % {"number": self.pk}

    def is_usable(self, on: date) -> bool:
        """Whether it may be shown on that day; the same rule as `Photo.objects.usable(on=)`."""
        in_time = self.rights_expire_on is None or on <= self.rights_expire_on
        return self.withdrawn_at is None and in_time

    @property
    def is_small(self) -> bool:
        """Too narrow for a story's lead picture."""
        return self.width < SMALL_BELOW

    @property
    def is_complete(self) -> bool:
        """Whether it has what the desk asks of every picture."""
        return bool(self.alt and (self.credit or self.agency))

    @property
    def focus(self) -> str:
        """The focal point as CSS `object-position`."""
        return f"{round(self.focal_x * 100)}% {round(self.focal_y * 100)}%"

    @property
    def credit_line(self) -> str:
        """Photographer and source as they are printed: “Thu Hà/TTXVN”."""
        return "/".join(part for part in (self.credit, self.agency) if part)


class OldPhotoAddress(models.Model):
    """An address that a picture had on the old site and that must keep working."""

    path = models.CharField(_("old path"), max_length=500, unique=True)
    photo = models.ForeignKey(Photo, verbose_name=_("photo"), on_delete=models.PROTECT, related_name="old_addresses")

    objects = OldPhotoAddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("old photo address")
        verbose_name_plural = _("old photo addresses")
        ordering = ["path"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return self.path
