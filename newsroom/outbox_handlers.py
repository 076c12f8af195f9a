"""What the worker does for the desk: schedules that come due."""

from django.utils import timezone

from newsroom import publishing
from newsroom.publishing.lists import launch_due
from outbox.queue import every


@every(seconds=15, name="newsroom.schedules")
def carry_out_schedules() -> None:
    """Replacements of live stories and launches of lists; a first publication needs no worker to appear."""
    now = timezone.now()
    publishing.publish_due(now=now)
    launch_due(now=now)
