"""Two rows that mean one thing become one, without breaking a link: what all kinds of rows have in common in it.

Whoever merges holds what stands under the duplicate first (stories, articles, lists), then the two rows: a colleague
who files a story holds it before anything that it is filed under (`locking`).
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from addresses.rows import Addressed, hand_over
from locking import locked_row, locked_to_delete
from pagecache import touch
from pagecache.rows import OnPages

Row = TypeVar("Row", bound=Addressed)


class MergeRefused(ValidationError):
    """The two rows cannot become one as they are; nothing was changed."""


class Mover(Protocol):
    """Moves the rows of one table from the duplicate to the row that is kept."""

    def __call__(self, *, keep: Any, duplicate: Any, by: Any, now: datetime) -> None: ...


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands under a row: `find` reads its numbers, `hold` holds it in the order of `locking`."""

    find: Callable[[Any], set[int]]
    hold: Callable[[Any, set[int]], None]


class _Grown(Exception):
    """More has come under the duplicate than is held."""


NOTHING = Standing(find=lambda row: set(), hold=lambda row, numbers: None)
TRIES = 3
_movers: dict[str, Mover] = {}
_standing: dict[str, Standing] = {}


def moves(label: str) -> Callable[[Mover], Mover]:
    """Says who moves the rows of a table ("articles.organizationarticle") that not everybody may write."""

    def register(mover: Mover) -> Mover:
        _movers[label] = mover
        return mover

    return register


def stands_under(label: str, standing: Standing) -> None:
    """Says what stands under rows of a kind ("articles.tag")."""
    _standing[label] = standing


def held(keep: Row, duplicate: Row, *, refusal: str) -> tuple[Row, Row]:
    """The two rows as they stand, held until the transaction ends, the duplicate so that nobody begins to point to it.

    Raises MergeRefused: with `refusal` where they are not two, and where stories keep coming under the duplicate.
    """
    if keep.pk == duplicate.pk:
        raise MergeRefused(refusal)
    standing = _standing.get(keep._meta.label_lower, NOTHING)
    for _try in range(TRIES):
        with suppress(_Grown), transaction.atomic():  # what was held in vain is let go
            numbers = standing.find(duplicate)
            standing.hold(duplicate, numbers)
            rows = _both(keep, duplicate, refusal=refusal)
            if not standing.find(duplicate) <= numbers:
                raise _Grown
            return rows
    raise MergeRefused(_("Colleagues are filing stories under “%(name)s” just now. Try again.") % {"name": duplicate})


def _both(keep: Row, duplicate: Row, *, refusal: str) -> tuple[Row, Row]:
    ways = {keep.pk: lambda: locked_row(keep), duplicate.pk: lambda: locked_to_delete(duplicate)}
    try:
        rows = {key: ways[key]() for key in sorted(ways)}
    except type(keep).DoesNotExist:
        raise MergeRefused(refusal) from None
    return rows[keep.pk], rows[duplicate.pk]


def move(label: str, *, keep: Row, duplicate: Row, by: Any, now: datetime) -> None:
    """Let whoever may write a table move its rows."""
    _movers[label](keep=keep, duplicate=duplicate, by=by, now=now)


def move_all(*, keep: Row, duplicate: Row, by: Any, now: datetime, links: frozenset[str] = frozenset()) -> None:
    """Move every relation of every app. Rows that only link two others, and those named in `links`, may go where the
    kept row has the same one. Raises MergeRefused when both hold another row of which there can be only one.
    """
    relations = [
        relation
        for relation in keep._meta.get_fields(include_hidden=True)  # of every app, hidden ones too
        if isinstance(relation, models.ManyToOneRel) and relation.field.concrete
    ]
    tables = {relation.related_model._meta.label_lower for relation in relations}
    for label in tables & _movers.keys():  # first: they ask what the others still say
        move(label, keep=keep, duplicate=duplicate, by=by, now=now)
    for relation in relations:
        model: Any = relation.related_model
        if model._meta.label_lower not in _movers:
            _move(model, relation.field.name, keep=keep, duplicate=duplicate, links=links)


def remove(duplicate: Addressed, *, into: Addressed) -> None:
    """The merged row goes; where it was found leads to the kept one.

    Nothing points to it any more, so nothing cascades: the tables of the magazine are the door's to write.
    """
    hand_over(of=duplicate, to=into)
    touch(duplicate.page_keys() | into.page_keys())
    duplicate.__class__._base_manager.filter(pk=duplicate.pk)._raw_delete(using=duplicate._state.db)  # type: ignore[attr-defined]


def _move(model: Any, field: str, *, keep: Addressed, duplicate: Addressed, links: frozenset[str]) -> None:
    """All rows at once; where that collides, one by one."""
    table = model._default_manager if issubclass(model, OnPages) else model._base_manager
    rows = table.filter(**{field: duplicate})
    if (other := _other_end(model, field)) is not None:
        rows.filter(**{f"{other}__in": table.filter(**{field: keep}).values(other)}).delete()
    try:
        with transaction.atomic():
            rows.update(**{field: keep})
    except IntegrityError:
        for row in rows.all():
            _move_one(row, field, keep=keep, links=links)


def _other_end(model: Any, field: str) -> str | None:
    """Of a table that links rows of two kinds and says nothing else: the column of the other one."""
    columns = [each for each in model._meta.concrete_fields if not each.primary_key]
    if not _is_a_mere_link(model) or len(columns) != 2:
        return None
    [other] = [each.name for each in columns if each.name != field]
    return other


def _move_one(row: models.Model, field: str, *, keep: Addressed, links: frozenset[str]) -> None:
    setattr(row, field, keep)
    try:
        with transaction.atomic():
            row.save(update_fields=[field])
    except IntegrityError as error:
        if not _is_a_mere_link(type(row)) and type(row).__name__ not in links:
            raise MergeRefused(
                _("Both have a row of which there can be only one: %(row)s. Correct one of them first.")
                % {"row": f"{row._meta.verbose_name} “{row}”"}
            ) from error
        row.delete()


def _is_a_mere_link(model: Any) -> bool:
    return model._meta.auto_created or any(
        field.remote_field.through is model  # type: ignore[union-attr]  # tags have a field of their own kind
        for other in model._meta.apps.get_models()
        for field in other._meta.local_many_to_many
    )
