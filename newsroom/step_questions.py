"""The question before a step: what it changes for readers, and the reason where one is due."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from asking import Question
from newsroom import consequences, steps
from newsroom.models import Status, Story
from newsroom.steps import Offer

if TYPE_CHECKING:
    from accounts.models import User

GOING_LIVE = (Status.PUBLISHED, Status.SCHEDULED)  # the time decides which of the two a press means


def of(story: Story, *, to: str, by: "User", now: datetime) -> Question | None:
    """None where nothing is to be asked: nothing changes for readers, or the step will be refused anyway."""
    offers: dict[str, Offer] = {offer.to: offer for offer in steps.offers(story, by=by, now=now)}
    meant = next(
        (offers[each] for each in (to, *GOING_LIVE) if each in offers and (each == to or to in GOING_LIVE)), None
    )
    return of_offer(story, meant, now=now) if meant else None


def of_offer(story: Story, offer: Offer, *, now: datetime) -> Question | None:
    lines = consequences.of_step(story, to=offer.to, now=now)
    if not lines and not offer.reason_label:
        return None
    return Question(
        title=f"{offer.label}: {story.title}",
        lines=lines,
        button=offer.label,
        reason_name=f"reason_{offer.to}" if offer.reason_label else "",
        reason_label=offer.reason_label,
    )


def of_many(stories: Iterable[Story], *, to: Status, now: datetime) -> Question | None:
    """One question for a bulk action: a sentence for each story that readers get."""
    lines = [line for story in stories for line in consequences.of_step(story, to=to, now=now)]
    if not lines:
        return None
    return Question(title=_("Readers get these stories:"), lines=tuple(lines), button=_("Publish or schedule them"))
