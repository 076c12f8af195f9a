"""Where a story is filed, when two colleagues change it at once: what I did not touch stays as the other left it.

Texts are refused instead (`writing.refuse_stale`): nobody can merge two leads. Two sets of tags merge by themselves.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.db.models import Model

FIELDS = (
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


def note_of(values: Mapping[str, Any]) -> str:
    """What stood in the filing fields when the page was opened; it travels with the form."""
    return json.dumps({name: _plain(values.get(name), in_order=name in ORDERED) for name in FIELDS}, ensure_ascii=False)


def untouched(cleaned: Mapping[str, Any], *, note: str) -> list[str]:
    """The fields that were sent as they had been opened. A note that is none touches everything."""
    try:
        opened = json.loads(note)
    except (ValueError, RecursionError):
        return []
    if not isinstance(opened, dict):
        return []
    return [
        name
        for name in FIELDS
        if name in cleaned and name in opened and _plain(cleaned[name], in_order=name in ORDERED) == opened[name]
    ]


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
