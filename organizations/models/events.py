"""Events: what a body holds or takes part in, planned or held."""

from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from addresses.rows import HasSlug
from organizations.fields import FoldedField, SortKeyField
from organizations.models.country import Country
from organizations.models.dated import Precision
from organizations.models.organization import Organization
from organizations.models.province import Province
from organizations.models.sequence import FactsDigestField, SequenceField
from organizations.models.series import EventKind, EventSeries
from organizations.models.sourced import Sourced
from organizations.models.terms import Term
from organizations.ordinals import settle_ordinal, show_ordinal
from organizations.querysets import EventQuerySet


class Event(HasSlug, Sourced):
    """Something that takes place on one or several days, told in Hanoi time.

    Its number alone decides where its page is: others may have the same slug, and every older one leads on.
    """

    nameless = "su-kien"

    Kind = EventKind

    class Status(models.TextChoices):
        PLANNED = "planned", _("Planned")
        HELD = "held", _("Held")
        POSTPONED = "postponed", _("Postponed")
        CANCELLED = "cancelled", _("Cancelled")

    class Attendance(models.TextChoices):
        IN_PERSON = "in_person", _("In person")
        ONLINE = "online", _("Online")
        HYBRID = "hybrid", _("In person and online")

    name = models.CharField(_("name"), max_length=255)
    slug = models.SlugField(_("address"), max_length=160)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind, db_index=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PLANNED)
    series = models.ForeignKey(
        EventSeries,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("series"),
    )
    ordinal = models.PositiveSmallIntegerField(
        _("ordinal"), null=True, blank=True, help_text=_("Read from the written form when left empty.")
    )
    ordinal_text = models.CharField(
        _("ordinal as written"),
        max_length=40,
        blank=True,
        help_text=_("As the organiser writes it: lần thứ VI, lần thứ 22."),
    )
    part_of = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
        help_text=_("For a meeting that was two events in one: enter the meeting, then each part."),
    )
    starts_on = models.DateField(_("first day"), db_index=True)
    starts_time = models.TimeField(
        _("from"), null=True, blank=True, help_text=_("Hanoi time. Leave empty for an event of whole days.")
    )
    ends_on = models.DateField(_("last day"), db_index=True, help_text=_("The same as the first for one day."))
    ends_time = models.TimeField(_("until"), null=True, blank=True)
    precision = models.CharField(
        _("date known"),
        max_length=5,
        choices=Precision,
        default=Precision.DAY,
        help_text=_("“To the month” for an event planned for some day of the month: enter its first and last day."),
    )
    previous_starts_on = models.DateField(
        _("first day before it was moved"), null=True, blank=True, help_text=_("For a postponed event.")
    )
    attendance = models.CharField(_("form"), max_length=10, choices=Attendance, default=Attendance.IN_PERSON)
    online_url = models.URLField(_("online address"), blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True, help_text=_("Hall, house or street."))
    ward = models.CharField(_("ward or commune"), max_length=120, blank=True, help_text=_("phường Móng Cái 1"))
    district = models.CharField(
        _("district or town"), max_length=120, blank=True, help_text=_("Before 1 July 2025: thành phố Quy Nhơn.")
    )
    province = models.ForeignKey(
        Province,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("province"),
        help_text=_("The province of that day, also when it has merged since."),
    )
    country = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="hosted_events",
        verbose_name=_("held in"),
        help_text=_("For an event abroad."),
    )
    countries = models.ManyToManyField(
        Country,
        blank=True,
        related_name="events",
        verbose_name=_("countries"),
        help_text=_("The countries with which the event deals."),
    )
    term = models.ForeignKey(
        Term,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("term"),
        help_text=_("The term that a congress opens, or within which a meeting is counted."),
    )
    opens_term = models.BooleanField(_("opens the term"), default=False)
    organizations = models.ManyToManyField(
        Organization, through="EventOrganizer", related_name="events", verbose_name=_("organizations")
    )
    delegates = models.PositiveIntegerField(_("delegates"), null=True, blank=True)
    is_delegates_approximate = models.BooleanField(_("about so many"), default=False)
    countries_count = models.PositiveSmallIntegerField(_("countries taking part"), null=True, blank=True)
    organizations_count = models.PositiveSmallIntegerField(_("organizations taking part"), null=True, blank=True)
    description = models.TextField(
        _("description"), blank=True, help_text=_("Plain text for the event's page; an empty line parts paragraphs.")
    )
    website = models.URLField(_("website"), blank=True)
    photo = models.ForeignKey(
        "photos.Photo", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("photo")
    )
    photos = models.ManyToManyField("photos.Photo", blank=True, related_name="events", verbose_name=_("photos"))
    note = models.TextField(_("note for the desk"), blank=True, help_text=_("Readers never see it."))
    sort_key = SortKeyField()
    search_text = FoldedField(of=("name", "ordinal_text", "place", "ward", "district"))
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)
    sequence = SequenceField(_("calendar revision"))
    facts_digest = FactsDigestField()

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-id"]
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [models.Index(fields=["is_confirmed", "ends_on"], name="organizations_event_upcoming")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="organizations_event_days_in_order",
                violation_error_message=_("The event ends before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(ends_time__isnull=True) | Q(starts_time__isnull=False),
                name="organizations_event_end_needs_start",
                violation_error_message=_("An hour of ending needs an hour of beginning."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")) | Q(ends_time__isnull=True) | Q(ends_time__gt=F("starts_time")),
                name="organizations_event_hours_in_order",
                violation_error_message=_("The event ends before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(opens_term=False) | Q(term__isnull=False),
                name="organizations_event_opens_a_term",
                violation_error_message=_("Say which term the congress opens."),
            ),
            models.CheckConstraint(
                condition=~Q(part_of=F("id")),
                name="organizations_event_not_its_part",
                violation_error_message=_("An event cannot be a part of itself."),
            ),
            models.UniqueConstraint(
                fields=["term"],
                condition=Q(opens_term=True),
                name="organizations_event_term_opened_once",
                violation_error_message=_("Another congress opens this term already."),
            ),
            models.UniqueConstraint(
                fields=["series", "ordinal", "term"],
                condition=Q(term__isnull=False),
                name="organizations_event_ordinal_once_a_term",
                violation_error_message=_("The series already has an event with this ordinal in this term."),
            ),
            models.UniqueConstraint(
                fields=["series", "ordinal"],
                condition=Q(term__isnull=True),
                name="organizations_event_ordinal_once",
                violation_error_message=_("The series already has an event with this ordinal."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("pages:event", kwargs={"slug": self.slug, "number": self.pk})

    def page_moments(self) -> tuple[datetime | None, ...]:
        """It is over right after its last moment."""
        return (self.ends_at + timedelta(microseconds=1),)

    @property
    def is_all_day(self) -> bool:
        """Whether no hour is known."""
        return self.starts_time is None

    @property
    def starts_at(self) -> datetime:
        """The first moment, in Hanoi time."""
        return _moment(self.starts_on, self.starts_time or time.min)

    @property
    def ends_at(self) -> datetime:
        """The last moment, in Hanoi time: the end of the last day when no hour is known."""
        return _moment(self.ends_on, self.ends_time or time.max)

    @property
    def ordinal_shown(self) -> str:
        """The ordinal as the organiser writes it, for a heading."""
        return show_ordinal(self)

    @property
    def province_then(self) -> str:
        """The province's full name on the first day (prefetch `province__periods`)."""
        if not self.province:
            return ""
        period = self.province.period_on(self.starts_on)
        return period.full_name if period else self.province.name

    @property
    def location(self) -> str:
        """The place from the hall to the province (or country), as it was called on the day."""
        parts = [self.place, self.ward, self.district, self.province_then, self.country.name if self.country else ""]
        return ", ".join(part for part in parts if part)

    def is_upcoming(self, *, at: datetime) -> bool:
        """Whether the event is still to come or going on."""
        return self.ends_at >= at

    def clean(self) -> None:
        settle_ordinal(self)
        if self.starts_on and not self.ends_on:
            self.ends_on = self.starts_on
        if self.attendance == self.Attendance.IN_PERSON and self.online_url:
            raise ValidationError({"online_url": _("An event in person has no online address.")})
        if self.part_of_id:
            if self.part_of_id == self.pk:
                raise ValidationError({"part_of": _("An event cannot be a part of itself.")})
            if self.part_of and self.part_of.part_of_id:
                raise ValidationError({"part_of": _("A part cannot have parts of its own.")})
            if self.pk and self.parts.exists():
                raise ValidationError({"part_of": _("An event with parts cannot be a part itself.")})


def _moment(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))
