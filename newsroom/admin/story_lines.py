"""The lines of the desk's list, with everything that one template prints of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from html import escape

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
    """A story in one line; `kind` is empty for an ordinary article, `goes_live` for what is not scheduled.

    Everything is escaped already: a template looks much longer at each of six hundred words.
    """

    number: SafeString
    seen: SafeString
    url: SafeString
    choose: SafeString
    kicker: SafeString
    title: SafeString
    kind: SafeString
    pill: SafeString
    goes_live: SafeString
    section: SafeString
    section_path: SafeString
    writer: SafeString
    changed: SafeString


def lines_of(stories: Iterable[Story], *, sections: Mapping[int, Section]) -> list[Line]:
    now = timezone.localtime()
    pills = {status.value: status_pill(status) for status in Status}
    kinds = {kind.value: "" if kind == Kind.ARTICLE else str(kind.label) for kind in Kind}
    here = reverse("admin:newsroom_story_changelist")
    imported, choose = _("Imported"), _("Select this object for an action - {}")
    return [
        Line(
            number=_safe(str(story.pk)),
            seen=_safe(str(story.change_number)),
            url=_safe(f"{here}{story.pk}/change/"),
            choose=_safe(choose.format(story.title)),
            kicker=_safe(story.kicker),
            title=_safe(story.title),
            kind=_safe(kinds.get(story.kind, story.kind)),
            pill=pills[story.status],
            goes_live=_safe(_when(story.go_live_at, now=now) if story.status == Status.SCHEDULED else ""),
            section=_safe(sections[story.section_id].name),
            section_path=_safe(str(sections[story.section_id])),
            writer=_safe(str(story.created_by or imported)),
            changed=_safe(_when(story.changed_at, now=now)),
        )
        for story in stories
    ]


def _safe(text: str) -> SafeString:
    return SafeString(escape(text))  # nosec B703  # escaped right here


def _when(at: datetime | None, *, now: datetime) -> str:
    """Short: the hour today, the day this year."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    if local.date() == now.date():
        return local.strftime("%H:%M")
    return local.strftime("%d/%m %H:%M" if local.year == now.year else "%d/%m/%Y")
