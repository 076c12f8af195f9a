"""Whatever stands in a row, machines can read what they are given: no control characters, no fractions of a second."""

import json
import re
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest
from django.apps import apps
from django.db import models
from django.db.models.functions import Concat, Left
from icalendar import Calendar

from articles.models import Article, Correction
from organizations.models import Event
from pages.models import SiteSettings, StandingPage
from tests.factories import LONG_AGO
from tests.pages.addresses import Magazine
from tests.pages.reading import parse

pytestmark = pytest.mark.django_db
BAD = "\x01\x08\x0b\x0c\x1f\x7f\ufffe\uffff"
ROOMS = ("articles", "organizations", "pages", "photos")
# What no page prints as words, and what has a form that the database asks for.
OTHER = re.compile(
    r"slug|url|website|hash|key|icon|image|color|sort|search|folded|precision|code|kind|status|^id$|path"
)


@pytest.fixture
def magazine() -> Magazine:
    made = Magazine()
    made.fill(2)
    Correction.objects.create(article=made.article, text="Sửa một chi tiết.", published_at=LONG_AGO)
    return made


def spoil() -> set[str]:
    """Put what no text may hold into every column of words, as an old row or a shell would bring it."""
    spoilt = set()
    for model in apps.get_models():
        if model._meta.app_label not in ROOMS:
            continue
        for field in model._meta.local_fields:
            is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
            if not is_text or OTHER.search(field.name) or field.get_internal_type() == "SlugField":
                continue
            value: Any = Concat(models.Value(f"Hữu{BAD}"), models.F(field.name), output_field=models.TextField())
            value = value if field.max_length is None else Left(value, field.max_length)
            model._default_manager.exclude(**{field.name: ""}).update(**{field.name: value})
            spoilt.add(f"{model.__name__}.{field.name}")
    return spoilt


def test_a_control_character_in_any_text_makes_nothing_invalid(client, magazine) -> None:
    spoilt = spoil()
    named = (SiteSettings, "name"), (Article, "title"), (Event, "name"), (Correction, "text"), (StandingPage, "title")
    assert {f"{model.__name__}.{field}" for model, field in named} <= spoilt
    for address in [*magazine.addresses, "/tim-kiem/?q=huu"]:
        response = client.get(address)
        assert response.status_code == 200, address
        text = response.content.decode()
        assert not [letter for letter in BAD if letter in text], address
        kind = response["Content-Type"].split(";")[0]
        if kind.endswith("xml"):
            ElementTree.fromstring(response.content)  # noqa: S314  # our own
        if "rss" in kind:
            assert not feedparser.parse(response.content).bozo, address
        if kind == "text/calendar":
            Calendar.from_ical(response.content)
        if kind == "text/html":
            for each in parse(response).iter("script"):
                if each.get("type") == "application/ld+json":
                    json.loads(each.text)


# A moment with a fraction: 2026-11-22T09:30:00.123456+07:00, also without its zone, or as Django's "c" writes it.
FRACTION = re.compile(r"\d{2}:\d{2}:\d{2}[.,]\d+")


def test_no_moment_that_machines_read_has_a_fraction_of_a_second(client, magazine) -> None:
    odd = LONG_AGO.replace(microsecond=123_456)
    for model in apps.get_models():
        if model._meta.app_label in ROOMS:
            for field in model._meta.local_fields:
                if isinstance(field, models.DateTimeField) and field.name in {
                    "published_at",
                    "updated_at",
                    "changed_at",
                }:
                    model._default_manager.filter(**{f"{field.name}__isnull": False}).update(**{field.name: odd})
    Article.objects.update(updated_at=odd, published_at=odd)
    for address in magazine.addresses:
        text = client.get(address).content.decode()
        assert FRACTION.findall(text) == [], address
