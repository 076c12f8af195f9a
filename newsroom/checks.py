"""What the desk checks before a text may go to readers: each finding says from which step on it blocks.

Title, text and times block from submitting on, a picture's words and rights from approving on: no step that a finding
blocks can be taken (`newsroom.workflow.move`, `newsroom.publishing.publish`), and the steps after it neither. The
other findings are advice.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import TYPE_CHECKING, Self

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext

import vietnamese
from articles import body
from articles.content import Content, picture_keys
from articles.models import Article
from photos.models import Photo

if TYPE_CHECKING:
    from newsroom.models import Story

LEAD_SHORT, LEAD_LONG = 100, 800  # characters
PICTURE_WIDE_ENOUGH = 1200  # pixels, for search engines' large previews
PLACEHOLDERS = frozenset(vietnamese.fold(text) for text in ("Chú thích ảnh", "Chú thích", "Ảnh minh họa"))


class Step(IntEnum):
    """The steps that findings block, in their order."""

    SUBMIT = 1
    APPROVE = 2
    PUBLISH = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """`blocks_from`: the first step that it blocks; None is advice."""

    message: str
    blocks_from: Step | None = None

    @property
    def blocks(self) -> bool:
        return self.blocks_from is not None

    @property
    def before(self) -> str:
        """Before which step it must be mended, in words."""
        words = {
            Step.SUBMIT: gettext("Before submitting:"),
            Step.APPROVE: gettext("Before approving:"),
            Step.PUBLISH: gettext("Before publishing:"),
        }
        return words[self.blocks_from] if self.blocks_from else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """When a story is to go live, and no longer stands in lists. `kept_expiry`: what readers have already."""

    go_live_at: datetime | None = None
    embargo_until: datetime | None = None
    expires_at: datetime | None = None
    kept_expiry: datetime | None = None

    @classmethod
    def of(cls, story: "Story", *, kept_expiry: datetime | None = None) -> Self:
        return cls(
            go_live_at=story.go_live_at,
            embargo_until=story.embargo_until,
            expires_at=story.expires_at,
            kept_expiry=kept_expiry,
        )


def findings(
    content: Content, *, at: datetime, times: Times | None = None, photos: Mapping[int, Photo] | None = None
) -> list[Finding]:
    """Everything to say about a text that is to go live at a time, what blocks first comes first.

    `photos` are the pictures it uses by key, where the caller has them at hand.
    """
    if photos is None:
        photos = Photo.objects.in_bulk(picture_keys(content.photo, content.body))
    found = [*_text(content), *_times(times, at=at), *_pictures(content, at=at, photos=photos)]
    found += _links(content, at=at)
    return sorted(found, key=lambda finding: finding.blocks_from or Step.PUBLISH + 1)


def refuse_unready(content: Content, *, step: Step, at: datetime, times: Times | None = None) -> None:
    """Raise one ValidationError that names every finding which blocks the step."""
    found = findings(content, at=at, times=times)
    blocking = [finding.message for finding in found if finding.blocks_from and finding.blocks_from <= step]
    if blocking:
        raise ValidationError([ValidationError(message, code="unready") for message in blocking])


def disorders(times: Times, *, at: datetime) -> list[tuple[str, str]]:
    """(field, what is wrong) of each pair of times out of order; `at`: when the story would go live."""
    found = []
    if times.go_live_at and times.embargo_until and times.go_live_at < times.embargo_until:
        found.append(("go_live_at", gettext("The story cannot go live before its embargo ends.")))
    if times.expires_at and times.expires_at != times.kept_expiry:
        if times.go_live_at and times.expires_at <= times.go_live_at:
            found.append(("expires_at", gettext("The story would expire before it goes live.")))
        elif times.embargo_until and times.expires_at <= times.embargo_until:
            found.append(("expires_at", gettext("The story would expire before its embargo ends.")))
        elif times.expires_at <= at:
            found.append(("expires_at", gettext("The time of expiry is past: the story would stand in no list.")))
    return found


def is_placeholder(caption: str) -> bool:
    """Is this what a form says where a caption should stand?"""
    return vietnamese.fold(caption).strip() in PLACEHOLDERS


def _text(content: Content) -> list[Finding]:
    found = []
    if not content.title.strip():
        found.append(Finding(gettext("The story has no title."), Step.SUBMIT))
    if content.kind in {"article", "useful_info"} and not body.plain_text(content.body).strip():
        found.append(Finding(gettext("The story has no text."), Step.SUBMIT))
    if content.kind == "video" and not content.video and not body.references(content.body).embeds:
        found.append(Finding(gettext("A video story needs its video."), Step.SUBMIT))
    if not content.lead.strip():
        found.append(Finding(gettext("The story has no lead (sa-pô).")))
    elif not LEAD_SHORT <= len(content.lead) <= LEAD_LONG:
        message = gettext("The lead has %(count)d characters; %(short)d to %(long)d read well.")
        found.append(Finding(message % {"count": len(content.lead), "short": LEAD_SHORT, "long": LEAD_LONG}))
    if not content.byline:
        found.append(Finding(gettext("Nobody signs the story.")))
    return found


def _times(times: Times | None, *, at: datetime) -> list[Finding]:
    return [Finding(message, Step.SUBMIT) for _field, message in disorders(times, at=at)] if times else []


def _links(content: Content, *, at: datetime) -> list[Finding]:
    """Links to stories that are not out: readers get the words without them."""
    linked = {number for part in body.segments(content.body) for number in body.stories_linked_in(part)}
    out = set(Article.objects.live(at=at).numbered(linked).values_list("pk", flat=True)) if linked else set()
    message = gettext("Story %(number)d is not out: the link to it is left out until it is.")
    return [Finding(message % {"number": number}) for number in sorted(linked - out)]


def _pictures(content: Content, *, at: datetime, photos: Mapping[int, Photo]) -> list[Finding]:
    found = []
    on = timezone.localdate(at)
    for key in picture_keys(content.photo, content.body):
        photo = photos.get(key)
        if photo is None or not photo.is_usable(on):
            message = gettext("Picture %(number)d may not be used: it was withdrawn or its rights have ended.")
            found.append(Finding(message % {"number": key}, Step.APPROVE))
    if content.photo:
        found += _use(gettext("The lead picture"), content.photo_caption, content.photo_alt, content.photo_credit)
        lead = photos.get(content.photo)
        if lead is not None and lead.width < PICTURE_WIDE_ENOUGH:
            message = gettext("The lead picture is %(width)d pixels wide; search engines want 1,200.")
            found.append(Finding(message % {"width": lead.width}))
    else:
        found.append(Finding(gettext("The story has no lead picture.")))
    for use in _uses(content.body):
        name = gettext("Picture %(number)d in the text") % {"number": use.id}
        found += _use(name, use.caption, use.alt, use.credit)
    return found


def _uses(html: str) -> Iterator[body.PhotoUse | body.Infographic]:
    for segment in body.segments(html):
        if isinstance(segment, body.Gallery):
            yield from segment.photos
        elif isinstance(segment, body.PhotoUse | body.Infographic):
            yield segment


def _use(name: str, caption: str, alt: str, credit: str) -> list[Finding]:
    found = []
    if not alt.strip():
        found.append(
            Finding(gettext("%(name)s has no description for the blind (alt).") % {"name": name}, Step.APPROVE)
        )
    if not credit.strip():
        found.append(Finding(gettext("%(name)s has no credit.") % {"name": name}, Step.APPROVE))
    if is_placeholder(caption):
        found.append(Finding(gettext("%(name)s still has a placeholder for a caption.") % {"name": name}, Step.APPROVE))
    return found
