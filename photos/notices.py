"""What the desk should know about a picture before using it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from photos.models import Photo
from photos.querysets import EXPIRING_WITHIN

Level = Literal["stop", "care"]


@dataclass(frozen=True, slots=True)
class Notice:
    """`stop`: it may not be shown; `care`: something is missing or will end."""

    level: Level
    text: str


def notices(photo: Photo, *, on: date) -> list[Notice]:
    """Everything to know about a picture on a day, the gravest first."""
    end = photo.rights_expire_on
    if photo.withdrawn_at is not None:
        return [Notice("stop", _("Withdrawn: %(reason)s") % {"reason": photo.withdrawn_reason})]
    if end is not None and end < on:
        return [Notice("stop", _("Rights ended on %(day)s") % {"day": date_format(end, "SHORT_DATE_FORMAT")})]
    found = []
    if end is not None and end <= on + EXPIRING_WITHIN:
        found.append(_("Rights end on %(day)s") % {"day": date_format(end, "SHORT_DATE_FORMAT")})
    if photo.rights == Photo.Rights.UNKNOWN:
        found.append(_("Rights not cleared"))
    if not photo.credit_line:
        found.append(_("No credit"))
    if not photo.alt:
        found.append(_("No alternative text"))
    if photo.is_small:
        found.append(_("Small picture: %(width)s px wide") % {"width": photo.width})
    return [Notice("care", text) for text in found]
