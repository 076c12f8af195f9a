"""Merging a body that was entered twice, without breaking a link."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from locking import locked
from organizations.models import Alias, FormerAddress, LoadedRecord, Organization
from organizations.striking import hand_over_struck

if TYPE_CHECKING:
    from accounts.models import User


class Mover(Protocol):
    """Moves the rows of one table from the duplicate to the body that is kept."""

    def __call__(self, *, keep: Organization, duplicate: Organization, by: "User | None", now: datetime) -> None: ...


_movers: dict[str, Mover] = {}

# What the kept body takes from the duplicate where it has nothing itself.
FILLED = (
    "short_name", "acronym", "name_en", "parent", "province", "country", "founded_on", "dissolved_on", "logo",
    "description", "address", "phone", "email", "website",
)  # fmt: skip
# Rows that only say "this belongs to that": when the kept body has the same one, the duplicate's may go.
MEANINGLESS_TWICE = {"Alias", "EventOrganizer", "ClusterMembership", "Affiliation"}


class MergeRefused(ValidationError):
    """The two rows cannot become one as they are; nothing was changed."""


def moves(label: str) -> Callable[[Mover], Mover]:
    """Says who moves the rows of a table ("articles.organizationarticle") that not everybody may write."""

    def register(mover: Mover) -> Mover:
        _movers[label] = mover
        return mover

    return register


@transaction.atomic
def merge_bodies(
    *, keep: Organization, duplicate: Organization, now: datetime, by: "User | None" = None
) -> Organization:
    """Move everything from the duplicate to the body that is kept, and redirect its address.

    Every relation of every app moves: stories, events, terms, successions. Raises MergeRefused when both hold a
    row of which there can be only one, such as a term of the same year.
    """
    rows = {row.pk: row for row in locked(Organization.objects.filter(pk__in=[keep.pk, duplicate.pk]))}
    if keep.pk == duplicate.pk or len(rows) != 2:
        raise MergeRefused(_("Choose two different bodies."))
    keep, duplicate = rows[keep.pk], rows[duplicate.pk]
    _fill(keep, duplicate)
    for mover in _movers.values():  # first, since they lock what they move
        mover(keep=keep, duplicate=duplicate, by=by, now=now)
    for relation in Organization._meta.get_fields(include_hidden=True):  # of every app, hidden ones too
        if not isinstance(relation, models.ManyToOneRel) or not relation.field.concrete:
            continue
        model: Any = relation.related_model
        if model._meta.label_lower not in _movers:
            _move(model, relation.field.name, keep=keep, duplicate=duplicate)
    hand_over_struck(of=duplicate, to=keep)  # last: whoever strikes a row of it meanwhile has held it till now
    LoadedRecord.objects.filter(model="Organization", object_id=duplicate.pk).update(object_id=keep.pk, values={})
    old_name, old_slug = duplicate.name, duplicate.slug
    # Nothing points to it any more, so nothing cascades: the tables of the magazine are the door's to write.
    Organization.objects.filter(pk=duplicate.pk)._raw_delete(using=keep._state.db)
    FormerAddress.objects.create(slug=old_slug, organization=keep)
    if old_name != keep.name:
        Alias.objects.get_or_create(organization=keep, name=old_name)
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


def _move(model: Any, field: str, *, keep: Organization, duplicate: Organization) -> None:
    """All rows at once; where that collides, one by one."""
    rows = model._base_manager.filter(**{field: duplicate})
    try:
        with transaction.atomic():
            rows.update(**{field: keep})
    except IntegrityError:
        for row in rows.all():
            _move_one(row, field, keep=keep)


def _move_one(row: models.Model, field: str, *, keep: Organization) -> None:
    setattr(row, field, keep)
    try:
        with transaction.atomic():
            row.save(update_fields=[field])
    except IntegrityError as error:
        if not _is_a_mere_link(type(row)):
            raise MergeRefused(
                _("Both bodies have a row of which there can be only one: %(row)s. Correct one of them first.")
                % {"row": f"{row._meta.verbose_name} “{row}”"}
            ) from error
        row.delete()


def _is_a_mere_link(model: Any) -> bool:
    return (
        model._meta.auto_created
        or model.__name__ in MEANINGLESS_TWICE
        or any(
            isinstance(field, models.ManyToManyField) and field.remote_field.through is model
            for other in model._meta.apps.get_models()
            for field in other._meta.local_many_to_many
        )
    )
