"""Merging a body that was entered twice, without breaking a link."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from addresses.merging import held, move_all, remove
from organizations.models import Alias, LoadedRecord, Organization
from organizations.striking import hand_over_struck

if TYPE_CHECKING:
    from accounts.models import User

# What the kept body takes from the duplicate where it has nothing itself.
FILLED = (
    "short_name", "acronym", "name_en", "parent", "province", "country", "founded_on", "dissolved_on", "logo",
    "description", "address", "phone", "email", "website",
)  # fmt: skip
# Rows that only say "this belongs to that": when the kept body has the same one, the duplicate's may go.
MEANINGLESS_TWICE = frozenset({"Alias", "EventOrganizer", "ClusterMembership", "Affiliation"})


@transaction.atomic
def merge_bodies(
    *, keep: Organization, duplicate: Organization, now: datetime, by: "User | None" = None
) -> Organization:
    """Move everything from the duplicate to the body that is kept, and redirect its address.

    Every relation of every app moves: stories, events, terms, successions. Raises MergeRefused when both hold a
    row of which there can be only one, such as a term of the same year.
    """
    keep, duplicate = held(keep, duplicate, refusal=_("Choose two different bodies."))
    _fill(keep, duplicate)
    move_all(keep=keep, duplicate=duplicate, by=by, now=now, links=MEANINGLESS_TWICE)
    hand_over_struck(of=duplicate, to=keep)  # last: whoever strikes a row of it meanwhile has held it till now
    LoadedRecord.objects.filter(model="Organization", object_id=duplicate.pk).update(object_id=keep.pk, values={})
    remove(duplicate, into=keep)
    if duplicate.name != keep.name:
        Alias.objects.get_or_create(organization=keep, name=duplicate.name)
    if keep.parent_id == keep.pk:
        keep.parent = None
    keep.full_clean()
    keep.save()
    return keep


def _fill(keep: Organization, duplicate: Organization) -> None:
    for field in FILLED:
        if not getattr(keep, field) and getattr(duplicate, field):
            setattr(keep, field, getattr(duplicate, field))
    if keep.parent_id in {keep.pk, duplicate.pk}:
        keep.parent = None
    keep.is_confirmed = keep.is_confirmed or duplicate.is_confirmed
    keep.save()
