"""Housekeeping beside the lanes: beating for those that are in time, taking over from the dead, periodic jobs."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import Error, close_old_connections, connection, transaction
from django.db.models import F, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from outbox import queue, takeover
from outbox.board import ChildStatus
from outbox.models import Message, Schedule, Worker
from outbox.queue import enqueue

if TYPE_CHECKING:
    from outbox.worker import Stop

log = logging.getLogger(__name__)

EVERY_SECONDS = 2.0


class Housekeeper:
    """A child that delivers nothing, so that no delivery keeps it from beating for the others."""

    def __init__(self, *, status: ChildStatus, lanes: Sequence[ChildStatus], stop: "Stop") -> None:
        self.status = status
        self.lanes = lanes
        self.stop = stop
        self._is_prepared = False
        self._last_round: datetime | None = None
        self._take_over_from: datetime | None = None

    def run(self) -> None:
        """Until asked to stop; an unreachable database is waited for."""
        while not self.stop:
            self.status.extend_deadline()
            close_old_connections()
            try:
                self.keep(at=timezone.now())
            except Error:
                log.exception("Outbox: the database does not answer; trying again.")
                connection.close()
            self.stop.wait(min(EVERY_SECONDS, takeover.SILENCE.total_seconds() / 5))

    def keep(self, *, at: datetime) -> None:
        """One round: beat for the lanes that live, take over from the dead, start what is periodically due.

        The machine may have slept, its clock been put forward, or all may have waited for the database: then the lanes
        of other workers could not beat either. After a round that comes late nobody is taken for dead until they could.
        """
        if self._last_round is not None and at - self._last_round > takeover.SILENCE / 2:
            self._take_over_from = at + takeover.SILENCE
        self._last_round = at
        if not self._is_prepared:
            prepare_schedules(at=at)
            self._is_prepared = True
        beat(self.lanes, at=at)
        if self._take_over_from is None or at >= self._take_over_from:
            takeover.take_over(at=at)
        put_in_due_jobs(at=at)


def beat(lanes: Sequence[ChildStatus], *, at: datetime) -> None:
    """Say of every lane that it lives: heard of lately, or busy with a message that is within its time."""
    workers = [status.worker for status in lanes if status.worker and status.is_in_time]
    Worker.objects.filter(pk__in=workers).update(beat_at=at)


def prepare_schedules(*, at: datetime) -> None:
    """Give new periodic jobs a first time, which is now or their hour, and forget jobs that no longer exist."""
    Schedule.objects.exclude(name__in=queue.periodic).delete()
    jobs = queue.periodic.values()
    first = [Schedule(name=job.name, next_at=at if job.hour is None else job.turn_after(at)) for job in jobs]
    Schedule.objects.bulk_create(first, ignore_conflicts=True)


def put_in_due_jobs(*, at: datetime) -> None:
    """Put every periodic job whose time has come into the outbox, once for all workers.

    One that failed and waits for its next try is left alone: put in anew it would forget that it fails.
    """
    for schedule in Schedule.objects.due(at=at):
        job = queue.periodic.get(schedule.name)
        if job is None:
            continue
        try:
            with transaction.atomic():
                due = Schedule.objects.due(at=at).filter(pk=schedule.pk)
                ours = due.update(next_at=job.turn_after(at))
                if ours and not Message.objects.pending().of(job.name, key=job.name).exists():
                    enqueue(job.name, {}, key=job.name, due_at=at)
        except Exception as error:  # the other jobs are put in all the same
            log.exception("Outbox: the job %s could not be put in.", job.name)
            _note(schedule, error=error, at=at)


def _note(schedule: Schedule, *, error: Exception, at: datetime) -> None:
    Schedule.objects.filter(pk=schedule.pk).update(
        next_at=at + timedelta(seconds=60),
        failing_since=Coalesce(F("failing_since"), Value(at)),
        failures=F("failures") + 1,
        last_error=f"{type(error).__name__}: {error}"[:2000],
    )
