"""The lines of the desk's list, with everything that one template prints of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.models import Section
from articles.models.text import Kind
from newsroom.admin.words import status_pill
from newsroom.models import Status, Story


@dataclass(frozen=True, slots=True)
class Line:
    """A story in one line; `kind` is empty for an ordinary article, `goes_live` for what is not scheduled."""

    number: str
    url: str
    choose: str
    kicker: str
    title: str
    kind: str
    pill: SafeString
    goes_live: str
    section: str
    section_path: str
    writer: str
    changed: str


def lines_of(stories: Iterable[Story], *, sections: Mapping[int, Section]) -> list[Line]:
    now = timezone.localtime()
    pills = {status.value: status_pill(status) for status in Status}
    here = reverse("admin:newsroom_story_changelist")
    imported, choose = _("Imported"), _("Select this object for an action - {}")
    return [
        Line(
            number=str(story.pk),
            url=f"{here}{story.pk}/change/",
            choose=choose.format(story.title),
            kicker=story.kicker,
            title=story.title,
            kind="" if story.kind == Kind.ARTICLE else story.get_kind_display(),
            pill=pills[story.status],
            goes_live=_when(story.go_live_at, now=now) if story.status == Status.SCHEDULED else "",
            section=sections[story.section_id].name,
            section_path=str(sections[story.section_id]),
            writer=str(story.created_by or imported),
            changed=_when(story.changed_at, now=now),
        )
        for story in stories
    ]


def _when(at: datetime | None, *, now: datetime) -> str:
    """Short: the hour today, the day this year."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    if local.date() == now.date():
        return local.strftime("%H:%M")
    return local.strftime("%d/%m %H:%M" if local.year == now.year else "%d/%m/%Y")
