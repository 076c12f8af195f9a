"""The workflow as a colleague meets it: which buttons there are now, and taking one, through the door if need be."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from locking import locked_row
from newsroom import publishing, rights, workflow
from newsroom.models import Status, Story
from newsroom.workflow import Transition

if TYPE_CHECKING:
    from accounts.models import User

# The one step that a status waits for. Published and scheduled stories wait for nothing.
NEXT = {
    Status.DRAFT: Status.SUBMITTED,
    Status.RETURNED: Status.SUBMITTED,
    Status.SUBMITTED: Status.IN_EDIT,
    Status.IN_EDIT: Status.APPROVED,
    Status.APPROVED: Status.PUBLISHED,
    Status.WITHDRAWN: Status.IN_EDIT,
}


@dataclass(frozen=True, slots=True)
class Offer:
    """A step as a button. `reason_label` is what its dialog asks; empty where no reason is needed."""

    to: Status
    label: str
    reason_label: str = ""
    is_next: bool = False


def offers(story: Story, *, by: "User", now: datetime) -> list[Offer]:
    """The steps open to a colleague, the next one first."""
    live = Article.objects.live(at=now).filter(pk=story.pk).exists()
    wrote = rights.wrote(by, story)
    ahead = is_ahead(story, now=now)
    found = []
    for step in workflow.steps_from(story, by=by, live=live):
        if step.target == Status.APPROVED and not step.door and wrote and not by.has_perm("newsroom.override_approval"):
            continue
        if step.source == Status.APPROVED and step.target == (Status.PUBLISHED if ahead else Status.SCHEDULED):
            continue  # the time in the form decides which of the two it is
        found.append(
            Offer(
                to=step.target,
                label=str(step.label),
                reason_label=_reason_label(step, wrote=wrote),
                is_next=_is_next(step, ahead=ahead),
            )
        )
    return sorted(found, key=lambda offer: not offer.is_next)


def is_ahead(story: Story, *, now: datetime) -> bool:
    """Does the story have a time to go live that has not come yet?"""
    return story.go_live_at is not None and story.go_live_at > now


@transaction.atomic
def take(story: Story, *, to: str, by: "User", reason: str = "", now: datetime) -> Status:
    """Take a step and return the status reached: "publish" is "schedule" while the go-live time lies ahead.

    Raises ValidationError or PermissionDenied, as `workflow.move` and the door do.
    """
    row = locked_row(story)
    if to not in Status.values:
        raise ValidationError(_("There is no such step."), code="no_such_step")
    if row.status == to:
        raise ValidationError(
            _("The story is “%(status)s” already."), code="taken_already", params={"status": row.get_status_display()}
        )
    step = workflow.transition(row.status, to)
    if not step.door:
        workflow.move(story, to=to, by=by, reason=reason, now=now)
    elif to == Status.WITHDRAWN:
        publishing.withdraw(story, by=by, reason=reason, now=now)
    elif to == Status.APPROVED:
        publishing.unschedule(story, by=by, now=now)
    else:
        _go_live(row, step=step, by=by, now=now)
    story.refresh_from_db()
    return Status(story.status)


def _go_live(row: Story, *, step: Transition, by: "User", now: datetime) -> None:
    if step.target == Status.SCHEDULED and not is_ahead(row, now=now):
        raise ValidationError(_("Set the day and minute first: the time to go live must lie ahead."), code="no_time")
    if step.source == Status.SCHEDULED and row.go_live_at is not None:
        row.go_live_at = None  # "publish now" gives the schedule up
        row.save(update_fields=["go_live_at"])
    publishing.publish(row, by=by, now=now)


def _reason_label(step: Transition, *, wrote: bool) -> str:
    if step.target == Status.RETURNED:
        return gettext("What should the writer change?")
    if step.target == Status.WITHDRAWN:
        return gettext("Why is the story withdrawn?")
    if step.target == Status.APPROVED and not step.door and wrote:
        return gettext("You wrote or sign this story. Why do you approve it yourself?")
    return ""


def _is_next(step: Transition, *, ahead: bool) -> bool:
    wanted = NEXT.get(step.source)
    if wanted == Status.PUBLISHED and ahead:
        wanted = Status.SCHEDULED
    return step.target == wanted
