"""An address that nobody has typed is made on the server, of Vietnamese words; what is typed becomes one."""

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import models
from django.test import Client
from django.urls import reverse

from addresses.admin import AddressedAdmin
from addresses.rows import Addressed, HasSlug
from articles.models import Author, Section, Tag, Topic
from organizations.models import Country, Event, EventSeries, Organization, Province
from tests.addresses.kinds import change_url, rename, send
from tests.factories import make_author, make_organization, make_section, make_tag, make_topic, make_user
from tests.newsroom.desk import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]
NAME = "Giao lưu nhân dân Việt – Lào"
SLUG = "giao-luu-nhan-dan-viet-lao"
# What each form needs beside a name.
FORMS: dict[type[models.Model], dict[str, Any]] = {
    Author: {"standing": "staff"},
    Section: {"position": "0", "colour": "0"},
    Tag: {},
    Topic: {"position": "0"},
    Organization: {"kind": "other", "confidence": "high", "is_confirmed": "on"},
    Event: {"kind": "exchange", "status": "planned", "starts_on": "01/12/2026", "ends_on": "01/12/2026"},
    EventSeries: {},
    Country: {"code": "LA"},
    Province: {},
}
# Slugs that are no address of a row's own: chosen from a list, made by the pages, or fixed with the approved text.
OTHERS = {
    *("newsroom.story", "newsroom.storyversion", "articles.article"),
    *("articles.featuredlist", "pages.standingpage"),
}
ELSEWHERE = {"taggit"}  # rooms that others built; our tags are our own


@pytest.fixture
def desk() -> Client:
    return client_of(make_user(role="editor_in_chief"))


def add_url(model: type[models.Model]) -> str:
    return reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_add")


def added(desk: Client, model: type[models.Model], **fields: Any) -> Any:
    answer = send(desk, add_url(model), **{"name": NAME} | FORMS[model] | fields)
    assert answer.status_code == 302, answer.context["errors"]
    return model._default_manager.latest("pk")


@pytest.mark.parametrize("model", FORMS, ids=lambda model: model.__name__)
def test_an_empty_address_is_made_of_the_name_on_the_server(desk, model):
    row = added(desk, model, slug="")
    assert row.slug == SLUG
    if model is not Country:  # whose names are no two
        other = {} if model is not Tag else {"name": f"{NAME} #2"}
        again = added(desk, model, slug="", **other)
        assert again.slug == (SLUG if model is Event else f"{SLUG}-2")  # an event's number makes its address its own


@pytest.mark.parametrize("model", FORMS, ids=lambda model: model.__name__)
def test_typed_words_become_an_address(desk, model):
    assert added(desk, model, slug="  Đối Ngoại, “nhân dân” ").slug == "doi-ngoai-nhan-dan"


@pytest.mark.parametrize("model", FORMS, ids=lambda model: model.__name__)
def test_a_name_of_other_letters_or_of_none_gets_an_address_too(desk, model):
    assert added(desk, model, name="人民外交", slug="").slug == "ren-min-wai-jiao"
    if model is not Country:  # there is one of each code
        assert added(desk, model, name="★ ★", slug="").slug == model.nameless  # type: ignore[attr-defined]


@pytest.mark.parametrize("model", [Tag, Author, Topic, Province])
def test_signs_are_no_address(desk, model):
    answer = send(desk, add_url(model), **FORMS[model], name=NAME, slug="!!!")
    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors["slug"]
    assert not model.objects.exists()


def test_the_longest_name_gets_an_address_that_fits(desk):
    name = "hữu nghị " * 11
    row = added(desk, Tag, name=name.strip(), slug="")
    assert len(row.slug) <= 94
    assert row.slug.endswith(("huu", "nghi"))


def test_an_emptied_address_is_made_anew_and_the_old_one_leads_on(desk):
    row = make_tag(name="Đối ngoại")
    send(desk, change_url(row), slug="khac")
    assert send(desk, change_url(row), slug="").status_code == 302
    row.refresh_from_db()
    assert row.slug == "doi-ngoai"  # its own old one is no one else's
    assert Tag.objects.once_at("khac").get() == row


