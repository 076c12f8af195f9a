"""Clusters of unions, their members and who led them."""

from typing import Any

from organizations.loading.bodies import body
from organizations.loading.records import Loader
from organizations.loading.values import LAST_OLD_DAY, MERGERS_ON, graded, read_day
from organizations.models import Alias, ClusterMembership, ClusterOffice, Organization, OrganizationKind

Entry = dict[str, Any]
OTHER_NAMES = (
    "Cụm {number}",
    "Cụm Liên hiệp hữu nghị địa phương số {number}",
    "Cụm Liên hiệp các tổ chức hữu nghị số {number}",
)


def load_clusters(loader: Loader, data: Entry, same: dict[str, str]) -> None:
    for entry in data["clusters"]:
        _load_cluster(loader, entry)
    _load_members(loader, data, same)
    for entry in data["cluster_heads"]:
        for office in (ClusterOffice.Office.HEAD, ClusterOffice.Office.DEPUTY):
            if office in entry:
                _load_office(loader, entry, office, same)


def _load_cluster(loader: Loader, entry: Entry) -> None:
    number = entry["number"]
    key = f"cum-so-{number}"
    cluster = loader.take(
        f"organization:{key}",
        Organization,
        {
            "name": f"Cụm số {number}",
            "slug": key,
            "kind": OrganizationKind.CLUSTER,
            "has_general_name": True,
            "parent": body(loader, "vufo"),
            **graded(entry),
        },
        match={"slug": key},
    )
    for pattern in OTHER_NAMES if cluster else ():
        name = pattern.format(number=number)
        loader.take(
            f"alias:{key}:{name}", Alias, {"organization": cluster, "name": name, "is_general": name == f"Cụm {number}"}
        )


def _load_members(loader: Loader, data: Entry, same: dict[str, str]) -> None:
    """A later list of a cluster ends, on the last day before the mergers, the places of those it leaves out."""
    seen: dict[tuple[int, str], Entry] = {}
    since: dict[tuple[int, str], bool] = {}
    latest: dict[int, set[str]] = {}
    for entry in data["clusters"]:
        members = [same.get(key, key) for key in entry["members"]]
        for key in members:
            since.setdefault((entry["number"], key), entry["number"] in latest)
            seen[entry["number"], key] = entry
        latest[entry["number"]] = set(members)
    for union in data["provincial_unions_before_merger"]:  # named nowhere in a list: the cluster is inferred
        place = (union["cluster"], union["id"])
        if place not in seen:
            seen[place] = {"source": union["source"], "confidence": "inferred"}
            since[place] = False
            latest[union["cluster"]].add(union["id"])
    for (number, key), entry in seen.items():
        cluster, member = body(loader, f"cum-so-{number}"), body(loader, key)
        seen_on, seen_precision = read_day(entry.get("as_of"))
        if cluster and member:
            loader.take(
                f"member:{number}:{key}",
                ClusterMembership,
                {
                    "cluster": cluster,
                    "member": member,
                    "starts_on": MERGERS_ON if since[number, key] else None,
                    "ends_on": None if key in latest[number] else LAST_OLD_DAY,
                    "seen_on": seen_on,
                    "seen_precision": seen_precision,
                    **graded(entry),
                },
            )


def _load_office(loader: Loader, entry: Entry, office: str, same: dict[str, str]) -> None:
    cluster = body(loader, f"cum-so-{entry['cluster']}")
    holder = body(loader, same.get(entry[office], entry[office]))
    if cluster and holder:
        loader.take(
            f"cluster-office:{entry['cluster']}:{entry['year']}:{office}",
            ClusterOffice,
            {"cluster": cluster, "year": entry["year"], "office": office, "holder": holder, **graded(entry)},
        )
