"""What the desk checks before a text may go to readers. Blocking findings refuse it; the others are advice."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext

import vietnamese
from articles import body
from articles.content import Content, picture_keys
from photos.models import Photo

LEAD_SHORT, LEAD_LONG = 100, 800  # characters
PICTURE_WIDE_ENOUGH = 1200  # pixels, for search engines' large previews
PLACEHOLDERS = frozenset(vietnamese.fold(text) for text in ("Chú thích ảnh", "Chú thích", "Ảnh minh họa"))


@dataclass(frozen=True, slots=True)
class Finding:
    message: str
    blocks: bool


def findings(content: Content, *, at: datetime, photos: Mapping[int, Photo] | None = None) -> list[Finding]:
    """Everything to say about a text that is to go live at a time, blocking findings first.

    `photos` are the pictures it uses by key, where the caller has them at hand.
    """
    if photos is None:
        photos = Photo.objects.in_bulk(picture_keys(content.photo, content.body))
    found = [*_text(content), *_pictures(content, at=at, photos=photos)]
    return sorted(found, key=lambda finding: not finding.blocks)


def refuse_unready(content: Content, *, at: datetime) -> None:
    """Raise one ValidationError that names every blocking finding."""
    blocking = [finding.message for finding in findings(content, at=at) if finding.blocks]
    if blocking:
        raise ValidationError(blocking)


def is_placeholder(caption: str) -> bool:
    """Is this what a form says where a caption should stand?"""
    return vietnamese.fold(caption).strip() in PLACEHOLDERS


def _text(content: Content) -> list[Finding]:
    found = []
    if not content.title.strip():
        found.append(Finding(gettext("The story has no title."), blocks=True))
    if content.kind in {"article", "useful_info"} and not body.plain_text(content.body).strip():
        found.append(Finding(gettext("The story has no text."), blocks=True))
    if content.kind == "video" and not content.video and not body.references(content.body).embeds:
        found.append(Finding(gettext("A video story needs its video."), blocks=True))
    if not content.lead.strip():
        found.append(Finding(gettext("The story has no lead (sa-pô)."), blocks=False))
    elif not LEAD_SHORT <= len(content.lead) <= LEAD_LONG:
        message = gettext("The lead has %(count)d characters; %(short)d to %(long)d read well.")
        found.append(
            Finding(message % {"count": len(content.lead), "short": LEAD_SHORT, "long": LEAD_LONG}, blocks=False)
        )
    if not content.byline:
        found.append(Finding(gettext("Nobody signs the story."), blocks=False))
    return found


def _pictures(content: Content, *, at: datetime, photos: Mapping[int, Photo]) -> list[Finding]:
    found = []
    on = timezone.localdate(at)
    for key in picture_keys(content.photo, content.body):
        photo = photos.get(key)
        if photo is None or not photo.is_usable(on):
            message = gettext("Picture %(number)d may not be used: it was withdrawn or its rights have ended.")
            found.append(Finding(message % {"number": key}, blocks=True))
    if content.photo:
        found += _use(gettext("The lead picture"), content.photo_caption, content.photo_alt, content.photo_credit)
        lead = photos.get(content.photo)
        if lead is not None and lead.width < PICTURE_WIDE_ENOUGH:
            message = gettext("The lead picture is %(width)d pixels wide; search engines want 1,200.")
            found.append(Finding(message % {"width": lead.width}, blocks=False))
    else:
        found.append(Finding(gettext("The story has no lead picture."), blocks=False))
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
        found.append(Finding(gettext("%(name)s has no description for the blind (alt).") % {"name": name}, blocks=True))
    if not credit.strip():
        found.append(Finding(gettext("%(name)s has no credit.") % {"name": name}, blocks=True))
    if is_placeholder(caption):
        found.append(Finding(gettext("%(name)s still has a placeholder for a caption.") % {"name": name}, blocks=True))
    return found
