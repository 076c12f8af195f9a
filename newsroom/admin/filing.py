"""Where a story is filed, when two colleagues change it at once: what I did not touch stays as the other left it.

A field that both have changed is refused, as texts are (`newsroom.admin.saving`): nobody can merge two leads, or two
times to go live. All of this is read while the story is held.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Model

FIELDS = (
    "status",
    "section",
    "topics",
    "organizations",
    "events",
    "tags",
    "lead_picks",
    "end_picks",
    "go_live_at",
    "embargo_until",
    "expires_at",
)
ORDERED = frozenset({"lead_picks", "end_picks"})
LONGEST = 20_000  # characters of a note of what was there
_NOWHERE = object()


@dataclass(frozen=True, slots=True)
class Collision:
    """A field that two colleagues have changed, in words."""

    label: str
    theirs: str
    mine: str


def note_of(values: Mapping[str, Any]) -> str:
    """What stood in the filing fields when the page was opened; it travels with the form."""
    return json.dumps({name: plain(name, values.get(name)) for name in FIELDS}, ensure_ascii=False)


def untouched(cleaned: Mapping[str, Any], *, note: str) -> list[str]:
    """The fields that were sent as they had been opened. A note that is none touches everything."""
    opened = _opened(note)
    return [
        name for name in FIELDS if name in cleaned and name in opened and plain(name, cleaned[name]) == opened[name]
    ]


def changed_by_both(typed: Mapping[str, Any], *, note: str, stands: Mapping[str, Any]) -> list[str]:
    """The fields that now stand otherwise than they had been opened, and otherwise than they were sent."""
    opened, found = _opened(note), []
    for name in FIELDS:
        if name in typed:
            mine, theirs, before = plain(name, typed[name]), plain(name, stands.get(name)), opened.get(name, _NOWHERE)
            if theirs not in (mine, before) and mine != before:
                found.append(name)
    return found


def note_over(names: Iterable[str], *, note: str, stands: Mapping[str, Any]) -> str:
    """The note of a colleague who has seen what stands in these fields now."""
    return json.dumps(_opened(note) | {name: plain(name, stands.get(name)) for name in names}, ensure_ascii=False)


def plain(name: str, value: Any) -> Any:
    return _plain(value, in_order=name in ORDERED)


def _opened(note: str) -> dict[str, Any]:
    try:
        opened = json.loads(note)
    except (ValueError, RecursionError):
        return {}
    return opened if isinstance(opened, dict) else {}


def _plain(value: Any, *, in_order: bool = False) -> Any:
    """A form value, initial or cleaned, as JSON: keys as text, sorted where their order says nothing."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(second=0, microsecond=0).isoformat()
    if isinstance(value, Model):
        return str(value.pk) if value.pk else f"+{value}"
    if isinstance(value, int):
        return str(value)
    parts = [_plain(part) for part in value]
    return parts if in_order else sorted(parts)
