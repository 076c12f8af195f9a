"""The desk's menu: the places of every day in the bar, everything else one tap away."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy, pgettext

# "app.model" of the places that stand in the bar, in order.
EVERY_DAY = (
    "newsroom.story",
    "photos.photo",
    "articles.featuredlist",
    "organizations.event",
    "organizations.organization",
)
# What lies under "More": a heading, and the apps whose places stand below it. Apps not named here come last.
DRAWERS = (
    (gettext_lazy("Magazine"), ("articles", "pages")),
    (gettext_lazy("Bodies and events"), ("organizations", "photos")),
    (gettext_lazy("The house"), ("newsroom", "accounts", "outbox")),
)


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the menu."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Drawer:
    """The places of one room under "More"."""

    label: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Menu:
    bar: tuple[Place, ...]
    drawers: tuple[Drawer, ...]


def menu(apps: Sequence[dict[str, Any]], *, path: str, reports: Sequence[tuple[str, str]] = ()) -> Menu:
    """From the admin's list of what a colleague may open (`AdminSite.get_app_list`).

    `reports` are pages about bodies that are no list of things: what they are called, and where they stand.
    """
    models = {
        f"{app['app_label']}.{model['object_name'].lower()}": model
        for app in apps
        for model in app["models"]
        if model["admin_url"]
    }
    today = reverse("admin:index")
    every_day = [_place(models[name], path=path) for name in EVERY_DAY if name in models]
    named = {label for _heading, labels in DRAWERS for label in labels}
    others = [(app["name"], (app["app_label"],)) for app in apps if app["app_label"] not in named]
    drawers = []
    for heading, labels in (*DRAWERS, *others):
        rest = [name for name in models if name.partition(".")[0] in labels and name not in EVERY_DAY]
        rest.sort(key=lambda name, labels=labels: labels.index(name.partition(".")[0]))  # type: ignore[misc]
        places = tuple(_place(models[name], path=path) for name in rest)
        if "organizations" in labels:
            places += tuple(Place(label, url, is_current=path.startswith(url)) for label, url in reports)
        if places:
            drawers.append(Drawer(label=capfirst(str(heading)), places=places))
    first = Place(label=pgettext("menu", "Today"), url=today, is_current=path == today)
    return Menu(bar=(first, *every_day) if apps else (), drawers=tuple(drawers))


def _place(model: dict[str, Any], *, path: str) -> Place:
    name = capfirst(str(model["name"]))
    if model["object_name"] == "FeaturedList":
        name = gettext("Front page")
    return Place(label=name, url=model["admin_url"], is_current=path.startswith(model["admin_url"]))
