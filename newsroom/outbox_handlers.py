"""What the worker does for the desk: schedules that come due."""

from django.utils import timezone

from newsroom import curation, losses, publishing
from newsroom.publishing.lists import launch_due
from newsroom.telling import tell_of_a_launch, tell_of_a_loss
from outbox.queue import Payload, every, handler


@handler(losses.MAIL)
def mail_a_loss(payload: Payload) -> None:
    tell_of_a_loss(**payload)


@handler(curation.MAIL)
def mail_a_launch(payload: Payload) -> None:
    tell_of_a_launch(**payload)


@every(seconds=15, name="newsroom.schedules")
def carry_out_schedules() -> None:
    """Replacements of live stories and launches of lists; a first publication needs no worker to appear."""
    now = timezone.now()
    publishing.publish_due(now=now)
    launch_due(now=now)
