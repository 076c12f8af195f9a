"""The whole of the data, in the order in which one thing needs another."""

import json
from pathlib import Path
from typing import Any

from django.db import transaction

from organizations.indexing import index_everything
from organizations.loading.bodies import load_body, load_unions
from organizations.loading.clusters import load_clusters
from organizations.loading.history import load_events, load_offices, load_terms
from organizations.loading.places import load_countries, load_provinces
from organizations.loading.records import Loader, Report
from organizations.models import Confidence
from vietnamese import slugify

DATA = Path(__file__).resolve().parent.parent / "data"


def _read(name: str, folder: Path) -> Any:
    return json.loads((folder / name).read_text(encoding="utf-8"))


@transaction.atomic
def load_everything(*, confirm: str = Confidence.HIGH, folder: Path = DATA) -> Report:
    """Load all data files at once or not at all; whatever is as sure as `confirm` becomes public."""
    loader = Loader(confirm=confirm)
    units, data, history = (_read(name, folder) for name in ("provinces.json", "organizations.json", "history.json"))
    load_countries(loader, _read("countries.json", folder))
    load_provinces(loader, units, _province_notes(data))
    for entry in [*data["central"], *data["national"]]:
        load_body(loader, entry)
    codes = {old["gso_code"]: slugify(old["name_vi"]) for unit in units for old in unit["merged_from"]}
    same = load_unions(loader, data["provincial_unions_before_merger"], data["provincial_unions_after_merger"], codes)
    for entry in [*data["local_associations"], *history["organizations"]]:
        load_body(loader, entry)
    load_clusters(loader, data, same)
    load_terms(loader, history["terms"])
    load_offices(loader, history["offices"])
    load_events(loader, history["series"], history["events"])
    if loader.report.has_changes:
        index_everything()
    return loader.report


def _province_notes(data: dict[str, Any]) -> dict[str, str]:
    """What the data says of provinces in which no union is known."""
    notes = {name: f"No union in 2023: {text}" for name, text in data["provinces_without_union_2023"].items()}
    return notes | dict.fromkeys(data["provinces_not_settled"], "Whether there is a union is not settled.")
