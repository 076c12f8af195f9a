"""On a telephone no box has less than 16 px, or it zooms into the page: wherever readers and colleagues type."""

from typing import Any

import pytest
from django.contrib import admin
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from articles.models import FeaturedList
from newsroom import curation
from pages.models import SiteSettings
from photos.models import Photo
from tests.factories import (
    make_author,
    make_event,
    make_organization,
    make_province,
    make_section,
    make_tag,
    make_topic,
)
from tests.journeys.screen import Screen, open_screen
from tests.journeys.test_a_reader_on_a_phone import phone

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

# Of every box that is on the page, shown or folded away: what it is called, and how large its letters are.
BOXES = """() => [...document.querySelectorAll("input, textarea, select, [contenteditable=true]")]
  .filter((box) => !["hidden", "checkbox", "radio", "file", "submit", "button", "image", "reset"].includes(box.type))
  .map((box) => [box.name || box.id || box.className, parseFloat(getComputedStyle(box).fontSize)])"""


def small_boxes(screen: Screen, addresses: list[str]) -> tuple[list[Any], int]:
    """(address, box, size) of those that are too small, and how many were measured."""
    small, measured = [], 0
    for address in addresses:
        screen.go(address)
        assert screen.page.evaluate("matchMedia('(pointer: coarse)').matches")
        if screen.scrolls_sideways() and not address.startswith("/quan-tri/"):
            small.append((address, "scrolls sideways", 0))
        boxes = screen.page.evaluate(BOXES)
        measured += len(boxes)
        small += [(address, name, size) for name, size in boxes if size < 16]
    return small, measured


def test_readers_pages(reader, section) -> None:
    make_organization(province=make_province()), make_event()
    addresses = ["/", "/tim-kiem/", "/tim-kiem/?q=huu+nghi", "/to-chuc/", "/su-kien/", section.get_absolute_url()]
    small, measured = small_boxes(reader(**phone(360)), addresses)
    assert small == []
    assert measured >= 12


def test_the_desk(chromium, live_server, live_story, at_desk, colleague) -> None:
    """Every form and every list that there is, the story's and the lists' own pages, what stands before the sign-in."""
    chief = colleague("editor_in_chief")
    chief.is_superuser = True
    chief.save()
    story = live_story()
    rows = [make_section(), make_topic(), make_tag(), make_author(), make_organization(), make_event(), make_province()]
    rows += [SiteSettings.objects.create(changed_at=timezone.now()), Photo.objects.first(), chief]
    curation.make_missing_lists()
    addresses = ["/quan-tri/", "/quan-tri/bao-mat/", "/quan-tri/bao-mat/bat/", "/quan-tri/password_change/"]
    addresses.append(reverse("admin:organizations_coverage"))
    addresses += [
        reverse(f"admin:newsroom_story_{page}", args=[story.pk]) for page in ("change", "correct", "address", "compare")
    ]
    addresses.append(reverse("admin:newsroom_list_arrange", args=[FeaturedList.objects.first().pk]))
    asked = RequestFactory().get("/")
    asked.user = chief
    for model, model_admin in admin.site._registry.items():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        addresses.append(reverse(f"{name}_changelist"))
        if model_admin.has_add_permission(asked):
            addresses.append(reverse(f"{name}_add"))
    addresses += [reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk]) for row in rows]
    screen = at_desk("editor_in_chief", on=phone(360))
    small, measured = small_boxes(screen, addresses)
    assert small == []
    assert measured >= 400
    stranger = open_screen(chromium, live_server.url, **phone(360))
    small, measured = small_boxes(stranger, ["/quan-tri/login/", "/quan-tri/quen-mat-khau/"])
    stranger.close()
    assert (small, measured) == ([], 3)
