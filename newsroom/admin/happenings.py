"""The history of a story in a journalist's words, newest first: saved texts and every act of the audit."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.models import AuditEntry, Status, Story, StoryVersion

MOST = 300

ACTS = {
    "create": gettext_lazy("began the story"),
    Status.DRAFT.value: gettext_lazy("took the story back"),
    Status.SUBMITTED.value: gettext_lazy("submitted the story"),
    Status.RETURNED.value: gettext_lazy("returned the story"),
    Status.IN_EDIT.value: gettext_lazy("took the story into edit"),
    Status.APPROVED.value: gettext_lazy("approved the text"),
    Status.SCHEDULED.value: gettext_lazy("scheduled the story"),
    Status.PUBLISHED.value: gettext_lazy("published the story"),
    Status.WITHDRAWN.value: gettext_lazy("withdrew the story"),
    "restore": gettext_lazy("restored an older text"),
    "reclassify": gettext_lazy("changed where the live story is filed"),
    "readdress": gettext_lazy("gave the live story another address"),
    "set_expiry": gettext_lazy("changed when the live story leaves the lists"),
    "correct": gettext_lazy("published a correction"),
    "correct_photo": gettext_lazy("corrected a picture's texts on published pages"),
    "change_photo": gettext_lazy("changed how published pages show a picture"),
    "withdraw_photo": gettext_lazy("withdrew a picture from every page"),
    "bring_back_photo": gettext_lazy("brought a withdrawn picture back"),
    "add": gettext_lazy("added what readers see"),
    "edit": gettext_lazy("changed what readers see"),
    "launch": gettext_lazy("launched a list"),
    "import": gettext_lazy("imported stories"),
    "lose_approval": gettext_lazy("changed a text that was approved"),
    "schedule_failed": gettext_lazy("could not carry out the schedule"),
    "merge_bodies": gettext_lazy("merged two bodies into one"),
    "merge_tags": gettext_lazy("merged two tags into one"),
    "merge_topics": gettext_lazy("merged two topics into one"),
    "merge_authors": gettext_lazy("merged two authors into one"),
}


@dataclass(frozen=True, slots=True)
class Happening:
    """Who did what; `status` where the story changed it."""

    at: datetime
    who: str
    what: str
    reason: str = ""
    status: str = ""
    version: StoryVersion | None = None


def act_label(entry: AuditEntry) -> str:
    """An audit entry's act in words."""
    if entry.act == Status.APPROVED and entry.from_status == Status.SCHEDULED:
        return _("called the schedule off")
    if entry.act == Status.APPROVED and entry.detail.get("own_changes"):
        return _("changed and approved the text")
    return str(ACTS.get(entry.act, entry.act))


def happenings(story: Story) -> list[Happening]:
    """Of one story."""
    entries = AuditEntry.objects.of_story(story.pk).with_actor()[:MOST]
    versions = story.versions.select_related("created_by").defer("content")[:MOST]
    found = [
        Happening(
            at=entry.at,
            who=str(entry.actor or _("The system")),
            what=act_label(entry),
            reason=entry.reason,
            status=entry.to_status,
        )
        for entry in entries
    ]
    found += [
        Happening(
            at=version.created_at,
            who=str(version.created_by or _("The importer")),
            what=_("saved version %(number)d (%(how)s)")
            % {"number": version.revision, "how": version.get_origin_display().lower()},
            version=version,
        )
        for version in versions
    ]
    return sorted(found, key=lambda happening: happening.at, reverse=True)
