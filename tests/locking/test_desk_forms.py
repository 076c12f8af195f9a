"""Every form of the desk: two colleagues at one row, and neither writes over the other unseen."""

from typing import Any

import pytest
from django.contrib import admin
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts.models import User
from articles.models import Section, Tag
from locking import locked_row
from locking.admin import ComparingAdmin
from newsroom.admin.story import StoryAdmin
from newsroom.models import SectionHead
from organizations.models import Alias, Organization
from pages.models import FollowLink, SiteSettings, StandingPage
from photos import withdrawal
from photos.models import Photo
from tests.at_once import while_held
from tests.factories import (
    make_author,
    make_list,
    make_organization,
    make_photo,
    make_section,
    make_tag,
    make_topic,
    make_user,
)
from tests.newsroom.desk import messages_of
from tests.organizations.desk import fields_of


@pytest.fixture
def boss(db) -> User:
    return make_user(is_superuser=True, is_staff=True)


@pytest.fixture
def client(boss: User) -> Client:
    client = Client()
    client.force_login(boss)
    return client


def test_every_form_of_the_desk_compares(boss: User) -> None:
    """A new ModelAdmin takes ComparingAdmin as its base, or lets nobody change anything."""
    request = RequestFactory().get("/")
    request.user = boss
    assert [
        type(each).__name__
        for each in admin.site._registry.values()
        if not isinstance(each, ComparingAdmin | StoryAdmin)
        and (each.has_change_permission(request) or each.has_delete_permission(request) or each.list_editable)
    ] == []
    assert [type(each).__name__ for each in admin.site._registry.values() if each.list_editable] == []


def url_of(row: Any) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def opened(client: Client, row: Any) -> dict[str, Any]:
    return fields_of(client.get(url_of(row)).content.decode())


ROWS = {
    "section": (lambda: make_section(), "name", "description"),
    "tag": (lambda: make_tag(), "name", "name"),
    "topic": (lambda: make_topic(), "name", "description"),
    "author": (lambda: make_author(), "name", "bio"),
    "organization": (lambda: make_organization(), "name", "note"),
    "photo": (lambda: make_photo(), "caption", "credit"),
    "list": (lambda: make_list(key="home-lead"), "name", "name"),
    "page": (lambda: StandingPage.objects.get_or_create(slug="gioi-thieu", defaults=PAGE)[0], "title", "text"),
    "user": (lambda: make_user(role="reporter", name="Thu Hà"), "name", "email"),
}
PAGE = {"title": "Giới thiệu", "text": "<p>Về chúng tôi.</p>", "changed_at": "2026-01-05T03:00:00Z"}


@pytest.mark.parametrize("kind", ROWS)
def test_a_save_over_a_colleagues_is_refused_and_then_made_knowingly(kind: str, client: Client, roles) -> None:
    make, mine, theirs = ROWS[kind]
    row = make()
    sent = opened(client, row)
    typed = sent | {mine: "Chữ của tôi"}
    assert client.post(url_of(row), sent).status_code == 302, "an untouched page is saved"
    typed = opened(client, row) | {mine: "Chữ của tôi"}
    words = "moi@thoidai.com.vn" if theirs == "email" else "Chữ của đồng nghiệp"
    value = f"<p>{words}</p>" if theirs == "text" else words
    type(row)._base_manager.filter(pk=row.pk).update(**{theirs: value})
    refused = client.post(url_of(row), typed)
    page = refused.content.decode()
    assert refused.status_code == 409
    assert words in page
    assert "Chữ của tôi" in page
    assert value in getattr(type(row)._base_manager.get(pk=row.pk), theirs)
    again = fields_of(page)
    assert again[mine] == "Chữ của tôi"
    assert client.post(url_of(row), again).status_code == 302
    assert getattr(type(row)._base_manager.get(pk=row.pk), mine) == "Chữ của tôi"


def test_a_page_with_a_mistake_keeps_what_it_began_from(client: Client) -> None:
    tag = make_tag()
    sent = opened(client, tag)
    wrong = client.post(url_of(tag), sent | {"name": ""})
    assert wrong.status_code == 200
    Tag.objects.filter(pk=tag.pk).update(name="của đồng nghiệp")
    again = fields_of(wrong.content.decode()) | {"name": "của tôi"}
    assert client.post(url_of(tag), again).status_code == 409


