"""The bodies of an event."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organizations.models.events import Event
from organizations.models.memory import Memory
from organizations.models.organization import Organization
from pagecache.rows import OnPagesQuerySet


class EventOrganizer(Memory):
    """A body's part in an event; a body that is not in the directory is named in words."""

    class Role(models.TextChoices):
        ORGANISER = "organiser", _("Organiser")
        CO_ORGANISER = "co_organiser", _("Co-organiser")
        HOST = "host", _("Host")
        PARTICIPANT = "participant", _("Participant")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="organizers", verbose_name=_("event"))
    organization = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="event_roles",
        verbose_name=_("organization"),
    )
    name = models.CharField(
        _("name in words"), max_length=255, blank=True, help_text=_("Only for a body that is not in the directory.")
    )
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.ORGANISER)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = OnPagesQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("organization of the event")
        verbose_name_plural = _("organizations of the event")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "organization"],
                name="organizations_event_body_once",
                violation_error_message=_("This body is already named for the event."),
            ),
            models.CheckConstraint(
                condition=Q(organization__isnull=False, name="") | (Q(organization__isnull=True) & ~Q(name="")),
                name="organizations_event_body_or_words",
                violation_error_message=_("Choose a body, or name it in words: one of the two."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shown_name} ({self.get_role_display()})"

    @property
    def shown_name(self) -> str:
        """The body's name on the day of the event, or the words that stand for it."""
        return self.organization.name_on(self.event.starts_on) if self.organization else self.name
