"""Every field that takes text says on the server how much; what is longer is refused with a message, and stays."""

import importlib
from collections.abc import Iterator

import pytest
from django import forms
from django.apps import apps
from django.contrib import admin
from django.test import RequestFactory

from accounts.forms import NewPasswordForm
from accounts.models import User
from newsroom.editor import BodyFormField
from newsroom.models import Story
from tests.factories import make_story
from tests.newsroom.desk import change_url, client_of, story_data
from tests.test_architecture import RANK, ROOT, rooms
from vietnamese.fields import LONGEST_TEXT

pytestmark = pytest.mark.django_db
IS_BOUNDED_BY_ITSELF = (BodyFormField,)


def endless(fields: dict[str, forms.Field]) -> list[str]:
    return [
        name
        for name, field in fields.items()
        if isinstance(field, forms.CharField)
        and not field.disabled
        and not field.max_length
        and not isinstance(field, IS_BOUNDED_BY_ITSELF)
    ]


def forms_of_the_desk(request) -> Iterator[tuple[str, type[forms.BaseForm]]]:
    for model, page in admin.site._registry.items():
        if not (page.has_add_permission(request) or page.has_change_permission(request)):
            continue
        for obj in (None, model()):
            yield model._meta.label, page.get_form(request, obj)
            for inline in page.get_inline_instances(request, obj):
                yield f"{model._meta.label}: {inline.model.__name__}", inline.get_formset(request, obj).form


def test_every_form_of_the_desk(roles: None) -> None:
    request = RequestFactory().get("/")
    request.user = User.objects.create(username="tat-ca", is_staff=True, is_superuser=True)
    found = {label: endless(form.base_fields) for label, form in forms_of_the_desk(request)}
    assert len(found) > 20
    own = {"accounts.User": ["password1", "password2"]}  # bounded when the form is made, see below
    assert {label: names for label, names in found.items() if names and names != own.get(label)} == {}


def test_every_other_form() -> None:
    for _room, path in rooms():
        if "import forms" in path.read_text(encoding="utf-8"):
            importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))

    def under(form: type) -> Iterator[type]:
        for each in form.__subclasses__():
            yield each
            yield from under(each)

    ours = {form for form in under(forms.BaseForm) if form.__module__.split(".")[0] in RANK}
    assert len(ours) > 10
    drawn = {"pages.examples.components", "newsroom.admin.colleagues", "accounts.forms"}
    found = {
        f"{form.__module__}.{form.__name__}": names
        for form in ours
        if form.__module__ not in drawn and (names := endless(getattr(form, "base_fields", {})))
    }
    assert found == {}


def test_passwords_have_an_end() -> None:
    user = User(username="a")
    assert endless(NewPasswordForm(user, request=None).fields) == []
    page = admin.site._registry[apps.get_model("accounts.User")]
    assert endless({n: f for n, f in page.add_form().fields.items() if "password" in n}) == []


@pytest.mark.parametrize("name", ["lead", "photo_caption", "photo_alt"])
def test_what_is_too_long_stays_on_the_page(name: str, reporter: User) -> None:
    story = make_story(by=reporter)
    typed = "dài " * (LONGEST_TEXT // 4) + "hết"
    response = client_of(reporter).post(change_url(story), story_data(story, **{name: typed}))
    assert response.status_code == 422
    assert response.context["adminform"].form.errors[name]
    assert "hết" in response.content.decode()
    assert getattr(Story.objects.get(pk=story.pk), name) != typed
