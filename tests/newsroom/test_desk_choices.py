"""Every field of the desk in which a row is chosen by its name: what is no row is a mistake, not a broken page."""

from html.parser import HTMLParser
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from articles.models import FeaturedList
from tests.factories import make_organization, make_user
from tests.newsroom.desk import client_of
from tests.organizations.desk import fields_of


class _Choices(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "select" and "admin-autocomplete" in (given.get("class") or ""):
            self.names.append((given["name"] or "").replace("__prefix__", "0"))


def choices_of(html: str) -> list[str]:
    """The fields of a page in which a row is chosen by name, those of an inline's first new row among them."""
    parser = _Choices()
    parser.feed(html)
    return parser.names


def choosing() -> list[str]:
    """The kinds of things whose form has such a field."""
    admins = {
        model._meta.label_lower: [each, *each.inlines] for model, each in admin.site._registry.items()
    }  # the story's own form draws them itself
    found = [label for label, parts in admins.items() if any(part.autocomplete_fields for part in parts)]
    return sorted({*found, "newsroom.story", "organizations.organization"})


@pytest.fixture
def chief_of_all(db) -> Client:
    return client_of(make_user(is_superuser=True))


def form_of(label: str) -> str:
    base = f"admin:{label.replace('.', '_')}"
    if label == "articles.featuredlist":  # the pages say which lists there are
        return reverse(f"{base}_change", args=[FeaturedList.objects.create(key="thu", name="Thử").pk])
    return reverse(f"{base}_add")


def send(client: Client, label: str, *, chosen: str) -> Any:
    """The form with this in every field in which a row is chosen."""
    url = form_of(label)
    page = client.get(url).content.decode()
    names = choices_of(page)
    assert names
    rows = {name: "1" for name in fields_of(page) if name.endswith("-TOTAL_FORMS")}
    return client.post(url, fields_of(page) | rows | dict.fromkeys(names, chosen))


@pytest.mark.parametrize("label", choosing())
def test_what_is_no_row_is_a_mistake_on_the_form(chief_of_all: Client, label: str) -> None:
    response = send(chief_of_all, label, chosen="x")
    assert response.status_code in {200, 422}
    assert "errorlist" in response.content.decode()


@pytest.mark.parametrize("label", choosing())
def test_a_number_that_no_database_holds_is_refused(chief_of_all: Client, label: str) -> None:
    assert send(chief_of_all, label, chosen="9" * 40).status_code in {200, 400, 422}


def test_the_duplicate_of_a_body(chief_of_all: Client) -> None:
    url = reverse("admin:organizations_organization_merge", args=[make_organization().pk])
    assert chief_of_all.post(url, {"duplicate": "x"}).context["form"].errors["duplicate"]
