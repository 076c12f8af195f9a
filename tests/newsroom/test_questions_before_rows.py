"""What readers see as soon as it is saved asks first: sections, tags, authors, bodies, events, pages, settings."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from tests import factories
from tests.factories import make_author, make_list, make_section, make_tag
from tests.newsroom.asking import asked, go_on
from tests.newsroom.desk import client_of

pytestmark = pytest.mark.asks


def changed(client: Client, url: str, **values: Any) -> Any:
    """Send a form of the admin as it stands, but for these values."""
    form = client.get(url).context["adminform"].form
    data = {name: form[name].value() for name in form.fields}
    data = {name: getattr(value, "pk", value) for name, value in data.items() if value is not None}
    for formset in client.get(url).context["inline_admin_formsets"]:
        prefix = formset.formset.prefix
        data |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    return client.post(url, data | values)


@pytest.mark.parametrize("kind", ["section", "tag", "author", "topic", "organization", "event", "standing", "list"])
def test_what_readers_see_at_once_asks(chief: User, kind: str) -> None:
    chief.is_superuser = True
    chief.save()
    from pages.models import StandingPage

    row: Any
    match kind:
        case "section":
            row, field = make_section(name="Đối ngoại"), "name"
        case "tag":
            row, field = make_tag(name="hòa bình"), "name"
        case "author":
            row, field = make_author(name="Thu Hà"), "name"
        case "topic":
            row, field = factories.make_topic(name="Đại hội"), "name"
        case "organization":
            row, field = factories.make_organization(name="Hội hữu nghị Việt Nam - Lào"), "name"
        case "event":
            row, field = factories.make_event(name="Gặp mặt"), "name"
        case "standing":
            row = StandingPage.objects.create(
                slug="gioi-thieu", title="Giới thiệu", text="<p>a</p>", changed_at=timezone.now()
            )
            field = "title"
        case "list":
            row, field = make_list(key="home-lead"), "name"
    url = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    client = client_of(chief)
    before = getattr(row, field)
    answer = changed(client, url, **{field: "Tên mới"})
    said = asked(answer)
    assert before in said
    assert "Tên mới" in said
    row.refresh_from_db()
    assert getattr(row, field) == before
    assert client.post(url, dict(answer.context["again"]) | {"_back": "1"}).status_code == 200
    row.refresh_from_db()
    assert getattr(row, field) == before
    assert go_on(client, answer).status_code == 302
    row.refresh_from_db()
    assert getattr(row, field) == "Tên mới"
    assert changed(client, url).status_code == 302  # nothing changed, nothing asked


def test_a_fact_that_waits_to_be_confirmed_asks_when_it_is_confirmed(chief: User) -> None:
    body = factories.make_organization(name="Hội mới", is_confirmed=False)
    chief.is_superuser = True
    chief.save()
    client = client_of(chief)
    url = reverse("admin:organizations_organization_change", args=[body.pk])
    assert changed(client, url, name="Hội mới lập").status_code == 302
    answer = client.post(
        reverse("admin:organizations_organization_changelist"),
        {"action": "confirm", "_selected_action": [body.pk], "index": "0"},
    )
    assert "Hội mới lập" in asked(answer)
    go_on(client, answer)
    body.refresh_from_db()
    assert body.is_confirmed


def test_merging_two_bodies_asks(chief: User) -> None:
    chief.is_superuser = True
    chief.save()
    keep, twice = factories.make_organization(name="Hội A"), factories.make_organization(name="Hội A (lặp)")
    client = client_of(chief)
    answer = client.post(
        reverse("admin:organizations_organization_merge", args=[keep.pk]), {"duplicate": str(twice.pk)}
    )
    assert "Hội A (lặp)" in asked(answer)
    go_on(client, answer)
    assert not type(keep).objects.filter(pk=twice.pk).exists()
