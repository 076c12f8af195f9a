"""Every field of every form of the desk is classified: what readers get at once has a right and stands in the audit."""

from typing import Any

import pytest
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import FieldError
from django.test import RequestFactory
from django.urls import reverse

from accounts.models import User
from newsroom.admin.byline import BylineForm
from newsroom.admin.story_form import StoryForm
from newsroom.models import AuditEntry
from newsroom.readers_get import READERS_GET, is_at_once
from newsroom.roles import ROLES
from organizations.admin import bodies
from organizations.models import Organization
from tests.factories import make_author, make_section, make_tag, make_user
from tests.newsroom.desk import client_of


@pytest.fixture
def of_everything(db) -> Any:
    request = RequestFactory().get("/")
    request.user = User(pk=1, is_superuser=True, is_active=True)
    return request


def inlines() -> list[Any]:
    """Every kind of rows on a page of the desk, those of a body's page among them, which depend on the body."""
    found = [each(model, admin.site) for model, page in admin.site._registry.items() for each in page.inlines]
    of_bodies = [
        each for name, each in vars(bodies).items() if name.endswith("Inline") and getattr(each, "model", None)
    ]
    return found + [each(Organization, admin.site) for each in of_bodies]


def forms(request: Any) -> list[tuple[str, set[str]]]:
    """What each form of the desk takes, by the kind of thing that it is about."""
    found = []
    for model, each in admin.site._registry.items():
        for thing in (None, model()):  # adding, changing
            try:
                names = set(each.get_form(request, thing, change=thing is not None).base_fields)
            except FieldError:  # a page to look at: all it shows is computed
                assert not each.has_change_permission(request)
                names = set()
            if each.has_add_permission(request) or each.has_change_permission(request):
                found.append((model._meta.label_lower, names))
    for inline in inlines():
        rows = inline.get_formset(request)
        found.append((inline.model._meta.label_lower, set(rows.form.base_fields) - {rows.fk.name}))
    story = StoryForm.base_fields.keys() | {"tags"} | BylineForm.base_fields.keys()
    return [*found, ("newsroom.story", set(story))]


def test_every_field_of_the_desk_is_classified(of_everything: Any) -> None:
    taken: dict[str, set[str]] = {label: set() for label in READERS_GET}
    for label, names in forms(of_everything):
        assert label in READERS_GET, f"say in newsroom/readers_get.py what readers get of {label}"
        unknown = names - set(READERS_GET[label].fields)
        assert not unknown, (
            f"say in newsroom/readers_get.py whether readers get {unknown} of {label}, and whose right it is"
        )
        taken[label] |= names
    idle = {label: set(reach.fields) - taken[label] for label, reach in READERS_GET.items()}
    assert {label: names for label, names in idle.items() if names} == {}


def test_each_field_is_classified_once() -> None:
    for label, reach in READERS_GET.items():
        assert sorted(set(reach.fields)) == sorted(reach.fields), label


def test_what_readers_get_at_once_asks_for_a_second_factor() -> None:
    rights = {reach.right for reach in READERS_GET.values() if reach.at_once}
    assert rights - set(settings.SECOND_FACTOR_OF) == set()
    adding = {right.replace("change_", "add_") for right in rights} - {"newsroom.edit_story", "articles.add_tag"}
    assert adding - set(settings.SECOND_FACTOR_OF) == set()


@pytest.mark.parametrize("role", ROLES)
def test_only_the_right_opens_what_readers_get_at_once(roles, role: str) -> None:
    """Of every kind with a form, to every role: it changes the thing if, and only if, it holds the right."""
    request = RequestFactory().get("/")
    request.user = make_user(role=role)
    for model, each in admin.site._registry.items():
        label = model._meta.label_lower
        if is_at_once(label):
            assert each.has_change_permission(request) == request.user.has_perm(READERS_GET[label].right), label
    for inline in inlines():
        label = inline.model._meta.label_lower
        if is_at_once(label):
            may = request.user.has_perm(READERS_GET[label].right)
            assert inline.has_change_permission(request) == may, label


def test_what_readers_get_at_once_is_in_the_audit(chief: User) -> None:
    client = client_of(chief)
    tag, author, section = make_tag(name="Hữu nghi"), make_author(name="Sơn Ca"), make_section(name="Đối ngoại")
    client.post(reverse("admin:articles_tag_change", args=[tag.pk]), {"name": "Hữu nghị", "slug": tag.slug})
    entry = AuditEntry.objects.get(subject=f"articles.tag:{tag.pk}")
    assert (entry.act, entry.actor) == ("edit", chief)
    assert [entry.subject, "name", "Hữu nghi", "Hữu nghị"] in entry.detail["fields"]
    data = {"name": "Sơn Ca", "slug": author.slug, "standing": "staff", "title_lines": "", "bio": "Nhà báo."}
    client.post(reverse("admin:articles_author_change", args=[author.pk]), data)
    assert AuditEntry.objects.get(subject=f"articles.author:{author.pk}").act == "edit"
    data = {"name": "Đối ngoại", "position": "3", "colour": "0", "description": "Tin đối ngoại."}
    client.post(reverse("admin:articles_section_change", args=[section.pk]), data)
    assert AuditEntry.objects.filter(subject=f"articles.section:{section.pk}").count() == 1
    client.post(reverse("admin:articles_tag_add"), {"name": "Đoàn kết", "slug": "doan-ket"})
    assert AuditEntry.objects.get(act="add").detail["name"] == "Đoàn kết"
    page = client.get(reverse("admin:newsroom_auditentry_changelist")).content.decode()
    assert reverse("admin:articles_tag_change", args=[tag.pk]) in page


def test_a_save_that_changes_nothing_is_no_entry(chief: User) -> None:
    tag = make_tag(name="Hữu nghị")
    client_of(chief).post(reverse("admin:articles_tag_change", args=[tag.pk]), {"name": "Hữu nghị", "slug": tag.slug})
    assert not AuditEntry.objects.filter(subject__startswith="articles.tag").exists()
