from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

if TYPE_CHECKING:
    from outbox.models import Message, Schedule, Worker  # noqa: F401


class MessageQuerySet(models.QuerySet["Message"]):
    def pending(self) -> Self:
        return self.filter(state="pending")

    def running(self) -> Self:
        return self.filter(state="running")

    def failed(self) -> Self:
        return self.filter(state="failed")

    def of(self, kind: str, *, key: str) -> Self:
        return self.filter(kind=kind, key=key)

    def deliverable(self, *, at: datetime) -> Self:
        """Pending, due, and not about a thing that a worker is busy with at this moment."""
        busy = self.model._default_manager.filter(state="running", kind=OuterRef("kind"), key=OuterRef("key"))
        return self.pending().filter(Q(key="") | ~Exists(busy), due_at__lte=at)

    def orphaned(self, *, at: datetime, silence: timedelta) -> Self:
        """Running for a worker that is gone, or silent for too long."""
        return self.running().filter(Q(worker=None) | Q(worker__beat_at__lt=at - silence))

    def held_by(self, worker: int) -> Self:
        """Begun by the worker with this number, and not finished."""
        return self.running().filter(worker=worker)

    def failing(self) -> Self:
        """What did not succeed and is still tried, and what was given up."""
        return self.filter(Q(failing_since__isnull=False) | Q(state="failed"))

    def done_before(self, moment: datetime) -> Self:
        """Delivered, or left undone by somebody who looked, before a moment."""
        return self.filter(state__in=["done", "aside"], done_at__lt=moment)

    def next_first(self) -> Self:
        return self.order_by("due_at", "pk")


class ScheduleQuerySet(models.QuerySet["Schedule"]):
    def due(self, *, at: datetime) -> Self:
        return self.filter(next_at__lte=at)

    def failing(self) -> Self:
        return self.filter(failing_since__isnull=False)


class WorkerQuerySet(models.QuerySet["Worker"]):
    def silent(self, *, at: datetime, silence: timedelta) -> Self:
        return self.filter(beat_at__lt=at - silence)

    def heard_since(self, moment: datetime) -> Self:
        return self.filter(beat_at__gte=moment)

    def last_beat(self) -> datetime | None:
        """When any worker was last heard of; None when none is running."""
        return self.aggregate(last=models.Max("beat_at"))["last"]
