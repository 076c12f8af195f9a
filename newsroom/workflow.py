"""The life of a story at the desk, as data, and the one function that moves it.

Buttons, bulk actions and commands all call `move`; nothing else writes `Story.status`.
`docs/workflow.md` is drawn from `TRANSITIONS` (manage.py workflow_diagram).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from newsroom import audit, checks, four_eyes, rights
from newsroom.holding import hold, write
from newsroom.models import Status, Story, StoryVersion

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from accounts.models import User


@dataclass(frozen=True, slots=True)
class Transition:
    """One legal step. `permission` is a codename of newsroom; `reason` says whether one must be given.

    `door` marks the steps that only the door may take, since the magazine changes with them.
    """

    source: Status
    target: Status
    permission: str
    label: "StrOrPromise"  # the button's words
    reason: bool = False
    door: bool = False


TRANSITIONS: tuple[Transition, ...] = (
    Transition(Status.DRAFT, Status.SUBMITTED, "submit_story", _("Submit")),
    Transition(Status.RETURNED, Status.SUBMITTED, "submit_story", _("Submit again")),
    Transition(Status.SUBMITTED, Status.DRAFT, "submit_story", _("Take back")),
    Transition(Status.SUBMITTED, Status.IN_EDIT, "edit_story", _("Take into edit")),
    Transition(Status.SUBMITTED, Status.APPROVED, "approve_story", _("Approve")),
    Transition(Status.SUBMITTED, Status.RETURNED, "return_story", _("Return"), reason=True),
    Transition(Status.IN_EDIT, Status.APPROVED, "approve_story", _("Approve")),
    Transition(Status.IN_EDIT, Status.RETURNED, "return_story", _("Return"), reason=True),
    Transition(Status.APPROVED, Status.IN_EDIT, "edit_story", _("Back into edit")),
    Transition(Status.APPROVED, Status.PUBLISHED, "publish_story", _("Publish"), door=True),
    Transition(Status.APPROVED, Status.SCHEDULED, "publish_story", _("Schedule"), door=True),
    Transition(Status.SCHEDULED, Status.APPROVED, "publish_story", _("Unschedule"), door=True),
    Transition(Status.SCHEDULED, Status.PUBLISHED, "publish_story", _("Publish now"), door=True),
    Transition(Status.PUBLISHED, Status.IN_EDIT, "edit_story", _("Edit a live story")),
    Transition(Status.WITHDRAWN, Status.IN_EDIT, "edit_story", _("Take into edit again")),
    *(
        Transition(source, Status.WITHDRAWN, "withdraw_story", _("Withdraw"), reason=True, door=True)
        for source in (
            Status.PUBLISHED,
            Status.SCHEDULED,
            Status.APPROVED,
            Status.IN_EDIT,
            Status.SUBMITTED,
            Status.RETURNED,
        )
    ),
)


CHECKED = {Status.SUBMITTED: checks.Step.SUBMIT, Status.APPROVED: checks.Step.APPROVE}


def transition(source: str, target: str) -> Transition:
    """The step from one status to another; ValidationError where there is none."""
    for step in TRANSITIONS:
        if (step.source, step.target) == (source, target):
            return step
    raise ValidationError(
        _("A story that is “%(source)s” cannot become “%(target)s”."),
        code="no_transition",
        params={"source": Status(source).label, "target": Status(target).label},
    )


def steps_from(story: Story, *, by: "User", live: bool) -> list[Transition]:
    """The steps that a colleague may take now, in the order of the table; `live`: readers have the story."""
    return [
        step
        for step in TRANSITIONS
        if step.source == story.status
        and rights.may(by, step.permission, story)
        and not (step.target == Status.WITHDRAWN and not live)
    ]


@transaction.atomic
def move(
    story: Story,
    *,
    to: str,
    by: "User | None",
    reason: str = "",
    now: datetime,
    door: bool = False,
    seen: int | None = None,
    own_changes_read: bool = False,
) -> Story:
    """Move a story to another status, and write it into the audit.

    `by=None` is the system (a schedule come due). `door` is set by `newsroom.publishing` alone. `seen` is the story's
    `change_number` that stood on the screen. `own_changes_read`: whoever approves has been shown what they changed
    themselves, and stands by it. Raises ValidationError (changed since, no such step, reason missing, findings that
    block it, version not approvable) or PermissionDenied.
    Returns the locked row; the caller's instance gets its status, editor and approval too.
    """
    row = hold(story, seen=seen)
    step = transition(row.status, to)
    reason = reason.strip()
    if step.door and not door:
        raise ValidationError(_("Only publishing can do this."), code="door_only")
    if by is not None and not rights.may(by, step.permission, row):
        raise PermissionDenied(_("Your role may not do this with this story."))
    if step.reason and not reason:
        raise ValidationError(_("Please give a reason; the writer will read it."), code="reason_missing")
    if not step.door and (checked := CHECKED.get(Status(to))):
        _refuse_unready(row, step=checked, now=now)
    changed, detail = ["status", "changed_at"], {}
    if to == Status.APPROVED and not step.door:
        if _approve(row, by=by, reason=reason, now=now, own_changes_read=own_changes_read):
            detail = {"own_changes": True}
        changed.append("approved_version")
    elif to == Status.IN_EDIT:
        row.editor, row.approved_version = by, None
        changed += ["editor", "approved_version"]
    source, row.status, row.changed_at = row.status, Status(to), now
    write(row, *changed)
    audit.record(
        to,
        by=by,
        now=now,
        story=row.pk,
        from_status=source,
        to_status=to,
        reason=reason,
        version_hash=_hash(row),
        detail=detail,
    )
    for name in (*changed, "revision", "change_number", "current_version"):
        setattr(story, name, getattr(row, name))
    return row


def _refuse_unready(row: Story, *, step: checks.Step, now: datetime) -> None:
    """Raise one ValidationError that names all that stands in the way of the step."""
    version = row.current_version
    if version is None:
        raise ValidationError(_("There is no saved text yet."), code="no_text")
    live_at = max(row.go_live_at or now, row.embargo_until or now, now)
    kept = Article.objects.live(at=now).filter(pk=row.pk).values_list("expires_at", flat=True).first()
    checks.refuse_unready(version.text, step=step, at=live_at, times=checks.Times.of(row, kept_expiry=kept))


def _approve(row: Story, *, by: "User | None", reason: str, now: datetime, own_changes_read: bool) -> bool:
    """Bind the approval to the current version; the text that was read is the text that will be printed.

    Returns whether the approver changed it themselves: "changed and approved".
    """
    version = row.current_version
    if by is None or version is None:
        raise ValidationError(_("There is no saved text to approve."), code="nothing_to_approve")
    is_own = four_eyes.refuse_own(by, row, reason=reason, own_changes_read=own_changes_read)
    if version.approved_at is None:
        StoryVersion.objects.filter(pk=version.pk, approved_at=None).update(approved_at=now, approved_by=by)
    row.approved_version = version
    return is_own


def _hash(row: Story) -> str:
    return row.current_version.content_hash if row.current_version_id and row.current_version else ""
