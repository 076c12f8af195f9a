"""The revision number that calendars compare: it grows whenever a fact they show has changed."""

import hashlib
from typing import Any

from django.db import models

# What a calendar entry shows. A change of any of these is a new revision; a change of the note is not.
CALENDAR_FACTS = (
    "name", "status", "ordinal_text", "starts_on", "starts_time", "ends_on", "ends_time", "precision",
    "attendance", "online_url", "place", "ward", "district", "province_id", "country_id", "description",
    "is_confirmed", "slug",
)  # fmt: skip


def digest_of_facts(event: models.Model) -> str:
    """A fingerprint of the facts a calendar shows."""
    facts = "\x1f".join(str(getattr(event, name)) for name in CALENDAR_FACTS)
    return hashlib.sha256(facts.encode()).hexdigest()[:32]


class SequenceField(models.PositiveIntegerField):
    """Counts the revisions: one more at every saving that changed what a calendar shows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["default"] = 0
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance: models.Model, add: bool) -> int:
        before = model_instance.facts_digest  # type: ignore[attr-defined]
        value: int = getattr(model_instance, self.attname)
        if before and before != digest_of_facts(model_instance):
            value += 1
            setattr(model_instance, self.attname, value)
        return value


class FactsDigestField(models.CharField):
    """The fingerprint at the last saving. It must stand after the sequence field, which compares with it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 32)
        kwargs["default"] = ""
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = digest_of_facts(model_instance)
        setattr(model_instance, self.attname, value)
        return value
