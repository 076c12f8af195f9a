"""What is not well with the outbox, in words: lanes that nobody delivers, jobs and messages that fail."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from outbox.models import Lane, Message, Schedule, Worker
from outbox.queue import words_of
from outbox.takeover import DIED

HEARD_WITHIN = timedelta(minutes=1)
MOST_NAMED = 10

# Errors that we write ourselves, as the desk reads them; all others are told as they are.
_OUR_ERRORS = (
    (re.compile(r"Took longer than ([\d.]+) s\."), gettext_lazy("took longer than %s seconds and was broken off")),
    (re.compile(r"The worker died while delivering \((.*)\)\."), gettext_lazy("the process died over it (%s)")),
    (
        re.compile(r"MayBeDone: The mail server took the mail and did not answer \((.*)\)\."),
        gettext_lazy("the mail server did not say whether it took the mail, which may have been sent (%s)"),
    ),
    (re.compile(re.escape(DIED)), gettext_lazy("the worker or its database went away meanwhile")),
)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that does not go as it should; `about` is the model whose list tells more."""

    text: str
    about: type[Message] | type[Schedule]
    since: datetime | None = None


def silent_lanes(*, at: datetime) -> list[Lane]:
    """Lanes of which no worker has been heard for a while: nothing in them is delivered.

    One that delivers what is due and ends (`run_worker --once`) is no worker that runs: killed, it would seem to live
    for as long as its message might have taken.
    """
    heard = set(Worker.objects.heard_since(at - HEARD_WITHIN).values_list("lane", flat=True))
    return [lane for lane in Lane if lane not in heard]


def troubles(*, at: datetime) -> list[Trouble]:
    """All of them; three queries."""
    lanes = silent_lanes(at=at)
    found = []
    if len(lanes) == len(Lane):
        text = _("No worker is running: nothing is being delivered. Start “manage.py run_worker”.")
        found.append(Trouble(text, about=Message))
    else:
        found += [
            Trouble(_("Nothing is being delivered in the lane “%s”.") % lane.label, about=Message) for lane in lanes
        ]
    for schedule in Schedule.objects.failing().order_by("failing_since")[:MOST_NAMED]:
        text = ngettext(
            "“%(job)s” has failed %(count)d time.", "“%(job)s” has failed %(count)d times.", schedule.failures
        )
        words = {"job": words_of(schedule.name), "count": schedule.failures}
        found.append(Trouble(text % words, about=Schedule, since=schedule.failing_since))
    if count := Message.objects.failing().count():
        first = Message.objects.failing().order_by("failing_since").values_list("failing_since", flat=True).first()
        text = ngettext(
            "%d outgoing message fails or was given up.", "%d outgoing messages fail or were given up.", count
        )
        found.append(Trouble(text % count, about=Message, since=first))
    return found


def in_words(error: str) -> str:
    """A message's last error as the desk reads it."""
    for pattern, words in _OUR_ERRORS:
        if match := pattern.fullmatch(error):
            return str(words) % match.groups()
    return error
