"""The process that delivers: it beats, takes over from the dead, starts periodic jobs, empties the outbox."""

import logging
import os
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone

from outbox import delivery
from outbox.models import Worker

log = logging.getLogger(__name__)

POLL_SECONDS = 0.25  # an empty look costs one indexed query
BEAT_SECONDS = 5.0
HOUSEKEEPING_SECONDS = 5.0


class Loop:
    """One worker's life, from its first beat until it is asked to stop."""

    def __init__(self, *, beat_seconds: float = BEAT_SECONDS, silence: timedelta = delivery.SILENCE) -> None:
        self.beat_seconds = beat_seconds
        self.silence = silence
        self.stopping = threading.Event()
        self._row: Worker | None = None

    def run(self) -> None:
        """Deliver until asked to stop; an unreachable database is waited for."""
        with self._beating():
            housekeeping_at = timezone.now()
            while not self.stopping.is_set():
                close_old_connections()
                try:
                    if timezone.now() >= housekeeping_at:
                        self.keep_house()
                        housekeeping_at = timezone.now() + timedelta(seconds=HOUSEKEEPING_SECONDS)
                    busy = self.deliver_next()
                except DatabaseError:
                    log.exception("Outbox: the database does not answer; trying again.")
                    connection.close()
                    busy = False
                    self.stopping.wait(2)
                if not busy:
                    self.stopping.wait(POLL_SECONDS)

    def run_once(self) -> int:
        """Deliver all that is due now, periodic jobs included, and return how many messages that were."""
        with self._beating():
            self.keep_house()
            delivered = 0
            while not self.stopping.is_set() and self.deliver_next():
                delivered += 1
        return delivered

    def keep_house(self) -> None:
        """Between deliveries: take over from the dead, and start what is periodically due."""
        worker, now = self._worker(), timezone.now()
        delivery.take_over(by=worker, at=now, silence=self.silence)
        delivery.put_in_due_jobs(at=now)

    def deliver_next(self) -> bool:
        """Deliver one message; False when none is due."""
        message = delivery.claim(worker=self._worker(), at=timezone.now())
        if message is None:
            return False
        delivery.deliver(message)
        return True

    def _worker(self) -> Worker:
        """Our row: written when we sign on, and anew when others have taken us for dead."""
        if self._row is None:
            now = timezone.now()
            delivery.prepare_schedules(at=now)
            self._row = Worker.objects.create(
                name=f"{socket.gethostname()}:{os.getpid()}"[:120], started_at=now, beat_at=now
            )
        return self._row

    def _beat(self) -> None:
        row = self._row
        if row is not None and not Worker.objects.filter(pk=row.pk).update(beat_at=timezone.now()):
            self._row = None

    @contextmanager
    def _beating(self) -> Iterator[None]:
        """Beat from a thread of its own, so that a long delivery is not taken for death."""
        done = threading.Event()

        def beat() -> None:
            while not done.wait(self.beat_seconds):
                close_old_connections()
                try:
                    self._beat()
                except DatabaseError:
                    connection.close()
            connection.close()

        thread = threading.Thread(target=beat, name="beat", daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()
            try:
                if self._row is not None:
                    self._row.delete()
                    self._row = None
            except DatabaseError:
                log.warning("Outbox: could not sign off; the beat will simply go stale.")

    def stop_on_signals(self) -> None:
        """The first SIGTERM or Ctrl-C lets the present message finish; the second ends at once."""

        def stop(number: int, frame: object) -> None:
            self.stopping.set()
            signal.signal(number, signal.SIG_DFL)

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
