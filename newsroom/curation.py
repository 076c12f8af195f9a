"""Arranging a featured list at the desk: a draft that readers do not see until it is launched."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models import Article, FeaturedItem, FeaturedList, Section
from locking import locked_row
from newsroom import publishing
from newsroom.models import ListDraft, ListLaunch
from outbox.queue import enqueue
from pages.cards import Card, cards_of
from pages.slots import Fill, Slot, home_slots, multimedia_slots, section_slot

if TYPE_CHECKING:
    from accounts.models import User

Items = Sequence[Mapping[str, Any]]


MAIL = "newsroom.launch_changed"


class NewerDraft(ValidationError):
    """A colleague has arranged the list since this arrangement was opened; `draft` is theirs."""

    def __init__(self, draft: ListDraft) -> None:
        self.draft = draft
        super().__init__(
            _("%(who)s arranged this list while you did. Both arrangements are below; save again to let yours stand."),
            code="newer_draft",
            params={"who": draft.changed_by or _("A colleague")},
        )


def draft_of(featured_list: FeaturedList) -> ListDraft:
    """The draft, or an unsaved one that holds what was launched last."""
    draft = ListDraft.objects.filter(featured_list=featured_list).select_related("changed_by").first()
    return draft or ListDraft(featured_list=featured_list, items=launched_items(featured_list))


def launched_items(featured_list: FeaturedList) -> list[dict[str, Any]]:
    launch = ListLaunch.objects.filter(featured_list=featured_list).first()
    return launch.items if launch else []


def is_ahead(draft: ListDraft) -> bool:
    """Is there something in the draft that readers do not see yet?"""
    return draft.pk is not None and draft.items != launched_items(draft.featured_list)


def with_drafts(lists: QuerySet[FeaturedList]) -> QuerySet[FeaturedList]:
    """With what is arranged of each list and when it launches, and what was launched last: for `waits_in`."""
    draft = ListDraft.objects.filter(featured_list=OuterRef("pk"))
    launch = ListLaunch.objects.filter(featured_list=OuterRef("pk"))
    return lists.annotate(
        draft_items=Subquery(draft.values("items")[:1]),
        draft_launch_at=Subquery(draft.values("launch_at")[:1]),
        last_items=Subquery(launch.values("items")[:1]),
    )


def waits_in(row: Any) -> bool:
    """Is there something in the draft of a list fetched `with_drafts` that readers do not see yet?"""
    return row.draft_items is not None and row.draft_items != (row.last_items or [])


@transaction.atomic
def keep(featured_list: FeaturedList, *, items: Items, base_revision: int, by: "User", now: datetime) -> ListDraft:
    """Save an arrangement. Raises NewerDraft when it was opened before a colleague's last save, or PermissionDenied."""
    draft = _opened(featured_list, base_revision=base_revision, by=by)
    if draft.items != list(items):
        _settle_launch(draft, by=by)
    draft.items, draft.changed_at, draft.changed_by = list(items), now, by
    draft.revision += 1
    draft.save()
    return draft


def _opened(featured_list: FeaturedList, *, base_revision: int, by: "User") -> ListDraft:
    """The draft, held, if it is still the one that was on the screen."""
    if not by.has_perm("newsroom.curate_lists"):
        raise PermissionDenied(_("Your role may not arrange lists."))
    locked_row(featured_list)
    draft = draft_of(featured_list)
    if draft.revision != base_revision:
        raise NewerDraft(draft)
    return draft


def cost_of_keeping(draft: ListDraft, *, items: Items, by: "User") -> str:
    """What saving another arrangement does to a launch that was set; empty where none waits or nothing changes."""
    if draft.launch_at is None or draft.items == list(items):
        return ""
    what = {"when": _when(draft.launch_at), "who": draft.launch_by or _("a colleague")}
    if by.has_perm("newsroom.launch_lists"):
        return gettext("The launch at %(when)s, set by %(who)s, will show this arrangement.") % what
    return gettext("The launch at %(when)s, set by %(who)s, is called off: you may not launch lists.") % what


def _settle_launch(draft: ListDraft, *, by: "User") -> None:
    """Readers get by schedule only what somebody who may launch has seen; whoever set the launch is told."""
    if draft.launch_at is None:
        return
    line = gettext("Another arrangement was saved for the launch at %(when)s.") % {"when": _when(draft.launch_at)}
    if not by.has_perm("newsroom.launch_lists"):
        line = gettext("The launch at %(when)s is called off: the list was arranged anew.") % {
            "when": _when(draft.launch_at)
        }
    _tell(draft, line, by=by)
    if not by.has_perm("newsroom.launch_lists"):
        draft.launch_at = draft.launch_by = None


def _tell(draft: ListDraft, line: str, *, by: "User") -> None:
    if draft.launch_by_id and draft.launch_by_id != by.pk:
        url = reverse("admin:newsroom_list_arrange", args=[draft.featured_list_id])
        name = str(draft.featured_list)
        enqueue(MAIL, {"name": name, "url": url, "user": draft.launch_by_id, "by": by.pk, "line": line})


def _when(at: datetime) -> str:
    return date_format(timezone.localtime(at), "DATETIME_FORMAT")


