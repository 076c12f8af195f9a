"""What goes outward (purges, mail, probes) is a row first, written in the same transaction as its cause."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from outbox.querysets import MessageQuerySet, ScheduleQuerySet, WorkerQuerySet


class Lane(models.TextChoices):
    """What is delivered side by side: each lane has a process of its own, so that none waits for another."""

    SCHEDULES = "schedules", _("schedules and caches in front")
    MAIL = "mail", _("mail")
    REST = "rest", _("everything else")


class Worker(models.Model):
    """A process that delivers one lane. It beats while it is within its time, so that what a dead one held can be
    taken over.
    """

    name = models.CharField(_("name"), max_length=120, help_text=_("Machine and process number."))
    lane = models.CharField(_("lane"), max_length=10, blank=True, help_text=_("Empty: all of them."))
    started_at = models.DateTimeField(_("started"))
    beat_at = models.DateTimeField(_("last heard of"), db_index=True)

    objects = WorkerQuerySet.as_manager()

    class Meta:
        verbose_name = _("worker")
        verbose_name_plural = _("workers")

    def __str__(self) -> str:
        return self.name


class Message(models.Model):
    """One thing to deliver: repeated until it succeeds, given up visibly after too many tries."""

    class State(models.TextChoices):
        PENDING = "pending", _("waiting")
        RUNNING = "running", _("being delivered")
        DONE = "done", _("delivered")
        FAILED = "failed", _("given up")
        ASIDE = "aside", _("left undone")

    kind = models.CharField(_("kind"), max_length=80)
    key = models.CharField(
        _("key"), max_length=200, blank=True, help_text=_("What it is about; equal waiting messages are one.")
    )
    payload = models.JSONField(_("content"), default=dict)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PENDING)
    due_at = models.DateTimeField(_("due"))
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    last_error = models.TextField(_("last error"), blank=True)
    failing_since = models.DateTimeField(_("failing since"), null=True, blank=True)
    worker = models.ForeignKey(
        Worker, on_delete=models.SET_NULL, null=True, blank=True, verbose_name=_("worker"), related_name="+"
    )
    created_at = models.DateTimeField(_("created"))
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    done_at = models.DateTimeField(_("finished"), null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("outgoing message")
        verbose_name_plural = _("outgoing messages")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key", "state"],
                condition=Q(state__in=["pending", "running"]) & ~Q(key=""),
                name="outbox_one_waiting_and_one_running",
                violation_error_message=_("The same message is waiting already."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["pending", "running", "done", "failed", "aside"]), name="outbox_known_state"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], condition=Q(state="pending"), name="outbox_due"),
            models.Index(fields=["kind", "due_at", "id"], condition=Q(state="pending"), name="outbox_due_of_kind"),
            models.Index(fields=["failing_since"], condition=Q(failing_since__isnull=False), name="outbox_failing"),
            # None over all states: SQLite, which has no statistics, would take it and sort all that waits.
            models.Index(fields=["kind", "key"], condition=Q(state="running"), name="outbox_running"),
            models.Index(fields=["done_at"], condition=Q(done_at__isnull=False), name="outbox_done"),
            models.Index(fields=["done_at"], condition=Q(state="failed"), name="outbox_given_up"),
        ]

    def __str__(self) -> str:
        from outbox.queue import words_of  # which knows this module

        return f"{words_of(self.kind)} {self.key}".strip()


class Schedule(models.Model):
    """When a periodic job is next put into the outbox; shared by all workers."""

    name = models.CharField(_("job"), max_length=80, unique=True)
    next_at = models.DateTimeField(_("next run"))
    done_at = models.DateTimeField(_("last finished"), null=True, blank=True)
    failing_since = models.DateTimeField(_("failing since"), null=True, blank=True)
    failures = models.PositiveIntegerField(_("failed runs"), default=0, help_text=_("Since it last succeeded."))
    last_error = models.TextField(_("last error"), blank=True)

    objects = ScheduleQuerySet.as_manager()

    class Meta:
        verbose_name = _("periodic job")
        verbose_name_plural = _("periodic jobs")
        ordering = ["name"]

    def __str__(self) -> str:
        from outbox.queue import words_of  # which knows this module

        return words_of(self.name)