def test_a_section_s_address_is_none_of_the_site_s_nor_of_its_siblings(desk):
    make_section(name="Văn hóa")
    assert added(desk, Section, name="Tổ chức", slug="").slug == "to-chuc-2"
    assert added(desk, Section, name="Văn hóa", slug="").slug == "van-hoa-2"
    parent = Section.objects.get(slug="van-hoa")
    assert added(desk, Section, name="Văn hóa", slug="", parent=str(parent.pk)).path == "van-hoa/van-hoa"
    typed = send(desk, add_url(Section), **FORMS[Section], name="Thẻ", slug="tag")
    assert typed.context["adminform"].form.errors["slug"]


def test_no_typed_address_breaks_the_pages(desk, client):
    """Capitals and underscores in a section's address once made every page with a menu fail."""
    added(desk, Section, name="Hữu nghị", slug="Huu_Nghi")
    assert client.get("/").status_code == 200
    added(desk, Tag, name="hữu nghị", slug="hữu-nghị")
    assert Tag.objects.get().slug == "huu-nghi"


def test_a_taken_address_that_is_typed_is_refused(desk):
    for row in (make_tag(name="Một"), make_topic(name="Một"), make_author(name="Một"), make_organization(slug="mot")):
        model = type(row)
        answer = send(desk, add_url(model), **FORMS[model], name="Hai", slug="mot")
        assert answer.context["adminform"].form.errors["slug"], model


def test_nobody_takes_an_old_address_without_typing_it(desk):
    old = make_tag(name="Covid")
    rename(desk, old, "dai-dich")
    new = added(desk, Tag, name="cô-vịd", slug="")
    assert new.slug == "co-vid"
    Tag.objects.filter(pk=old.pk).update(name="Đại dịch", name_key="đại dịch", name_folded="dai dich")
    assert added(desk, Tag, name="Covid", slug="").slug == "covid-2"
    assert Tag.objects.once_at("covid").get() == old


def test_the_form_shows_what_a_name_would_get(desk):
    """The browser shows it in the empty box; nothing of it is sent."""
    page = desk.get(add_url(Event)).content.decode()
    assert 'data-made-of="name"' in page
    assert "vietnamese-slug.js" in page
    assert 'data-prepopulated-fields="[]"' in page


def test_an_event_of_the_issue(desk, client):
    event = added(desk, Event, name="Giao lưu nhân dân", slug="", is_confirmed="on", confidence="high")
    assert event.get_absolute_url() == f"/su-kien/giao-luu-nhan-dan-{event.pk}/"
    assert event.starts_on == date(2026, 12, 1)
    assert client.get(event.get_absolute_url()).status_code == 200


# ── The kind is impossible ────────────────────────────────────────────────────────────────────────────
def test_no_form_lets_the_browser_make_an_address():
    site = [page for page in admin.site._registry.values() if page.opts.app_label not in {"axes", "auth"}]
    assert [str(page) for page in site if page.prepopulated_fields] == []
    with_slug = {
        page.opts.label_lower
        for page in site
        if any(isinstance(field, models.SlugField) for field in page.model._meta.local_concrete_fields)
    }
    addressed = {page.opts.label_lower for page in site if isinstance(page, AddressedAdmin) and "slug" in _names(page)}
    assert with_slug - OTHERS == addressed == {model._meta.label_lower for model in FORMS}


def _names(page: Any) -> set[str]:
    return {field.name for field in page.model._meta.local_concrete_fields}


def test_whatever_has_a_slug_of_its_own_remembers_it():
    """A unique slug is an address; one that is not unique is part of one, beside a number or a section."""
    for model in (model for model in apps.get_models() if model._meta.app_label not in ELSEWHERE):
        field = next((field for field in model._meta.local_concrete_fields if field.name == "slug"), None)
        if isinstance(field, models.SlugField) and model._meta.label_lower not in OTHERS:
            assert issubclass(model, Addressed if field.unique else HasSlug), model
            assert not field.allow_unicode, model
