"""Curated lists through the door: launch what was arranged at the desk, and take a launch back."""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from articles.models import FeaturedItem, FeaturedList
from locking import locked, locked_row
from newsroom import audit
from newsroom.models import ListDraft, ListLaunch

from . import due
from .reach import felt_by_list

if TYPE_CHECKING:
    from accounts.models import User

Items = Sequence[Mapping[str, Any]]
log = logging.getLogger(__name__)


@transaction.atomic
def launch(featured_list: FeaturedList, *, items: Items, by: "User | None", now: datetime) -> ListLaunch:
    """Make `items` what the pages show. Each is a dict: number, card_title, card_photo, starts_at, ends_at (ISO 8601).

    `by=None` is the worker, for a launch that was scheduled. Raises PermissionDenied or ValidationError.
    """
    _refuse_others(by)
    row = locked_row(featured_list)
    rows = [_item(row, position, item) for position, item in enumerate(items)]
    if len({item.number for item in rows}) != len(rows):
        raise ValidationError(_("A story stands twice in this list."), code="twice")
    row.items.all().delete()
    for item in rows:
        item.full_clean(exclude=["featured_list"], validate_unique=False)
    FeaturedItem.objects.bulk_create(rows)
    row.launched_at = now
    row.save(update_fields=["launched_at"])
    felt_by_list(row.key, pins=[item.number for item in rows], now=now)
    record = ListLaunch.objects.create(featured_list=row, items=list(items), launched_at=now, launched_by=by)
    audit.record("launch", by=by, now=now, subject=f"list:{row.key}", detail={"numbers": [i.number for i in rows]})
    return record


def before_last_launch(featured_list: FeaturedList) -> list[dict[str, Any]]:
    """What `undo_launch` would launch; ValidationError where there is no launch to take back."""
    launches = list(ListLaunch.objects.filter(featured_list=featured_list)[:2])
    if not launches:
        raise ValidationError(_("This list has never been launched."), code="never_launched")
    return launches[1].items if len(launches) > 1 else []


@transaction.atomic
def undo_launch(featured_list: FeaturedList, *, by: "User", now: datetime) -> ListLaunch:
    """Launch again what stood before the last launch (nothing but the fill-up rule, if it was the first)."""
    _refuse_others(by)
    locked_row(featured_list)
    items = before_last_launch(featured_list)
    undone = ListLaunch.objects.filter(featured_list=featured_list)[0].items
    record = launch(featured_list, items=items, by=by, now=now)
    # A draft that holds nothing of its own follows; what somebody has arranged since stays.
    for draft in ListDraft.objects.filter(featured_list=featured_list):
        if draft.items == undone and draft.launch_at is None:
            draft.items, draft.changed_at, draft.changed_by = items, now, by
            draft.revision += 1
            draft.save(update_fields=["items", "changed_at", "changed_by", "revision"])
    return record


def launch_due(*, now: datetime) -> int:
    """Carry out the scheduled launches that have come due, here and now. Returns how many; safe to repeat.

    One that cannot be carried out stays scheduled, is on record, and keeps no other back.
    """
    count = 0
    for pk in ListDraft.objects.filter(launch_at__lte=now).order_by("launch_at", "pk").values_list("featured_list"):
        try:
            count += launch_scheduled(*pk, now=now)
        except Exception:
            log.exception("The launch of list %s cannot be carried out.", *pk)
    return count


def launch_scheduled(pk: int, *, now: datetime) -> bool:
    """The worker's: carry out one launch that has come due; False when there is nothing to carry out (any more)."""
    with due.failure_on_record(now=now, subject=f"list:{_key(pk)}"), transaction.atomic():
        row = locked(FeaturedList.objects.filter(pk=pk)).first()
        draft = ListDraft.objects.filter(featured_list=row, launch_at__lte=now).first()
        if row is None or draft is None:
            return False
        launch(row, items=draft.items, by=None, now=now)
        draft.launch_at = draft.launch_by = None
        draft.save(update_fields=["launch_at", "launch_by"])
    return True


def _key(pk: int) -> str:
    return FeaturedList.objects.filter(pk=pk).values_list("key", flat=True).first() or ""


def _refuse_others(by: "User | None") -> None:
    if by is not None and not by.has_perm("newsroom.launch_lists"):
        raise PermissionDenied(_("Your role may not launch lists."))


def _item(featured_list: FeaturedList, position: int, item: Mapping[str, Any]) -> FeaturedItem:
    return FeaturedItem(
        featured_list=featured_list,
        position=position,
        number=item["number"],
        card_title=item.get("card_title") or "",
        card_photo_id=item.get("card_photo") or None,
        starts_at=parse_datetime(item["starts_at"]) if item.get("starts_at") else None,
        ends_at=parse_datetime(item["ends_at"]) if item.get("ends_at") else None,
    )
