"""VUFO, its organs, associations and unions, with their successions; a union that carried on is one row."""

from datetime import date
from typing import Any

from organizations.loading.records import Loader
from organizations.loading.values import KINDS, LAST_OLD_DAY, MERGERS_ON, graded, read_day, read_years
from organizations.models import (
    Affiliation,
    Alias,
    Organization,
    OrganizationKind,
    OrganizationPeriod,
    Province,
    Succession,
    Term,
)
from vietnamese import slugify

Entry = dict[str, Any]
# Names such as "Ban Thường vụ" say nothing in an address: these kinds take the key of the data.
ADDRESSED_BY_KEY = {OrganizationKind.ORGAN, OrganizationKind.BRANCH, OrganizationKind.CLUSTER}


def body(loader: Loader, key: str | None) -> Organization | None:
    """The body taken for a key of the data."""
    return loader.taken(f"organization:{key}") if key else None


def load_body(loader: Loader, entry: Entry, *, province: Province | None = None) -> Organization | None:
    """One body with its aliases, further parents and term."""
    founded_on, founded_precision = read_day(entry.get("founded"))
    kind = KINDS.get(entry["kind"], OrganizationKind.OTHER)
    slug = entry["id"] if kind in ADDRESSED_BY_KEY else slugify(entry["name_vi"])
    parent = body(loader, entry.get("parent"))
    if province is None and kind in {OrganizationKind.LOCAL_ASSOCIATION, OrganizationKind.BRANCH} and parent:
        province = parent.province
    organization = loader.take(
        f"organization:{entry['id']}",
        Organization,
        {
            "name": entry["name_vi"],
            "slug": slug,
            "kind": kind,
            "has_general_name": entry.get("general_name", False),
            "acronym": entry.get("short", ""),
            "name_en": entry.get("name_en", ""),
            "parent": parent,
            "province": province,
            "country": loader.taken(f"country:{entry['country']}") if entry.get("country") else None,
            "founded_on": founded_on,
            "founded_precision": founded_precision,
            "address": entry.get("address", ""),
            "note": entry.get("note", ""),
            **graded(entry),
        },
        match={"slug": slug},
    )
    if organization:
        _load_names(loader, entry, organization)
        _load_further_parents(loader, entry, organization)
        _load_term(loader, entry, organization)
    return organization


def _load_names(loader: Loader, entry: Entry, organization: Organization) -> None:
    names: list[tuple[str, bool, date | None]] = [(name, False, None) for name in entry.get("aliases", [])]
    names += [(name, True, None) for name in entry.get("general_aliases", [])]
    names += [(old["name_vi"], False, date.fromisoformat(old["until"])) for old in entry.get("names_before", [])]
    for name, is_general, ends_on in names:
        loader.take(
            f"alias:{entry['id']}:{name}"[:200],
            Alias,
            {"organization": organization, "name": name, "is_general": is_general, "ends_on": ends_on},
            match={"organization": organization, "name": name},
        )


def _load_further_parents(loader: Loader, entry: Entry, organization: Organization) -> None:
    for field, role in (
        ("also_member_of", Affiliation.Role.MEMBER),
        ("standing_agency", Affiliation.Role.STANDING_AGENCY),
    ):
        parent = body(loader, entry.get(field))
        if parent:
            loader.take(
                f"affiliation:{entry['id']}:{entry[field]}",
                Affiliation,
                {"organization": organization, "parent": parent, "role": role, **graded(entry)},
            )


def _load_term(loader: Loader, entry: Entry, organization: Organization) -> None:
    if "term" not in entry:
        return
    from_year, to_year = read_years(entry["term"])
    loader.take(
        f"term:{entry['id']}:{from_year}",
        Term,
        {
            "organization": organization,
            "ordinal": entry.get("term_ordinal"),
            "from_year": from_year,
            "to_year": to_year,
            "opened_on": read_day(entry.get("term_opened"))[0],
            **graded(entry),
        },
    )


def load_unions(loader: Loader, before: list[Entry], after: list[Entry], codes: dict[str, str]) -> dict[str, str]:
    """The unions on both sides of 1 July 2025; `codes` gives the slug of the old unit with a code.

    Returns which key of the data stands for which union: "lhhn-ha-noi-2025" is "lhhn-ha-noi" carried on.
    """
    by_key = {entry["id"]: entry for entry in before}
    for entry in before:
        load_body(loader, entry, province=loader.taken(f"province:{codes[entry['province_before']]}"))
    same: dict[str, str] = {}
    for entry in after:
        carried_on = next((key for key in entry["predecessors"] if by_key[key]["name_vi"] == entry["name_vi"]), None)
        if carried_on:
            same[entry["id"]] = carried_on
            _load_periods(loader, entry, by_key[carried_on])
        else:
            _load_new_union(loader, entry, same)
        _load_successions(loader, entry, same)
    return same


def _load_new_union(loader: Loader, entry: Entry, same: dict[str, str]) -> None:
    same[entry["id"]] = entry["id"]
    predecessor = body(loader, entry["predecessors"][0])
    province = predecessor.province if predecessor else None
    successor = province.successions.first() if province else None
    load_body(
        loader,
        entry | {"kind": "provincial_union", "parent": "vufo", "founded": MERGERS_ON.isoformat()},
        province=successor.successor if successor else province,
    )


def _load_periods(loader: Loader, after: Entry, before: Entry) -> None:
    """The union before and after the mergers, each with its own source."""
    organization = body(loader, before["id"])
    if organization is None:
        return
    for starts_on, ends_on, entry in ((None, LAST_OLD_DAY, before), (MERGERS_ON, None, after)):
        loader.take(
            f"period:{before['id']}:{starts_on or ''}",
            OrganizationPeriod,
            {
                "organization": organization,
                "starts_on": starts_on,
                "ends_on": ends_on,
                "name": entry["name_vi"],
                "kind": OrganizationKind.PROVINCIAL_UNION,
                "province": organization.province,
                **graded(entry),
            },
        )


def _load_successions(loader: Loader, entry: Entry, same: dict[str, str]) -> None:
    successor = body(loader, same[entry["id"]])
    kind = Succession.Kind.MERGED_INTO if entry["how"] == "merged" else Succession.Kind.CARRIED_ON_AS
    for key in entry["predecessors"]:
        predecessor = body(loader, key)
        if predecessor and successor and predecessor != successor:
            loader.take(
                f"succession:{key}:{same[entry['id']]}",
                Succession,
                {
                    "predecessor": predecessor,
                    "successor": successor,
                    "kind": kind,
                    "happened_on": MERGERS_ON,
                    **graded(entry),
                },
            )
