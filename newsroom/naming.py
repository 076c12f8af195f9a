"""Which bodies a story names without being tagged with them. The desk suggests them; a colleague decides."""

from collections.abc import Collection
from datetime import date, datetime

from django.utils import timezone

import vietnamese
from articles import body as bodies
from newsroom.models import Story
from organizations.matching import Suggestion, suggest_bodies

SHOWN = 12  # the most often named; who covers more bodies than that writes a list, not a story


def named(*, title: str, lead: str, body: str, on: date, tagged: Collection[int] = ()) -> list[Suggestion]:
    """The bodies whose names of that day stand in a text, without those tagged already."""
    text = "\n".join((vietnamese.clean_line(title), vietnamese.clean_text(lead), bodies.plain_text(body)))
    return [found for found in suggest_bodies(text, on=on) if found.organization not in tagged][:SHOWN]


def named_in_story(story: Story, *, on: date) -> list[Suggestion]:
    """The same for a story as it was saved last."""
    tagged = set(story.organizations.values_list("pk", flat=True))
    return named(title=story.title, lead=story.lead, body=story.body, on=on, tagged=tagged)


def day_of(story: Story | None, *, live_since: datetime | None, now: datetime) -> date:
    """The day whose names a story uses: of its publication, of the publication to come, or today."""
    return timezone.localdate(live_since or (story.go_live_at if story else None) or now)
