"""What a changed text costs: an approval, a schedule, a place in the queue. Said before, written down, and told.

Approval holds for exactly the text that was read. Whoever changes it is asked first (`newsroom.admin.saving`), and
whoever approved or scheduled it gets a mail and sees the story in “Hôm nay”.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from articles.models import Article
from newsroom import audit
from newsroom.models import AuditEntry, Status, Story, StoryVersion
from outbox.queue import enqueue

if TYPE_CHECKING:
    from accounts.models import User

ACT = "lose_approval"
MAIL = "newsroom.lost"


@dataclass(frozen=True, slots=True)
class Losses:
    """`before` says what a change would cost, `after` what it did cost; `concerned` set or approved what is lost."""

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    concerned: tuple["User", ...] = field(default=())
    is_of_approval: bool = False

    def __bool__(self) -> bool:
        return bool(self.before)


def of_a_changed_text(story: Story, *, by: "User | None", now: datetime) -> Losses:
    """What the story loses if `by` changes its text. Reads the row as it is handed in: lock it first."""
    before, after, concerned = [], [], []
    status = Status(story.status)
    is_live = Article.objects.live(at=now).filter(pk=story.pk).exists()
    if status == Status.SCHEDULED:
        setter = _who_scheduled(story)
        what = {"when": _when(story.go_live_at), "who": setter or _("the system")}
        if is_live:
            before.append(_("The replacement set for %(when)s by %(who)s will not go live.") % what)
            after.append(_("The replacement set for %(when)s by %(who)s is called off.") % what)
        else:
            before.append(_("The schedule is called off: %(when)s, set by %(who)s.") % what)
            after.append(_("The schedule was called off: %(when)s, set by %(who)s.") % what)
        concerned.append(setter)
    version = story.approved_version
    if status in {Status.SCHEDULED, Status.APPROVED, Status.PUBLISHED} and version is not None:
        what = {"who": version.approved_by or _("the archive"), "when": _when(version.approved_at)}
        before.append(_("The approval by %(who)s (%(when)s) is lost: the story must be approved again.") % what)
        after.append(_("The approval by %(who)s (%(when)s) is lost: the story must be approved again.") % what)
        concerned.append(version.approved_by)
    if before and story.embargo_until and story.embargo_until > now:
        before.append(_("The embargo until %(when)s stays.") % {"when": _when(story.embargo_until)})
    if is_live and status in {Status.SCHEDULED, Status.PUBLISHED}:
        before.append(_("Readers keep the text they have until another one is approved and published."))
    if status == Status.SUBMITTED and by is not None and by.pk != story.created_by_id:
        before.append(_("The story leaves the queue: it is in edit, with you as its editor."))
        after.append(_("The story is in edit now, with you as its editor."))
    if status == Status.WITHDRAWN:
        before.append(_("The withdrawn story is in edit again; readers do not get it."))
        after.append(_("The withdrawn story is in edit again."))
    told = {user.pk: user for user in concerned if user is not None and (by is None or user.pk != by.pk)}
    return Losses(
        before=tuple(before),
        after=tuple(after),
        concerned=tuple(told.values()),
        is_of_approval=status in {Status.SCHEDULED, Status.APPROVED, Status.PUBLISHED},
    )


def record(story: Story, losses: Losses, *, by: "User | None", now: datetime) -> None:
    """Write it into the audit and tell whoever is concerned; within the transaction that changes the text."""
    if not losses.is_of_approval:
        return
    audit.record(ACT, by=by, now=now, story=story.pk, reason="\n".join(losses.after))
    for user in losses.concerned:
        payload = {"story": story.pk, "user": user.pk, "by": by.pk if by else None, "lines": list(losses.after)}
        enqueue(MAIL, payload)


def approved_before(story: Story) -> StoryVersion | None:
    """The text that was approved last, where the story is in edit with another one: the way back."""
    if story.status != Status.IN_EDIT:
        return None
    approved = (
        story.versions.exclude(approved_at=None).select_related("approved_by").order_by("-revision", "-pk").first()
    )
    return approved


def _who_scheduled(story: Story) -> "User | None":
    entries = AuditEntry.objects.of_story(story.pk).filter(to_status=Status.SCHEDULED).with_actor()
    entry = entries.first()
    return entry.actor if entry else None


def _when(at: datetime | None) -> str:
    return date_format(localtime(at), "DATETIME_FORMAT") if at else "–"
