"""Merging a tag, a topic or an author that is there twice.

A tag or topic goes, and all that stood under it stands under the kept one. An author stays as a row: bylines name it as
they were printed and approved. Its page is the kept one's from then on.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from addresses.merging import MergeRefused, held, move, move_all, remove
from addresses.rows import hand_over
from articles.models import Author, Tag, Topic

if TYPE_CHECKING:
    from accounts.models import User

# What the kept one takes from the duplicate where it has nothing itself.
BANNER = ("banner", "banner_alt")
OF_AUTHOR = ("title_lines", "bio", "photo", "user")


@transaction.atomic
def merge_tags(*, keep: Tag, duplicate: Tag, by: "User | None", now: datetime) -> Tag:
    """File under the kept tag whatever stands under the duplicate, at the desk and before readers."""
    keep, duplicate = held(keep, duplicate, refusal=_("Choose two different tags."))
    move_all(keep=keep, duplicate=duplicate, by=by, now=now)
    remove(duplicate, into=keep)
    keep.save()  # a twin gets its spelling now
    return keep


@transaction.atomic
def merge_topics(*, keep: Topic, duplicate: Topic, by: "User | None", now: datetime) -> Topic:
    """The same for topics; lists that fill up with the duplicate fill up with the kept one."""
    keep, duplicate = held(keep, duplicate, refusal=_("Choose two different topics."))
    if keep.shown_from and keep.shown_from > now and duplicate.is_public(at=now):
        raise MergeRefused(
            _("Readers know “%(name)s” and not the one that is kept: it starts later.") % {"name": duplicate}
        )
    _fill(keep, duplicate, ("description", *(BANNER if not keep.banner_id else ())))
    move_all(keep=keep, duplicate=duplicate, by=by, now=now)
    remove(duplicate, into=keep)
    return keep


@transaction.atomic
def merge_authors(*, keep: Author, duplicate: Author, by: "User | None", now: datetime) -> Author:
    """Let the duplicate point to the kept author, whose page lists the stories of both. No byline changes."""
    keep, duplicate = held(keep, duplicate, refusal=_("Choose two different authors."))
    if keep.merged_into_id or duplicate.merged_into_id:
        raise MergeRefused(_("One of them is merged into another author already."))
    if keep.user_id and duplicate.user_id and keep.user_id != duplicate.user_id:
        raise MergeRefused(_("Two colleagues write under these names. Say first who it is."))
    _fill(keep, duplicate, OF_AUTHOR)
    duplicate.user = None  # who writes under the kept name is behind the bylines of both (newsroom/four_eyes.py)
    duplicate.save()
    Author.objects.filter(merged_into=duplicate).update(merged_into=keep)  # one step to the kept one, never two
    Author.objects.filter(pk=duplicate.pk).update(merged_into=keep)
    hand_over(of=duplicate, to=keep)
    move("articles.contribution", keep=keep, duplicate=duplicate, by=by, now=now)
    return keep


def _fill(keep: Any, duplicate: Any, names: Iterable[str]) -> None:
    for name in names:
        if not getattr(keep, name) and getattr(duplicate, name):
            setattr(keep, name, getattr(duplicate, name))
    keep.save()
