"""What a process knows of changes, and whether something it holds is still as it should be."""

import logging
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic
from typing import TYPE_CHECKING, Self

from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from django.utils import timezone

from pagecache import bell
from pagecache.clock import moment_now
from pagecache.recording import EVERYTHING

if TYPE_CHECKING:
    from pagecache.querysets import ChangeQuerySet

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.25  # how often a process asks the database, when nothing rang
LOOK_AFTER_ERROR_SECONDS = 1.0
KEEP = timedelta(hours=26)  # nothing is kept for longer: a process that slept so long has missed changes
KEEP_SECONDS = KEEP.total_seconds()
MOST_KEYS = 20_000  # then those that are over are forgotten


@dataclass(frozen=True, slots=True)
class Touched:
    """One change to a key: its number, the moment from which it holds, and whether it was a withdrawal."""

    number: int
    due: float
    is_withdrawal: bool

    def says_all_of(self, earlier: Self, *, now: float) -> bool:
        """Whether an earlier change of the same key says nothing beyond this one."""
        is_over = earlier.due <= self.due <= now
        return (is_over or earlier.due == self.due) and self.is_withdrawal >= earlier.is_withdrawal


@dataclass(frozen=True, slots=True)
class Standing:
    """How something kept stands: `old_since` is None while it is fresh, which it is at most `until`."""

    until: float
    old_since: float | None = None
    is_withdrawn: bool = False


class Ledger:
    """The changes of the last day, and all that lie ahead, by key. One a process."""

    def __init__(self) -> None:
        self.number = -1  # the last one known; -1 before the database has been asked
        self.version = 0  # grows with every piece of news: compare it to see whether there was any
        self.identity = ""
        self._touched: dict[str, list[Touched]] = {}
        self._begun = 0.0  # when it began anew, with another database or with an older state of this one
        self._lock = threading.Lock()
        self._heard = b""
        self._look_at = 0.0

    @property
    def is_known(self) -> bool:
        """Whether the database has answered at least once."""
        return self.number >= 0

    def listen(self) -> None:
        """Look for changes if the bell rang or some time has passed; one thread at a time, the others go on."""
        rung = bell.of_machine()
        heard = rung.heard() if rung else b""
        now = monotonic()
        if heard == self._heard and now < self._look_at:
            return
        # After the bell everybody waits until its news is read; a look at intervals keeps nobody waiting.
        if not self._lock.acquire(blocking=heard != self._heard):
            return
        try:
            if heard != self._heard or now >= self._look_at:
                self._look_at = now + (LOOK_SECONDS if self._look() else LOOK_AFTER_ERROR_SECONDS)
                self._heard = heard
        finally:
            self._lock.release()

    def standing(self, keys: Iterable[str], *, number: int, drawn: float, until: float, now: float) -> Standing:
        """How something stands that was drawn at a moment, when the changes up to `number` were known."""
        if number > self.number or drawn < self._begun:  # as of changes that this database does not know
            return Standing(until=drawn, old_since=drawn, is_withdrawn=True)
        old_since: float | None = None
        is_withdrawn = False
        until = min(until, drawn + KEEP_SECONDS)
        if now >= until:
            old_since = until
        for key in (EVERYTHING, *keys):
            for touched in self._touched.get(key, ()):
                if touched.number <= number and touched.due <= drawn:
                    continue
                if touched.due > now:
                    until = min(until, touched.due)
                else:
                    old_since = touched.due if old_since is None else min(old_since, touched.due)
                    is_withdrawn |= touched.is_withdrawal
        return Standing(until, old_since, is_withdrawn)

    def _look(self) -> bool:
        """Read what is new. False when the database does not answer: then what is known goes on to hold."""
        from pagecache.models import ONLY, Change, Clock

        try:
            if not connection.in_atomic_block:
                close_old_connections()
            clock = Clock.objects.filter(pk=ONLY).values_list("number", "identity").first()
            number, identity = clock or (0, "")
            if str(identity) != self.identity or number < self.number:
                self._begun = moment_now() if self.identity else 0.0
                self._touched, self.number, self.identity = {}, -1, str(identity)
                self.version += 1
            if number == self.number:
                return True
            self._take_in(Change.objects.after(self.number).due_since(timezone.now() - KEEP).upto(number))
            self.number = number
            self.version += 1
        except (DatabaseError, InterfaceError):
            log.warning("The page cache cannot ask for changes.", exc_info=True)
            return False
        return True

    def _take_in(self, changes: "ChangeQuerySet") -> None:
        now = moment_now()
        touched = self._touched.copy()
        if len(touched) > MOST_KEYS:
            over = now - KEEP_SECONDS
            touched = {key: held for key, held in touched.items() if any(each.due > over for each in held)}
        rows = changes.order_by("number", "pk").values_list("key", "number", "due_at", "is_withdrawal")
        for key, number, due_at, is_withdrawal in rows:
            new = Touched(number, due_at.timestamp(), is_withdrawal)
            touched[key] = [*(each for each in touched.get(key, ()) if not new.says_all_of(each, now=now)), new]
        self._touched = touched


ledger = Ledger()