@transaction.atomic
def launch(featured_list: FeaturedList, *, by: "User", now: datetime, at: datetime | None = None) -> ListLaunch | None:
    """Launch the saved draft: now, or at a time ahead (then the worker does it, and None is returned)."""
    if not by.has_perm("newsroom.launch_lists"):
        raise PermissionDenied(_("Your role may not launch lists."))
    locked_row(featured_list)
    draft = draft_of(featured_list)
    if at is not None:
        if at <= now:
            raise ValidationError(_("The time to launch is past."), code="past")
        if draft.launch_at and draft.launch_at != at:
            line = gettext("The launch at %(when)s was moved.") % {"when": _when(draft.launch_at)}
            _tell(draft, f"{line} {_when(at)}", by=by)
        draft.launch_at, draft.launch_by, draft.changed_at, draft.changed_by = at, by, now, by
        draft.revision += 1
        draft.save()
        return None
    if draft.pk is not None and draft.launch_at is not None:
        line = gettext("The launch at %(when)s is called off: the list was launched before.")
        _tell(draft, line % {"when": _when(draft.launch_at)}, by=by)
        draft.launch_at = draft.launch_by = None
        draft.save(update_fields=["launch_at", "launch_by"])
    return publishing.launch(featured_list, items=draft.items, by=by, now=now)


@transaction.atomic
def call_off(featured_list: FeaturedList, *, by: "User") -> None:
    """Forget a scheduled launch; the draft stays."""
    if not by.has_perm("newsroom.launch_lists"):
        raise PermissionDenied(_("Your role may not launch lists."))
    locked_row(featured_list)
    draft = draft_of(featured_list)
    if draft.launch_at is not None:
        line = gettext("The launch at %(when)s is called off.") % {"when": _when(draft.launch_at)}
        _tell(draft, line, by=by)
        draft.launch_at, draft.launch_by = None, None
        draft.revision += 1
        draft.save()


@transaction.atomic
def discard(featured_list: FeaturedList, *, base_revision: int, by: "User", now: datetime) -> None:
    """Throw the draft away that was opened; it is as launched again. Raises as `keep` does.

    The row stays and its number moves on, so that an older page is still known for one.
    """
    draft = _opened(featured_list, base_revision=base_revision, by=by)
    if draft.launch_at is not None:
        line = gettext("The launch at %(when)s is called off: its draft was thrown away.")
        _tell(draft, line % {"when": _when(draft.launch_at)}, by=by)
    if draft.pk is not None:
        draft.items, draft.launch_at, draft.launch_by = launched_items(featured_list), None, None
        draft.changed_at, draft.changed_by = now, by
        draft.revision += 1
        draft.save()


def as_items(items: Items) -> list[FeaturedItem]:
    """A draft as the rows that a launch would make of it, unsaved: for the preview."""
    return [
        FeaturedItem(
            position=position,
            number=item["number"],
            card_title=item.get("card_title") or "",
            card_photo_id=item.get("card_photo") or None,
            starts_at=parse_datetime(item["starts_at"]) if item.get("starts_at") else None,
            ends_at=parse_datetime(item["ends_at"]) if item.get("ends_at") else None,
        )
        for position, item in enumerate(items)
    ]


def filling(featured_list: FeaturedList, *, items: Items, at: datetime) -> tuple[Card, ...]:
    """What fills the list up behind its pins now, as far as this list alone decides."""
    fill = Fill(
        rule=featured_list.fill,
        section=featured_list.fill_section,
        topic=featured_list.fill_topic,
        kind=featured_list.fill_kind,
    )
    pinned = [item["number"] for item in items]
    room = max(featured_list.size - len(pinned), 0)
    return cards_of(fill.stories(at=at).except_numbers(pinned).with_card()[:room], at=at)


def titles(numbers: Sequence[int], *, at: datetime) -> dict[int, Article]:
    """The stories of a list by number; those that readers do not have (yet) among them."""
    return {article.pk: article for article in Article.objects.numbered(numbers).with_card()}


def missing_lists() -> list[Slot]:
    """Places of the pages that no list stands for yet: those of a new section, or all of them at first."""
    sections = list(Section.objects.in_menu().with_parent())
    slots = [
        *home_slots(section for section in sections if section.parent_id is None),
        *(section_slot(section) for section in sections),
        *multimedia_slots(),
    ]
    known = set(FeaturedList.objects.values_list("key", flat=True))
    return [slot for slot in slots if slot.key not in known]


def make_missing_lists() -> int:
    """Make a list for each of them, filled up as the page has done without it. Returns how many."""
    slots = missing_lists()
    for position, slot in enumerate(slots):
        FeaturedList.objects.get_or_create(
            key=slot.key,
            defaults={
                "name": list_name(slot),
                "size": slot.size,
                "fill": slot.fill.rule,
                "fill_section": slot.fill.section,
                "fill_topic": slot.fill.topic,
                "fill_kind": slot.fill.kind,
                "position": position,
            },
        )
    return len(slots)


def list_name(slot: Slot) -> str:
    """What the desk calls a place of the pages, in the language of the request."""
    fixed = {"home-lead": _("Home page: the lead"), "home-second": _("Home page: second row")}
    if slot.key in fixed:
        return str(fixed[slot.key])
    patterns = {"section": _("Head of the section %(name)s"), "multimedia": _("Multimedia: %(name)s")}
    pattern = patterns.get(slot.key.partition("-")[0], _("Home page: %(name)s"))
    return str(pattern) % {"name": slot.heading or slot.fill.section or slot.key}
