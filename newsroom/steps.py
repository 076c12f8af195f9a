"""The workflow as a colleague meets it: which buttons there are now, and taking one, through the door if need be."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from newsroom import four_eyes, publishing, workflow
from newsroom.four_eyes import OVERRIDE, Hands
from newsroom.holding import compare, hold, write
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
    hands, ahead = four_eyes.hands_of(by, story), is_ahead(story, now=now)
    found = []
    for step in _steps(story, by=by, now=now):
        if _is_for_another(step, hands=hands) and not by.has_perm(OVERRIDE):
            continue
        if step.source == Status.APPROVED and step.target == (Status.PUBLISHED if ahead else Status.SCHEDULED):
            continue  # the time in the form decides which of the two it is
        found.append(
            Offer(
                to=step.target,
                label=str(step.label),
                reason_label=_reason_label(step, hands=hands),
                is_next=_is_next(step, ahead=ahead),
            )
        )
    return sorted(found, key=lambda offer: not offer.is_next)


def for_others(story: Story, *, by: "User", now: datetime) -> list[str]:
    """Sentences on the steps that a colleague's role takes, but not with this text: who takes them instead."""
    hands = four_eyes.hands_of(by, story)
    if by.has_perm(OVERRIDE):
        return []
    waiting = {step.target: step for step in _steps(story, by=by, now=now) if _is_for_another(step, hands=hands)}
    said = []
    if Status.APPROVED in waiting:
        said.append(gettext("You wrote or sign this story: another colleague approves it."))
    if Status.PUBLISHED in waiting:
        said.append(gettext("You wrote and approved this text: another colleague publishes it."))
    return said


def _steps(story: Story, *, by: "User", now: datetime) -> list[Transition]:
    live = Article.objects.live(at=now).filter(pk=story.pk).exists()
    return workflow.steps_from(story, by=by, live=live)


def _is_for_another(step: Transition, *, hands: Hands) -> bool:
    """Four eyes: nobody approves a story of their own, nor publishes what they wrote and approved."""
    if step.target == Status.APPROVED and not step.door:
        return hands.owns
    return step.target in {Status.PUBLISHED, Status.SCHEDULED} and hands.would_do_all


def is_ahead(story: Story, *, now: datetime) -> bool:
    """Does the story have a time to go live that has not come yet?"""
    return story.go_live_at is not None and story.go_live_at > now


@transaction.atomic
def take(
    story: Story,
    *,
    to: str,
    by: "User",
    reason: str = "",
    now: datetime,
    seen: int | None = None,
    own_changes_read: bool = False,
) -> Status:
    """Take a step and return the status reached: "publish" is "schedule" while the go-live time lies ahead.

    `seen` is the story's `change_number` that stood on the screen; a step that is taken already is no conflict.
    Raises ValidationError or PermissionDenied, as `workflow.move` and the door do.
    """
    row = hold(story)
    if to not in Status.values:
        raise ValidationError(_("There is no such step."), code="no_such_step")
    if row.status == to:
        raise ValidationError(
            _("The story is “%(status)s” already."), code="taken_already", params={"status": row.get_status_display()}
        )
    compare(row, seen=seen)
    step = workflow.transition(row.status, to)
    if not step.door:
        workflow.move(story, to=to, by=by, reason=reason, now=now, own_changes_read=own_changes_read)
    elif to == Status.WITHDRAWN:
        publishing.withdraw(story, by=by, reason=reason, now=now)
    elif to == Status.APPROVED:
        publishing.unschedule(story, by=by, now=now)
    else:
        _go_live(row, step=step, by=by, reason=reason, now=now)
    story.refresh_from_db()
    return Status(story.status)


def _go_live(row: Story, *, step: Transition, by: "User", reason: str, now: datetime) -> None:
    if step.target == Status.SCHEDULED and not is_ahead(row, now=now):
        raise ValidationError(_("Set the day and minute first: the time to go live must lie ahead."), code="no_time")
    if step.source == Status.SCHEDULED and row.go_live_at is not None:
        row.go_live_at = None  # "publish now" gives the schedule up
        write(row, "go_live_at")
    publishing.publish(row, by=by, reason=reason, now=now)


def _reason_label(step: Transition, *, hands: Hands) -> str:
    if step.target == Status.RETURNED:
        return gettext("What should the writer change?")
    if step.target == Status.WITHDRAWN:
        return gettext("Why is the story withdrawn?")
    if not _is_for_another(step, hands=hands):
        return ""
    if step.target == Status.APPROVED:
        return gettext("You wrote or sign this story. Why do you approve it yourself?")
    return gettext("You wrote and approved this text. Why do you publish it yourself?")


def _is_next(step: Transition, *, ahead: bool) -> bool:
    wanted = NEXT.get(step.source)
    if wanted == Status.PUBLISHED and ahead:
        wanted = Status.SCHEDULED
    return step.target == wanted
