"""The directory of bodies: as a tree, and as lists by name, kind, province and country."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any

import django_filters
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organizations.models import Country, Organization, OrganizationKind, Province
from organizations.querysets.bodies import OrganizationQuerySet
from organizations.tree import Node, build_tree
from pagecache import pass_over
from pages.caching import public_page
from pages.directory import body_card
from pages.filters import BySlug, settled
from pages.frame import frame
from pages.meta import page_meta
from pages.page_contexts import BodyGroup, OrganizationsPage
from pages.page_types import BodyCard, Link

VIEWS = {
    "": gettext_lazy("The whole system"),
    "ten": gettext_lazy("By name"),
    "loai": gettext_lazy("By kind"),
    "tinh-thanh": gettext_lazy("By province"),
    "nuoc": gettext_lazy("By country"),
}


class BodyFilter(django_filters.FilterSet):
    """What a reader may narrow the directory down to."""

    q = django_filters.CharFilter(label=gettext_lazy("Name"), method="named", max_length=200)
    loai = django_filters.ChoiceFilter(
        label=gettext_lazy("Kind"), field_name="kind", choices=OrganizationKind.choices, empty_label=gettext_lazy("All")
    )
    tinh = BySlug(
        label=gettext_lazy("Province"),
        queryset=Province.objects.in_alphabetical_order(),
        method="of_province",
        empty_label=gettext_lazy("All"),
    )
    nuoc = BySlug(
        label=gettext_lazy("Country"),
        field_name="country",
        queryset=Country.objects.in_alphabetical_order(),
        empty_label=gettext_lazy("All"),
    )

    class Meta:
        model = Organization
        fields: list[str] = []

    def named(self, found: OrganizationQuerySet, name: str, value: str) -> OrganizationQuerySet:
        return found.matching(value)

    def of_province(self, found: OrganizationQuerySet, name: str, value: Province) -> OrganizationQuerySet:
        return found.of_province(value)


@public_page(reads=[*BodyFilter.base_filters, "xem"])
def organizations(request: HttpRequest) -> HttpResponse:
    """The directory. A filtered one is a list, and search engines are asked not to list it."""
    on = timezone.localdate()
    view = request.GET.get("xem", "")
    view = view if view in VIEWS else ""
    bodies = Organization.objects.public().with_place().in_alphabetical_order()
    filters = settled(BodyFilter(request.GET, queryset=bodies))
    is_filtered = any(request.GET.get(name) for name in filters.filters)
    if is_filtered:
        pass_over()
    listed = list(filters.qs) if filters.is_valid() and (is_filtered or view) else []
    groups = _by_name(listed, on=on) if is_filtered else _groups(view, listed, on=on)
    around = frame()
    address = reverse("pages:organizations")
    page = OrganizationsPage(
        groups=tuple(groups),
        views=tuple(Link(str(label), f"{address}?xem={name}" if name else address) for name, label in VIEWS.items()),
        current_view=f"{address}?xem={view}" if view else address,
        form=filters.form,
        is_filtered=is_filtered,
        total=sum(len(group.bodies) for group in groups),
    )
    meta = page_meta(
        _("Organizations"),
        settings=around.settings,
        address=page.current_view,
        description=_("The Vietnam Union of Friendship Organizations and its members, then and now."),
        is_listed=not is_filtered,
    )
    return TemplateResponse(request, "pages/organizations.html", {"site": around.site, "meta": meta, "page": page})


def _groups(view: str, listed: list[Organization], *, on: date) -> list[BodyGroup]:
    match view:
        case "ten":
            return _by_name(listed, on=on)
        case "loai":
            order = {kind: place for place, kind in enumerate(OrganizationKind.values)}
            return _by(listed, key=lambda body: (order[body.kind], body.get_kind_display(), ""), on=on, detail="")
        case "tinh-thanh":
            within = [body for body in listed if body.province]
            return _by(within, key=lambda body: _place(body.province), on=on)
        case "nuoc":
            abroad = [body for body in listed if body.country]
            return _by(abroad, key=lambda body: (body.country.sort_key, body.country.name, ""), on=on)
    return _tree(build_tree(on=on), on=on)


def _place(province: Any) -> tuple[str, str, str]:
    return province.sort_key, province.name, province.get_absolute_url()


def _by_name(bodies: Iterable[Organization], *, on: date) -> list[BodyGroup]:
    """By the first letter, as the Vietnamese alphabet orders them."""
    return _by(bodies, key=lambda body: ("", body.name[:1].upper(), ""), on=on, is_sorted=True)


def _by(
    bodies: Iterable[Organization], *, key: Any, on: date, is_sorted: bool = False, detail: str | None = None
) -> list[BodyGroup]:
    """Groups under (order, heading, address)."""
    in_order = bodies if is_sorted else sorted(bodies, key=key)
    return [
        BodyGroup(heading=heading, url=url, bodies=tuple(body_card(body, on=on, detail=detail) for body in group))
        for (order, heading, url), group in groupby(in_order, key=key)
    ]


def _tree(roots: list[Node], *, on: date) -> list[BodyGroup]:
    """Each body that has others below it heads a group for every kind of them; the roots come first."""
    groups = [BodyGroup(heading=_("At the head"), bodies=tuple(_leaf(root, on=on) for root in roots))] if roots else []
    waiting = list(roots)
    while waiting:
        node = waiting.pop(0)
        for kind, nodes in node.groups:
            groups.append(
                BodyGroup(
                    heading=f"{node.organization.label}: {kind}",
                    url=node.organization.get_absolute_url(),
                    bodies=tuple(_leaf(each, on=on) for each in nodes),
                )
            )
        waiting = [child for child in node.children if child.children and not child.is_further] + waiting
    return groups


def _leaf(node: Node, *, on: date) -> BodyCard:
    detail = ""
    if node.became_part_of:
        detail = _("The province is part of %(province)s today") % {"province": node.became_part_of.name}
    return body_card(node.organization, on=on, name=node.name, detail=detail)
