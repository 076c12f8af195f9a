from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import ItemBase

from articles.models import Tag
from articles.models.article import RelatedPickBase
from articles.models.author import ContributionBase
from articles.models.text import StoryText
from newsroom.querysets import StoryQuerySet


class Status(models.TextChoices):
    """Where a story stands at the desk. Changed by `newsroom.workflow.move` alone."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned")
    IN_EDIT = "in_edit", _("In edit")
    APPROVED = "approved", _("Approved")
    SCHEDULED = "scheduled", _("Scheduled")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


_NEWEST = ("-changed_at", "-id")


class TaggedStory(ItemBase):
    content_object = models.ForeignKey("newsroom.Story", on_delete=models.CASCADE)
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="story_listings")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="story_tagged_once")]


class Story(StoryText):
    """A story at the desk: the working copy. Its number is the article's, from 1,000,000 up.

    Readers never see a row of this table: `newsroom.publishing` copies an approved version into the magazine.
    """

    status = models.CharField(_("status"), max_length=9, choices=Status, default=Status.DRAFT, editable=False)
    slug = models.SlugField(
        _("address"),
        max_length=255,
        blank=True,
        help_text=_("Empty: made from the approved title. It is fixed when the story first goes live."),
    )
    section = models.ForeignKey("articles.Section", verbose_name=_("section"), on_delete=models.PROTECT)
    topics = models.ManyToManyField("articles.Topic", verbose_name=_("topics"), blank=True)
    organizations = models.ManyToManyField(
        "organizations.Organization", verbose_name=_("organizations"), blank=True, related_name="+"
    )
    events = models.ManyToManyField("organizations.Event", verbose_name=_("events"), blank=True, related_name="+")
    tags = TaggableManager(through=TaggedStory, verbose_name=_("tags"), blank=True)

    go_live_at = models.DateTimeField(
        _("goes live"), null=True, blank=True, help_text=_("Day and minute, Vietnamese time. Empty: at once.")
    )
    embargo_until = models.DateTimeField(
        _("embargo until"), null=True, blank=True, help_text=_("Nobody can publish before.")
    )
    expires_at = models.DateTimeField(
        _("expires"), null=True, blank=True, help_text=_("Useful information leaves the lists then.")
    )

    revision = models.PositiveIntegerField(default=0, editable=False)  # +1 with every saved text
    change_number = models.PositiveIntegerField(default=0, editable=False)  # moves with every write: newsroom.holding
    current_version = models.ForeignKey(
        "newsroom.StoryVersion", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    approved_version = models.ForeignKey(
        "newsroom.StoryVersion", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written by"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="stories",
    )
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("edited by"),
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    created_at = models.DateTimeField(_("begun"), editable=False)
    changed_at = models.DateTimeField(_("changed"), editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("changed by"),
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    ticket = models.UUIDField(null=True, editable=False)  # of the empty form that it was first saved with
    title_folded = models.CharField(max_length=300, editable=False)

    objects = StoryQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at", "-pk"]
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        default_permissions = ["add", "view"]
        permissions = [
            ("submit_story", "Submit a story"),
            ("edit_story", "Edit colleagues' stories"),
            ("return_story", "Return a story"),
            ("approve_story", "Approve a story"),
            ("publish_story", "Publish and schedule a story"),
            ("withdraw_story", "Withdraw a story"),
            ("correct_story", "Publish a correction"),
            ("override_approval", "Approve one's own story, with a reason"),
            ("work_in_all_sections", "Work in all sections"),
            ("curate_lists", "Curate featured lists"),
            ("launch_lists", "Launch featured lists"),
            ("correct_photo", "Correct a photo's texts in published pages"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(go_live_at__isnull=True)
                | Q(embargo_until__isnull=True)
                | Q(go_live_at__gte=F("embargo_until")),
                name="story_not_before_embargo",
                violation_error_message=_("The story cannot go live before its embargo ends."),
            ),
            models.CheckConstraint(
                condition=Q(expires_at__isnull=True) | Q(go_live_at__isnull=True) | Q(expires_at__gt=F("go_live_at")),
                name="story_expires_after_going_live",
                violation_error_message=_("The story would expire before it goes live."),
            ),
            models.CheckConstraint(
                condition=Q(expires_at__isnull=True)
                | Q(embargo_until__isnull=True)
                | Q(expires_at__gt=F("embargo_until")),
                name="story_expires_after_embargo",
                violation_error_message=_("The story would expire before its embargo ends."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=Status.values),
                name="story_status_known",
                violation_error_message=_("Unknown status."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["approved", "scheduled", "published"]) | Q(approved_version__isnull=False),
                name="story_approved_has_version",
                violation_error_message=_("An approved story needs an approved version."),
            ),
            models.UniqueConstraint(
                fields=["ticket"],
                condition=Q(ticket__isnull=False),
                name="story_once_a_ticket",
                violation_error_message=_("This story was saved a moment ago. Here it is."),
            ),
        ]
        indexes = [
            models.Index(fields=["-changed_at", "-id"], name="story_changed"),
            # With all that the list filters by, so that any two or three filters are answered without the long rows.
            models.Index(fields=["status", *_NEWEST, "section", "kind", "created_by"], name="story_of_status"),
            models.Index(fields=["section", *_NEWEST, "status", "kind", "created_by"], name="story_of_section"),
            models.Index(fields=["created_by", *_NEWEST, "status", "section", "kind"], name="story_of_writer"),
            models.Index(fields=["kind", *_NEWEST, "status", "section", "created_by"], name="story_of_kind"),
        ]


class StoryContribution(ContributionBase):
    """A byline line of the working copy."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="contributions")

    class Meta(ContributionBase.Meta):
        verbose_name = _("contributor")
        verbose_name_plural = _("byline")
        constraints = [
            models.UniqueConstraint(
                fields=["story", "author", "role"],
                name="story_author_once_a_role",
                violation_error_message=_("This author already stands there in this role."),
            )
        ]

    def __str__(self) -> str:
        return str(self.author)


class StoryPick(RelatedPickBase):
    """A related story picked at the desk."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="picks")

    class Meta(RelatedPickBase.Meta):
        verbose_name = _("related story")
        verbose_name_plural = _("related stories")
        constraints = [
            models.UniqueConstraint(
                fields=["story", "place", "number"],
                name="story_pick_once",
                violation_error_message=_("This story is picked there already."),
            )
        ]


class StoryNote(models.Model):
    """A remark between colleagues; never published."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField(_("note"), max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("note")
        verbose_name_plural = _("notes")

    def __str__(self) -> str:
        return self.text[:80]