def test_rows_beneath_are_compared_too(client: Client) -> None:
    settings, _made = SiteSettings.objects.get_or_create(pk=1)
    link = FollowLink.objects.create(site=settings, label="Thời Đại", url="https://www.example.org/thoidai")
    body: Organization = make_organization()
    sent = opened(client, body)
    Alias.objects.create(organization=body, name="Tên khác")
    refused = client.post(url_of(body), sent)
    assert refused.status_code == 409
    assert "Tên khác" in refused.content.decode()
    sent = opened(client, settings)
    FollowLink.objects.filter(pk=link.pk).update(url="https://www.example.org/khac")
    assert client.post(url_of(settings), sent).status_code == 409
    sent = opened(client, settings)
    FollowLink.objects.all().delete()
    assert client.post(url_of(settings), sent).status_code == 409


@pytest.mark.parametrize("shown", ["", "x", "[]", "null", '{"name": {}}', "[" * 90_000, "{" * 200_000])
def test_a_broken_note_of_what_was_shown_saves_nothing_and_breaks_nothing(client: Client, shown: str) -> None:
    tag = make_tag()
    response = client.post(url_of(tag), opened(client, tag) | {"name": "của tôi", "_shown": shown})
    assert response.status_code == 409
    assert Tag.objects.get(pk=tag.pk).name == tag.name


def test_what_is_deleted_is_what_the_question_was_about(client: Client, roles) -> None:
    head = SectionHead.objects.create(user=make_user(role="section_head"), section=make_section())
    url = reverse("admin:newsroom_sectionhead_delete", args=[head.pk])
    sent = fields_of(client.get(url).content.decode())
    SectionHead.objects.filter(pk=head.pk).update(section=make_section())
    response = client.post(url, sent, follow=True)
    assert SectionHead.objects.filter(pk=head.pk).exists()
    assert "đã thay đổi mục này" in messages_of(response)
    client.post(url, fields_of(client.get(url).content.decode()))
    assert not SectionHead.objects.filter(pk=head.pk).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("postgresql")
def test_of_two_saves_at_once_exactly_one_is_saved(boss: User) -> None:
    section = make_section()
    hers, his = Client(), Client()
    hers.force_login(boss)
    his.force_login(boss)
    sent = opened(hers, section)
    first, second = while_held(
        lambda: hers.post(url_of(section), sent | {"description": "Của chị"}).status_code,
        lambda: his.post(url_of(section), sent | {"description": "Của anh"}).status_code,
    )
    assert (first, second) == (302, 409)
    assert Section.objects.get(pk=section.pk).description == "Của chị"


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("postgresql")
def test_a_caption_does_not_bring_a_withdrawn_picture_back(boss: User, now) -> None:
    photo = make_photo()
    client = Client()
    client.force_login(boss)
    sent = opened(client, photo) | {"caption": "Chú thích mới"}
    while_held(
        lambda: withdrawal.withdraw(photo, by=boss, reason="Sai nguồn", now=now),
        lambda: client.post(url_of(photo), sent),
    )
    assert Photo.objects.get(pk=photo.pk).withdrawn_at is not None
    url = reverse("admin:photos_describe", args=[photo.pk])
    Photo.objects.filter(pk=photo.pk).update(withdrawn_at=None, withdrawn_reason="")
    while_held(
        lambda: withdrawal.withdraw(photo, by=boss, reason="Sai nguồn", now=now),
        lambda: client.post(url, {"caption": "Khác nữa"}),
    )
    assert Photo.objects.get(pk=photo.pk).withdrawn_at is not None


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("postgresql")
def test_a_row_beneath_that_is_changed_on_its_own_page_is_waited_for(boss: User) -> None:
    body = make_organization()
    alias = Alias.objects.create(organization=body, name="Tên cũ")
    client = Client()
    client.force_login(boss)
    sent = opened(client, body)

    def rename() -> None:
        row = locked_row(alias)
        row.name = "Tên mới"
        row.save()

    _first, second = while_held(rename, lambda: client.post(url_of(body), sent).status_code)
    assert second == 409
    assert Alias.objects.get(pk=alias.pk).name == "Tên mới"
