"""What readers have of a picture, as the rooms above tell, and whose right it is to change it there.

A picture's owner describes it until a page shows it. From then on what would change that page is an act: with a right
of its own, a reason and an entry in the newsroom's audit.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _

from photos.models import Photo

WORDS = ("caption", "alt", "credit", "agency")
# Every field of a picture that a page can be made of, and the right to change it once one is.
RIGHTS: Mapping[str, str] = {
    "rights_expire_on": "photos.withdraw_photo",
    "kind": "photos.redraw_photo",
    "focal_x": "photos.redraw_photo",
    "focal_y": "photos.redraw_photo",
    **dict.fromkeys(WORDS, "photos.change_photo"),
}
DRAWN = frozenset(RIGHTS) - set(WORDS)  # what every page of a picture follows; printed words are frozen with a story

Asked = Callable[[Photo], Collection[str]]
Keeper = Callable[..., None]
_asked: list[Asked] = []
_keepers: list[Keeper] = []


def tells(asked: Asked) -> Asked:
    """Says who knows which fields of a picture readers' pages are made of now."""
    _asked.append(asked)
    return asked


def keeps(keeper: Keeper) -> Keeper:
    """Says who keeps an act: called with act, photo, by, now, reason and detail."""
    _keepers.append(keeper)
    return keeper


def reached(photo: Photo) -> frozenset[str]:
    """The fields of a picture that readers' pages are made of now."""
    return frozenset().union(*(asked(photo) for asked in _asked))


def changes(photo: Photo, *, before: Photo) -> dict[str, list[str]]:
    """Which of them differ from what stood before: the old and the new value of each."""
    differing = [name for name in RIGHTS if getattr(photo, name) != getattr(before, name)]
    if not differing:
        return {}
    now_reached = reached(before)
    return {name: [str(getattr(before, name)), str(getattr(photo, name))] for name in differing if name in now_reached}


def refuse(fields: Collection[str], *, by: Any, reason: str) -> None:
    """Raise where a colleague lacks the right to change these in front of readers, or says no reason."""
    if any(not by.has_perm(RIGHTS[name]) for name in fields):
        raise PermissionDenied(_("Readers have this picture: your role may not change how it is shown."))
    if fields and not reason.strip():
        raise ValidationError(
            _("Readers have this picture. Say why you change how it is shown."), code="reason_missing"
        )


def keep(act: str, photo: Photo, *, by: Any, now: datetime, reason: str = "", detail: Any = None) -> None:
    for keeper in _keepers:
        keeper(act, photo, by=by, now=now, reason=reason.strip(), detail=detail or {})
