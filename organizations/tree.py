"""The system of bodies on a day as a tree of plain data, in a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from organizations.models import Affiliation, Organization, OrganizationKind, Province

KIND_ORDER = {kind: place for place, kind in enumerate(OrganizationKind.values)}


@dataclass(slots=True)
class Node:
    """A body in the tree, named as on the day, with those below it."""

    organization: Organization
    name: str
    is_further: bool = False  # it stands here by a further parent; its own place is elsewhere
    became_part_of: Province | None = None  # its province has merged, and what became of the body is not confirmed
    children: list["Node"] = field(default_factory=list)

    @property
    def groups(self) -> list[tuple[str, list["Node"]]]:
        """The bodies below by kind: the kind's name and its bodies, in the order of the system."""
        return [
            (str(OrganizationKind(kind).label), list(nodes))
            for kind, nodes in groupby(self.children, key=lambda node: node.organization.kind)
        ]

    @property
    def size(self) -> int:
        """How many bodies stand below, at whatever depth (each once, at its own place)."""
        return sum(0 if child.is_further else 1 + child.size for child in self.children)


def build_tree(*, on: date) -> list[Node]:
    """The confirmed bodies of a day: the roots, the central body first, each with those below it."""
    bodies = list(
        Organization.objects.public()
        .existing(on=on)
        .in_alphabetical_order()
        .select_related("province", "logo")
        .prefetch_related("periods__province__successions__successor", "province__successions__successor")
    )
    nodes = {body.pk: Node(body, body.name_on(on), became_part_of=_merged_province(body, on=on)) for body in bodies}
    below: dict[int | None, list[Node]] = defaultdict(list)
    for body in bodies:
        parent = _parent_on(body, on=on)
        below[parent if parent in nodes and parent != body.pk else None].append(nodes[body.pk])
    for affiliation in Affiliation.objects.filter(is_confirmed=True, parent__in=nodes, organization__in=nodes):
        if affiliation.is_held(on=on):
            node = nodes[affiliation.organization_id]
            below[affiliation.parent_id].append(Node(node.organization, node.name, is_further=True))
            if affiliation.role == Affiliation.Role.STANDING_AGENCY and node in below[None]:
                below[None].remove(node)
                below[affiliation.parent_id][-1] = node
    for parent, children in below.items():
        if parent is not None:
            nodes[parent].children = sorted(children, key=_place)
    return sorted(below[None], key=_place)


def _place(node: Node) -> tuple[int, str, int]:
    return KIND_ORDER[node.organization.kind], node.organization.sort_key, node.organization.pk


def _parent_on(body: Organization, *, on: date) -> int | None:
    period = body.period_on(on)
    return period.parent_id if period and period.parent_id else body.parent_id


def _merged_province(body: Organization, *, on: date) -> Province | None:
    province = body.province_on(on)
    if province is None or province.is_existing(on=on):
        return None
    successions = [row for row in province.successions.all() if row.happened_on <= on]
    return successions[0].successor if successions else None
