"""Countries with their relations, and provincial units before and after 1 July 2025."""

from datetime import date, timedelta
from typing import Any

from organizations.loading.records import Loader
from organizations.loading.values import LAST_OLD_DAY, MERGERS_ON, PROVINCE_KINDS, REGIONS, graded
from organizations.models import Country, CountryRelation, Province, ProvincePeriod, ProvinceSuccession
from vietnamese import slugify

Entry = dict[str, Any]


def load_countries(loader: Loader, entries: list[Entry]) -> None:
    for entry in entries:
        country = loader.take(
            f"country:{entry['code']}",
            Country,
            {
                "code": entry["code"],
                "name": entry["name"],
                "slug": slugify(entry["name"]),
                "other_names": "\n".join(entry["other_names"]),
            },
            match={"code": entry["code"]},
        )
        for relation in entry["relations"] if country else ():
            established_on = date.fromisoformat(relation["established_on"])
            loader.take(
                f"relation:{entry['code']}:{relation['kind']}",
                CountryRelation,
                {"country": country, "kind": relation["kind"], "established_on": established_on, **graded(relation)},
            )


def load_provinces(loader: Loader, units: list[Entry], notes: dict[str, str]) -> None:
    """Every old unit first, so that a code is free when its next holder takes it."""
    for unit in units:
        for old in unit["merged_from"]:
            _load_old_unit(loader, unit, old, notes)
    for unit in units:
        _load_today(loader, unit)
        successor = loader.taken(f"province:{slugify(unit['name_vi'])}")
        for old in unit["merged_from"]:
            predecessor = loader.taken(f"province:{slugify(old['name_vi'])}")
            if predecessor and successor and predecessor != successor:
                loader.take(
                    f"province-succession:{predecessor.slug}:{successor.slug}",
                    ProvinceSuccession,
                    {
                        "predecessor": predecessor,
                        "successor": successor,
                        "happened_on": date.fromisoformat(unit["effective"]),
                    },
                )


def _load_old_unit(loader: Loader, unit: Entry, old: Entry, notes: dict[str, str]) -> None:
    is_going_on = old["name_vi"] == unit["name_vi"]
    slug = slugify(old["name_vi"])
    remarks = [unit.get("note"), unit.get("check")] if is_going_on else []
    province = loader.take(
        f"province:{slug}",
        Province,
        {
            "slug": slug,
            "name": old["name_vi"],
            "ended_on": None if is_going_on else LAST_OLD_DAY,
            "note": "\n".join(remark for remark in [*remarks, notes.get(old["name_vi"])] if remark),
        },
        match={"slug": slug},
    )
    if province is None:
        return
    facts = {
        "province": province,
        "code": old["gso_code"],
        "iso_code": old["iso_3166_2"],
        "region": REGIONS[old["region_before"]],
    }
    starts_on = None
    for before in unit.get("names_before", []) if is_going_on else []:
        until = date.fromisoformat(before["until"])
        kind = PROVINCE_KINDS[before["type"]]
        _take_period(loader, starts_on, facts | {"name": before["name_vi"], "kind": kind, "ends_on": until})
        starts_on = until + timedelta(days=1)
    is_unchanged = is_going_on and not unit["merged"] and unit["region"] == old["region_before"]
    kind = PROVINCE_KINDS[old["type_on_2025_06_30"]]
    ends_on = None if is_unchanged else LAST_OLD_DAY
    _take_period(loader, starts_on, facts | {"name": old["name_vi"], "kind": kind, "ends_on": ends_on})


def _load_today(loader: Loader, unit: Entry) -> None:
    """The periods since the mergers; none when nothing about the unit has changed."""
    province = loader.taken(f"province:{slugify(unit['name_vi'])}")
    own = next(old for old in unit["merged_from"] if old["name_vi"] == unit["name_vi"])
    if province is None or (not unit["merged"] and unit["region"] == own["region_before"]):
        return
    starts = [max(_day(entry["from"]), MERGERS_ON) for entry in unit["type_history"]]
    ends = [*(start - timedelta(days=1) for start in starts[1:]), None]
    for entry, starts_on, ends_on in zip(unit["type_history"], starts, ends, strict=True):
        _take_period(
            loader,
            starts_on,
            {
                "province": province,
                "name": unit["name_vi"],
                "kind": PROVINCE_KINDS[entry["type"]],
                "code": unit["code"],
                "iso_code": "" if unit["merged"] else own["iso_3166_2"],
                "region": REGIONS[unit["region"]],
                "ends_on": ends_on,
            },
        )


def _day(text: str | None) -> date:
    return date.fromisoformat(text) if text else date.min


def _take_period(loader: Loader, starts_on: date | None, facts: Entry) -> None:
    key = f"province-period:{facts['province'].slug}:{starts_on or ''}"
    loader.take(key, ProvincePeriod, facts | {"starts_on": starts_on})
