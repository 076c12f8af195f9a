"""Terms, office-holders and events."""

from datetime import date
from typing import Any

from organizations.loading.bodies import body
from organizations.loading.records import Loader
from organizations.loading.values import graded, read_day, read_years
from organizations.models import Event, EventOrganizer, EventSeries, OfficeHolder, Person, Term
from vietnamese import slugify

Entry = dict[str, Any]
# Taken from the data as they stand; the rest of an event's fields need reading.
PLAIN_FACTS = (
    "name", "kind", "status", "ordinal", "ordinal_text", "precision", "attendance", "place", "ward", "district",
    "opens_term", "delegates", "is_delegates_approximate", "countries_count", "organizations_count", "note",
)  # fmt: skip


def load_terms(loader: Loader, entries: list[Entry]) -> None:
    for entry in entries:
        from_year, to_year = read_years(entry["years"])
        organization = body(loader, entry["organization"])
        if organization:
            loader.take(
                f"term:{entry['organization']}:{from_year}",
                Term,
                {
                    "organization": organization,
                    "ordinal": entry.get("ordinal"),
                    "ordinal_text": entry.get("ordinal_text", ""),
                    "from_year": from_year,
                    "to_year": to_year,
                    "opened_on": read_day(entry.get("opened_on"))[0],
                    **graded(entry),
                },
            )


def load_offices(loader: Loader, entries: list[Entry]) -> None:
    for entry in entries:
        person = loader.take(
            f"person:{entry['id']}", Person, {"name": entry["person"], "honorific": entry.get("honorific", "")}
        )
        organization = body(loader, entry["organization"])
        if person and organization:
            loader.take(
                f"office:{entry['id']}:{entry['organization']}:{slugify(entry['office'])}",
                OfficeHolder,
                {
                    "person": person,
                    "organization": organization,
                    "office": entry["office"],
                    "rank": entry["rank"],
                    "ends_on": read_day(entry.get("ends_on"))[0],
                    "precision": entry.get("precision", "day"),
                    **graded(entry),
                },
            )


def load_events(loader: Loader, series: list[Entry], events: list[Entry]) -> None:
    for entry in series:
        loader.take(f"series:{entry['id']}", EventSeries, {"name": entry["name"], "slug": entry["id"]})
    for entry in events:
        _load_event(loader, entry)


def _load_event(loader: Loader, entry: Entry) -> None:
    starts_on = date.fromisoformat(entry["starts_on"])
    is_known = f"event:{entry['id']}" in loader.known
    event = loader.take(
        f"event:{entry['id']}",
        Event,
        {field: entry[field] for field in PLAIN_FACTS if field in entry}
        | {
            "slug": slugify(entry["name"], max_length=160),
            "starts_on": starts_on,
            "ends_on": date.fromisoformat(entry.get("ends_on") or entry["starts_on"]),
            "series": loader.taken(f"series:{entry['series']}") if "series" in entry else None,
            "part_of": loader.taken(f"event:{entry['part_of']}") if "part_of" in entry else None,
            "province": loader.taken(f"province:{entry['province']}") if "province" in entry else None,
            "term": loader.taken(f"term:{entry['term']}") if "term" in entry else None,
            **graded(entry),
        },
    )
    if event is None:
        return
    if not is_known:
        event.countries.set([loader.taken(f"country:{code}") for code in entry.get("countries", [])])
    for position, organizer in enumerate(entry["organizers"]):
        organization = body(loader, organizer.get("organization"))
        if organization or "name" in organizer:
            loader.take(
                f"event-body:{entry['id']}:{organizer.get('organization') or slugify(organizer['name'])}",
                EventOrganizer,
                {
                    "event": event,
                    "organization": organization,
                    "name": organizer.get("name", ""),
                    "role": organizer.get("role", EventOrganizer.Role.ORGANISER),
                    "position": position,
                },
            )
