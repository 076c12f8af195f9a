"""No page of the desk is drawn within a transaction: on SQLite nobody else can write until it is over."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.signals import template_rendered
from django.urls import reverse

from newsroom import writing
from newsroom.models import Story
from tests.factories import LONG_AGO, make_organization, make_section, make_story, make_user
from tests.newsroom.desk import ADD_URL, change_url, story_data

pytestmark = pytest.mark.django_db(transaction=True)
MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label_lower)


@pytest.fixture
def drawn() -> Iterator[list[bool]]:
    """Of each template that is drawn: whether a transaction was open."""
    seen: list[bool] = []

    def look(**_signal: Any) -> None:
        seen.append(connection.in_atomic_block)

    template_rendered.connect(look)
    yield seen
    template_rendered.disconnect(look)


@pytest.fixture
def client(roles) -> Client:
    client = Client()
    client.force_login(make_user(is_superuser=True))
    return client


@pytest.mark.parametrize("model", MODELS, ids=[model._meta.label_lower for model in MODELS])
def test_a_refused_form_is_drawn_when_its_transaction_is_over(client: Client, drawn: list[bool], model) -> None:
    answer = client.post(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add"), {"x": "1"})
    assert answer.status_code in {200, 302, 403, 405, 422}
    assert True not in drawn


def test_so_is_a_story_that_cannot_be_saved_as_it_is(client: Client, drawn: list[bool]) -> None:
    story = make_story(by=make_user(), section=make_section())
    answer = client.post(change_url(story), story_data(story, section=""))
    assert answer.status_code == 422
    assert drawn
    assert True not in drawn


def test_so_is_one_that_a_colleague_has_saved_first(client: Client, drawn: list[bool]) -> None:
    story = make_story(by=make_user(), section=make_section())
    opened = story_data(story, title="Tiêu đề của tôi")
    Story.objects.filter(pk=story.pk).update(title="Tiêu đề của đồng nghiệp")
    writing.keep_version(Story.objects.get(pk=story.pk), by=None, now=LONG_AGO)
    answer = client.post(change_url(story), opened)
    assert answer.status_code == 409
    assert "Tiêu đề của tôi" in answer.content.decode()
    assert drawn
    assert True not in drawn


def test_so_is_a_row_of_the_directory(client: Client, drawn: list[bool]) -> None:
    organization = make_organization()
    address = reverse("admin:organizations_organization_change", args=[organization.pk])
    assert client.post(address, {"name": ""}).status_code == 200
    assert drawn
    assert True not in drawn


def test_a_new_story_that_cannot_be_saved_is_drawn_outside_too(client: Client, drawn: list[bool]) -> None:
    assert client.post(ADD_URL, story_data()).status_code == 422
    assert True not in drawn
