"""What waits for a colleague: piles of stories, by role. The same number of queries however many stories there are."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from newsroom import losses
from newsroom.models import AuditEntry, DoorFinding, Status, Story
from newsroom.querysets import StoryQuerySet
from outbox import troubles
from outbox.models import Message, Schedule

if TYPE_CHECKING:
    from accounts.models import User

SHOWN = 8  # stories a pile
GRACE = timedelta(minutes=5)  # before a schedule counts as late
ON_THE_DESK = (Status.DRAFT, Status.RETURNED, Status.SUBMITTED, Status.IN_EDIT, Status.APPROVED, Status.SCHEDULED)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A story of a pile; `reason` is what a colleague wrote when returning it."""

    story: Story
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Pile:
    """Stories that wait for the same thing; `url` lists all of them."""

    title: str
    empty: str
    url: str
    stories: tuple[Waiting, ...] = ()
    has_more: bool = False
    is_urgent: bool = False


@dataclass(frozen=True, slots=True)
class StatusCount:
    status: Status
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Warned:
    """Something outside the stories that does not go as it should, and where to read more."""

    text: str
    url: str
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Today:
    now: datetime
    counts: tuple[StatusCount, ...]
    piles: tuple[Pile, ...]
    may_write: bool
    urgent: tuple[Pile, ...] = field(default=())
    troubles: tuple[Warned, ...] = field(default=())


def today(user: "User", *, now: datetime) -> Today:
    """The first page of the desk."""
    urgent, piles = _for_publishers(user, now=now)
    urgent += _changed_since(user)
    piles += _for_editors(user) + _for_writers(user)
    return Today(
        now=now,
        counts=_counts(user),
        piles=tuple(piles),
        may_write=user.has_perm("newsroom.add_story"),
        urgent=tuple(pile for pile in urgent if pile.stories),
        troubles=_troubles(user, now=now),
    )


def _troubles(user: "User", *, now: datetime) -> tuple[Warned, ...]:
    """What fails in the outbox, for those who may look into it."""
    if not user.has_perm("outbox.view_message"):
        return ()
    lists = {
        Message: f"{reverse('admin:outbox_message_changelist')}?failing=1",
        Schedule: reverse("admin:outbox_schedule_changelist"),
    }
    found = troubles.troubles(at=now)
    return tuple(Warned(text=trouble.text, url=lists[trouble.about], since=trouble.since) for trouble in found)


def _counts(user: "User") -> tuple[StatusCount, ...]:
    if not (user.has_perm("newsroom.view_story") or user.has_perm("newsroom.add_story")):
        return ()
    rows = Story.objects.visible_to(user).in_status(*ON_THE_DESK).order_by().values("status")
    counts = dict(rows.annotate(count=Count("pk")).values_list("status", "count"))
    return tuple(
        StatusCount(status=status, count=counts.get(status, 0), url=_list(status=status)) for status in ON_THE_DESK
    )


def _for_publishers(user: "User", *, now: datetime) -> tuple[list[Pile], list[Pile]]:
    if not user.has_perm("newsroom.publish_story"):
        return [], []
    mine = _of_my_sections(user)
    scheduled = mine.in_status(Status.SCHEDULED).order_by("go_live_at", "pk")
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    late = _pile(
        gettext("Late: should be live by now"), "", scheduled.due(now=now - GRACE), status=Status.SCHEDULED, urgent=True
    )
    return [_found_at_the_door(user), late], [
        _pile(
            gettext("Approved, to be published"),
            gettext("Nothing approved is waiting."),
            mine.in_status(Status.APPROVED),
            status=Status.APPROVED,
        ),
        _pile(
            gettext("Going live today"),
            gettext("Nothing is scheduled for the rest of the day."),
            scheduled.filter(go_live_at__gt=now - GRACE, go_live_at__lt=midnight),
            status=Status.SCHEDULED,
        ),
    ]


