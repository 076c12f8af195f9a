"""The parent of a worker: it starts a child for each lane, ends what is over its time, and starts anew what ended.

It asks no database and delivers nothing, so that nothing can make it hang; children are ended with SIGKILL, which also
ends a call that hangs in C (a name server, TLS). Children are made by fork: what has been loaded is shared.
"""

import gc
import logging
import time
from collections.abc import Callable
from importlib import import_module

from django.conf import settings
from django.db import connections
from django.template import engines
from django.urls import get_resolver
from django.utils import timezone

from outbox import forking
from outbox.board import ChildStatus, child_statuses
from outbox.house import Housekeeper
from outbox.models import Lane
from outbox.takeover import EndedWorker, put_back_held
from outbox.worker import Loop, Stop

log = logging.getLogger(__name__)

GRACE_SECONDS = 10.0  # for what is being delivered when all shall end
LAST_SECONDS = 5.0  # for SIGKILL to take effect, and for putting back what was held
START_SECONDS = 60.0  # until a child's first sign of life
LOOK_SECONDS = 0.5
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0  # before a child that ended is started again
LONG_LIFE = 60.0  # after which the end of a child is no sequel to the last one


class Child:
    """One of the children: how it is started, and what is known of it and of its predecessors."""

    def __init__(self, name: str, *, status: ChildStatus, run: Callable[[list[EndedWorker]], None]) -> None:
        self.name = name
        self.status = status
        self.pid = 0
        self.start_at = 0.0
        self.ended_workers: list[EndedWorker] = []  # whose messages nobody has put back yet
        self._run = run
        self._pause = FIRST_PAUSE
        self._started_at = 0.0
        self._is_killed = self._is_asked = False

    def start(self) -> None:
        self._is_killed = self._is_asked = False
        self.status.sign_off()
        self.status.extend_deadline(for_seconds=START_SECONDS)
        ended_workers = list(self.ended_workers)
        self._started_at = time.monotonic()
        try:
            self.pid = forking.start(lambda: self._run(ended_workers))
        except OSError:  # no memory, or no process left
            log.exception("Outbox: %s cannot be started.", self.name)
            self._wait()

    def kill(self, *, is_asked: bool = False) -> None:
        if not self._is_killed:
            self._is_killed, self._is_asked = True, is_asked
            forking.kill(self.pid)

    def ended(self, *, how: str) -> None:
        """It is gone: remember what it may have held, and when to start the next."""
        self.pid = 0
        if time.monotonic() - self._started_at >= LONG_LIFE:
            self._pause = FIRST_PAUSE
        if worker := self.status.worker:  # it had put back what its predecessors held before it signed on
            over_time = self._is_killed and not self._is_asked
            self.ended_workers = [EndedWorker(worker, how=how, was_over_time=over_time, was_asked=self._is_asked)]
            self._pause = FIRST_PAUSE
            if over_time:  # it lived long enough; the next one puts back at once what this one held
                self.start_at = 0.0
                return
        self._wait()

    def _wait(self) -> None:
        self.start_at = time.monotonic() + self._pause
        self._pause = min(self._pause * 2, LONGEST_PAUSE)  # until one signs on, or lives for long


class Supervisor:
    """A worker, from its start until it is asked to stop."""

    def __init__(self, *, grace_seconds: float = GRACE_SECONDS) -> None:
        self.grace_seconds = grace_seconds
        self._asked = 0  # how many times we were asked to stop
        house, *lanes = child_statuses(len(Lane) + 1)
        self._children = [Child("house", status=house, run=lambda ended_workers: self._keep_house(house, lanes))]
        self._children += [self._lane(lane, status=status) for lane, status in zip(Lane, lanes, strict=True)]

    def run(self) -> None:
        """Until SIGTERM or Ctrl-C: then what is being delivered may finish within the grace, a second one ends it."""
        with forking.waking(self._heard) as wait:
            load()
            while not self._asked:
                for child in self._children:
                    if not child.pid and time.monotonic() >= child.start_at:
                        child.start()
                wait(LOOK_SECONDS)
                self._reap()
                self._kill_what_is_over_time()
            self._end(wait)

    def _heard(self, number: int) -> None:
        self._asked += number in forking.STOPPING

    def _lane(self, lane: Lane, *, status: ChildStatus) -> Child:
        def run(ended_workers: list[EndedWorker]) -> None:
            loop = Loop(lane, status=status, ended_workers=ended_workers)
            loop.stop.listen()
            loop.run()

        return Child(lane.value, status=status, run=run)

    def _keep_house(self, status: ChildStatus, lanes: list[ChildStatus]) -> None:
        stop = Stop()
        stop.listen()
        Housekeeper(status=status, lanes=lanes, stop=stop).run()

    def _reap(self) -> None:
        for pid, how in forking.ended():
            for child in self._children:
                if child.pid == pid:
                    if not self._asked:
                        log.warning("Outbox: %s ended (%s).", child.name, how)
                    child.ended(how=how)

    def _kill_what_is_over_time(self) -> None:
        for child in self._children:
            if child.pid and not child.status.is_in_time:
                log.error("Outbox: %s takes too long; it is ended and started again.", child.name)
                child.kill()

    def _end(self, wait: Callable[[float], None]) -> None:
        until = time.monotonic() + self.grace_seconds
        for child in self._living():
            forking.ask(child.pid)
        while self._living() and time.monotonic() < until and self._asked < 2:
            wait(LOOK_SECONDS)
            self._reap()
        until = time.monotonic() + LAST_SECONDS
        for child in self._living():
            child.kill(is_asked=True)
        while self._living() and time.monotonic() < until:
            wait(LOOK_SECONDS)
            self._reap()
        self._put_back(wait)

    def _living(self) -> list[Child]:
        return [child for child in self._children if child.pid]

    def _put_back(self, wait: Callable[[float], None]) -> None:
        """What the killed held goes back at once; if the database is away, others take it over as from the dead."""
        ended_workers = [ended for child in self._children for ended in child.ended_workers]
        if not ended_workers:
            return

        def put_back_all() -> None:
            for ended in ended_workers:
                put_back_held(ended, at=timezone.now())

        try:
            pid, until = forking.start(put_back_all), time.monotonic() + LAST_SECONDS
        except OSError:
            log.exception("Outbox: what was held cannot be put back.")
            return
        while pid not in dict(forking.ended()):
            if time.monotonic() >= until:
                forking.kill(pid)
                return
            wait(LOOK_SECONDS)


def load() -> None:
    """Load once what all children need, leave no connection open that they would share, and freeze the rest."""
    import_module(settings.ROOT_URLCONF)
    get_resolver().reverse_dict  # noqa: B018  # mails name addresses
    engines.all()
    connections.close_all()
    gc.collect()
    gc.freeze()  # the collector of a child writes to no page that it shares with the others
