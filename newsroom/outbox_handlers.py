"""What the worker does for the desk: schedules that come due, mails to colleagues, the nightly look at the door."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom import curation, door_audit, losses, publishing
from newsroom.importing import related as imported_related
from newsroom.publishing import due
from newsroom.telling import tell_of_a_launch, tell_of_a_loss
from outbox.models import Lane
from outbox.queue import DAY, MAIL_SECONDS, Payload, Undeliverable, every, handler


@handler(
    losses.MAIL, lane=Lane.MAIL, seconds=MAIL_SECONDS, words=_("tell by mail that an approval or schedule was lost")
)
def mail_a_loss(payload: Payload) -> None:
    tell_of_a_loss(**payload)


@handler(curation.MAIL, lane=Lane.MAIL, seconds=MAIL_SECONDS, words=_("tell by mail that a launch was changed"))
def mail_a_launch(payload: Payload) -> None:
    tell_of_a_launch(**payload)


@every(
    seconds=15, name="newsroom.schedules", lane=Lane.SCHEDULES, within=60, words=_("look for schedules that are due")
)
def look_for_schedules() -> None:
    """Replacements of live stories and launches of lists; a first publication needs no worker to appear."""
    due.put_in(now=timezone.now())


@handler(due.STORY, lane=Lane.SCHEDULES, seconds=60, words=_("put a scheduled story live"))
def publish_scheduled(payload: Payload) -> None:
    publishing.door.publish_scheduled(payload["number"], now=timezone.now())


@handler(due.LIST, lane=Lane.SCHEDULES, seconds=60, words=_("launch a scheduled list"))
def launch_scheduled(payload: Payload) -> None:
    publishing.lists.launch_scheduled(payload["list"], now=timezone.now())


@every(seconds=DAY, hour=3, name="newsroom.audit_door", within=900, words=_("hold what readers have against the desk"))
def audit_the_door() -> None:
    """What is found stands on the desk's first page, and the job fails until a later night finds nothing."""
    if count := door_audit.keep_findings(at=timezone.now()):
        raise Undeliverable(f"{count} stories stand before readers otherwise than at the desk: manage.py audit_door")


@handler(imported_related.KIND, seconds=60, words=_("work out the related stories of what was imported"))
def work_out_imported(payload: Payload) -> None:
    imported_related.work_out(payload)