def _changed_since(user: "User") -> list[Pile]:
    """Stories in edit that were approved or scheduled until somebody changed their text."""
    if not (user.has_perm("newsroom.approve_story") or user.has_perm("newsroom.publish_story")):
        return []
    stories = _of_my_sections(user).in_status(Status.IN_EDIT).changed_since_approval(but_by=user)
    pile = _pile(
        gettext("Changed after approval: approval or schedule lost"),
        "",
        stories,
        status=Status.IN_EDIT,
        urgent=True,
    )
    reasons = AuditEntry.objects.last_reasons([waiting.story.pk for waiting in pile.stories], act=losses.ACT)
    told = tuple(Waiting(waiting.story, reason=reasons.get(waiting.story.pk, "")) for waiting in pile.stories)
    return [replace(pile, stories=told)]


def _found_at_the_door(user: "User") -> Pile:
    """What the nightly look found (`newsroom.door_audit`), for whoever may take a story away from readers."""
    if not user.has_perm("newsroom.withdraw_story"):
        return Pile(title="", empty="", url="")
    findings: dict[int, list[str]] = {}
    for finding in DoorFinding.objects.all()[: SHOWN * 4]:
        findings.setdefault(finding.number, []).append(finding.get_what_display())
    rows = Story.objects.with_card().in_bulk(list(findings)[: SHOWN + 1])
    waiting = tuple(Waiting(story=rows[number], reason="; ".join(findings[number])) for number in rows)
    return Pile(
        title=gettext("Readers have something else than the desk says"),
        empty="",
        url=reverse("admin:newsroom_story_changelist"),
        stories=waiting[:SHOWN],
        has_more=len(waiting) > SHOWN,
        is_urgent=True,
    )


def _for_editors(user: "User") -> list[Pile]:
    if not user.has_perm("newsroom.edit_story"):
        return []
    return [
        _pile(
            gettext("Waiting for an editor"),
            gettext("Nobody is waiting for an editor."),
            _of_my_sections(user).in_status(Status.SUBMITTED).order_by("changed_at", "pk"),
            status=Status.SUBMITTED,
        ),
        _pile(
            gettext("I am editing"),
            gettext("You have no story in edit."),
            Story.objects.in_status(Status.IN_EDIT).filter(editor=user).last_changed_first(),
            status=Status.IN_EDIT,
        ),
    ]


def _for_writers(user: "User") -> list[Pile]:
    if not user.has_perm("newsroom.add_story"):
        return []
    mine = Story.objects.written_by(user).last_changed_first()
    returned = _pile(
        gettext("Returned to me"),
        gettext("Nothing was returned to you."),
        mine.in_status(Status.RETURNED),
        status=Status.RETURNED,
        of="mine",
    )
    return [
        _with_reasons(returned),
        _pile(
            gettext("My drafts"),
            gettext("You have no draft."),
            mine.in_status(Status.DRAFT),
            status=Status.DRAFT,
            of="mine",
        ),
        _pile(
            gettext("Mine, with the editors"),
            gettext("None of your stories is with the editors."),
            mine.in_status(Status.SUBMITTED, Status.IN_EDIT),
            status=Status.SUBMITTED,
            of="mine",
        ),
    ]


def _of_my_sections(user: "User") -> StoryQuerySet:
    stories = Story.objects.last_changed_first()
    return stories if user.has_perm("newsroom.work_in_all_sections") else stories.in_sections_of(user)


def _pile(
    title: str, empty: str, stories: StoryQuerySet, *, status: Status, of: str = "", urgent: bool = False
) -> Pile:
    rows = list(stories.with_card()[: SHOWN + 1])
    return Pile(
        title=title,
        empty=empty,
        url=_list(status=status, of=of),
        stories=tuple(Waiting(story=story) for story in rows[:SHOWN]),
        has_more=len(rows) > SHOWN,
        is_urgent=urgent,
    )


def _with_reasons(pile: Pile) -> Pile:
    reasons = AuditEntry.objects.last_reasons([waiting.story.pk for waiting in pile.stories], act=Status.RETURNED.value)
    stories = tuple(Waiting(waiting.story, reason=reasons.get(waiting.story.pk, "")) for waiting in pile.stories)
    return Pile(title=pile.title, empty=pile.empty, url=pile.url, stories=stories, has_more=pile.has_more)


def _list(*, status: str, of: str = "") -> str:
    parts = {"status": status} | ({"of": of} if of else {})
    return f"{reverse('admin:newsroom_story_changelist')}?{urlencode(parts)}"
