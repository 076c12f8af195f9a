"""One lane's loop: it signs on, claims and delivers one message after the other, until it is asked to stop."""

import logging
import os
import signal
import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from types import FrameType

from django.db import Error, InterfaceError, OperationalError, close_old_connections, connection
from django.utils import timezone

from outbox import delivery, forking, house, takeover
from outbox.board import ChildStatus, child_statuses
from outbox.models import Lane, Message, Worker
from outbox.queue import seconds_for
from outbox.takeover import EndedWorker

log = logging.getLogger(__name__)

POLL_SECONDS = {Lane.SCHEDULES: 0.25, Lane.MAIL: 0.5, Lane.REST: 0.5}  # an empty look costs one indexed query
LOOK_SECONDS = 5.0  # between two looks at our own row


class Stop:
    """Whether to end: somebody asked, or the parent is gone."""

    def __init__(self) -> None:
        self.is_asked = False
        self._parent = os.getppid()

    def __bool__(self) -> bool:
        return self.is_asked or os.getppid() != self._parent

    def listen(self) -> None:
        """From now on SIGTERM, Ctrl-C and a terminal that is closed ask."""
        for number in forking.STOPPING:
            signal.signal(number, self._ask)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self.is_asked = True

    def wait(self, seconds: float) -> None:
        """Rest, in naps: a signal must not be slept through."""
        until = time.monotonic() + seconds
        while not self and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, 0.25))


class Loop:
    """Delivers a lane in a process of its own, under its parent's eyes; without a lane all of them, here and now."""

    def __init__(
        self,
        lane: Lane | None = None,
        *,
        status: ChildStatus | None = None,
        ended_workers: Sequence[EndedWorker] = (),
    ) -> None:
        self.lane = lane
        self.status = status or child_statuses(1)[0]
        self.stop = Stop()
        self._ended_workers = list(ended_workers)
        self._outcome: tuple[Message, Exception | None] | None = None  # of a delivery, and not written down yet
        self._row: Worker | None = None

    def run(self) -> None:
        """Deliver until asked to stop; an unreachable database is waited for."""
        look_at = 0.0
        while not self.stop:
            self.status.extend_deadline()
            close_old_connections()
            try:
                self._record()
                if time.monotonic() >= look_at:
                    self._put_back_held()
                    takeover.take_back(self._worker(look=True), at=timezone.now())
                    look_at = time.monotonic() + LOOK_SECONDS
                is_busy = self.deliver_next()
            except Error:
                log.exception("Outbox: the database does not answer; trying again.")
                connection.close()
                is_busy, look_at = False, 0.0
                self.stop.wait(2)
            if not is_busy:
                self.stop.wait(POLL_SECONDS[self.lane or Lane.REST])
        self._sign_off()

    def run_once(self) -> int:
        """Deliver all that is due now, periodic jobs included, and return how many messages that were.

        In this very process: nobody ends what hangs.
        """
        try:
            self.keep_house()
            delivered = 0
            while not self.stop and self.deliver_next():
                delivered += 1
        finally:
            self._sign_off()
        return delivered

    def keep_house(self) -> None:
        """Before deliveries: take over from the dead, and start what is periodically due."""
        house.prepare_schedules(at=timezone.now())
        takeover.take_over(at=timezone.now())
        house.put_in_due_jobs(at=timezone.now())

    def deliver_next(self) -> bool:
        """Deliver one message; False when none is due."""
        message = delivery.claim(worker=self._worker(), at=timezone.now(), lane=self.lane)
        if message is None:
            return False
        self._begin(message)
        self._outcome = message, delivery.attempt(message)
        self._record()
        return True

    def _record(self) -> None:
        """Write down what came of a delivery. While the database is away it is kept, and written before anything else
        is begun: what was delivered would go out again.
        """
        if self._outcome is None:
            return
        self.status.extend_deadline()
        outcome, self._outcome = self._outcome, None
        message, error = outcome
        try:
            delivery.record(message, error=error)
        except (InterfaceError, OperationalError):
            self._outcome = outcome
            raise

    def _begin(self, message: Message) -> None:
        seconds = seconds_for(message.kind)
        self.status.extend_deadline(for_seconds=seconds)
        if self.lane is None:  # nobody beats for us meanwhile
            self._beat(ahead=timedelta(seconds=seconds))

    def _worker(self, *, look: bool = False) -> Worker:
        """Our row: written when we sign on, and anew when others have taken us for dead."""
        if self._row is not None and look and not self._beat():
            self._row = None
        if self._row is None:
            now, name = timezone.now(), f"{os.uname().nodename}:{os.getpid()}"
            self._row = Worker.objects.create(name=name[:120], lane=self.lane or "", started_at=now, beat_at=now)
            self.status.sign_on(self._row.pk)
        return self._row

    def _beat(self, *, ahead: timedelta = timedelta()) -> bool:
        """Say that we live; False when nobody knows us any more."""
        row = self._row
        return bool(row and Worker.objects.filter(pk=row.pk).update(beat_at=timezone.now() + ahead))

    def _put_back_held(self) -> None:
        """What our predecessors in this lane held comes first."""
        while self._ended_workers:
            self.status.extend_deadline()
            takeover.put_back_held(self._ended_workers[-1], at=timezone.now())
            self._ended_workers.pop()

    def _sign_off(self) -> None:
        if self._row is None:
            return
        with suppress(Error):  # the beat will simply go stale
            self._record()
            self._row.delete()
            self.status.sign_off()
        self._row = None
