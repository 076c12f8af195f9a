"""A picture that readers have: to end its rights, move its crops or change its kind is an act with a reason."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.urls import reverse

from accounts.models import User
from newsroom.models import AuditEntry
from photos.models import Photo
from photos.withdrawal import bring_back, withdraw
from tests.factories import make_article, make_author, make_event, make_photo, make_user
from tests.newsroom.desk import client_of

YESTERDAY = date(2026, 1, 1) - timedelta(days=1)
ACTS = {"rights_expire_on": YESTERDAY.isoformat(), "kind": "drawing", "focal_x": "0.1", "focal_y": "0.9"}


@pytest.fixture
def owner(roles) -> User:
    return make_user(role="contributor")


def change(photo: Photo, *, by: User, **changed: str):
    names = ("caption", "alt", "credit", "agency", "kind", "rights", "focal_x", "focal_y")
    data = {name: getattr(photo, name) for name in names} | {"taken_on": "", "rights_expire_on": ""} | changed
    return client_of(by).post(reverse("admin:photos_photo_change", args=[photo.pk]), data)


def describe(photo: Photo, *, by: User, **changed: str):
    return client_of(by).post(reverse("admin:photos_describe", args=[photo.pk]), changed)


def value(photo: Photo, name: str) -> str:
    return str(getattr(Photo.objects.get(pk=photo.pk), name))


@pytest.mark.parametrize("way", [change, describe])
@pytest.mark.parametrize("name", ACTS)
def test_an_owner_changes_no_published_page(owner: User, name: str, way) -> None:
    photo = make_photo(uploaded_by=owner)
    make_article(photo=photo)
    before = value(photo, name)
    answer = way(photo, by=owner, **{name: ACTS[name], "reason": "Tôi muốn"})
    assert (answer.status_code, value(photo, name)) in {(200, before), (422, before)}
    assert not AuditEntry.objects.filter(subject=f"photo:{photo.pk}").exists()


@pytest.mark.parametrize("way", [change, describe])
@pytest.mark.parametrize("name", ACTS)
def test_the_right_needs_a_reason_and_leaves_an_entry(roles, name: str, way) -> None:
    editor = make_user(role="photo_editor")
    photo = make_photo()
    make_article(photo=photo)
    before = value(photo, name)
    way(photo, by=editor, **{name: ACTS[name]})
    assert value(photo, name) == before
    way(photo, by=editor, **{name: ACTS[name], "reason": "Hết hợp đồng với hãng"})
    assert value(photo, name) == ACTS[name]
    entry = AuditEntry.objects.get(subject=f"photo:{photo.pk}")
    assert (entry.act, entry.actor, entry.reason) == ("change_photo", editor, "Hết hợp đồng với hãng")
    assert list(entry.detail["fields"]) == [name]


@pytest.mark.parametrize("name", ACTS)
def test_what_nobody_has_yet_is_its_owners(owner: User, name: str) -> None:
    photo = make_photo(uploaded_by=owner)
    change(photo, by=owner, **{name: ACTS[name]})
    assert value(photo, name) == ACTS[name]


def test_words_stay_the_owners_where_pages_keep_their_own(owner: User) -> None:
    photo = make_photo(uploaded_by=owner)
    make_article(photo=photo)
    describe(photo, by=owner, caption="Hội trường")
    assert value(photo, "caption") == "Hội trường"


@pytest.mark.parametrize("name", ["caption", "alt", "credit", "agency"])
def test_words_that_an_events_page_prints_are_readers(owner: User, name: str) -> None:
    """The library's own words stand there, not those that were approved with a story."""
    photo = make_photo(uploaded_by=owner)
    make_event(photo=photo)
    before = value(photo, name)
    describe(photo, by=owner, **{name: "Chữ khác", "reason": "Sửa"})
    assert value(photo, name) == before
    editor = make_user(role="editor")
    describe(photo, by=editor, **{name: "Chữ khác", "reason": "Sai tên"})
    assert value(photo, name) == "Chữ khác"
    assert AuditEntry.objects.get(subject=f"photo:{photo.pk}").reason == "Sai tên"


def test_a_portrait_is_in_front_of_readers_too(owner: User) -> None:
    photo = make_photo(uploaded_by=owner)
    make_author(photo=photo)
    change(photo, by=owner, focal_x="0.1")
    assert value(photo, "focal_x") == "0.5"


def test_the_form_says_what_is_not_the_owners(owner: User) -> None:
    photo = make_photo(uploaded_by=owner)
    make_article(photo=photo)
    page = client_of(owner).get(reverse("admin:photos_photo_change", args=[photo.pk]))
    fields = page.context["adminform"].form.fields
    assert {name for name, field in fields.items() if field.disabled} == set(ACTS)
    editor = client_of(make_user(role="photo_editor")).get(reverse("admin:photos_photo_change", args=[photo.pk]))
    assert 'name="reason"' in editor.content.decode()


def test_withdrawing_and_bringing_back_are_in_the_audit(chief: User, now) -> None:
    photo = make_photo()
    withdraw(photo, by=chief, reason="Tác giả yêu cầu", now=now)
    bring_back(photo, by=chief)
    acts = AuditEntry.objects.filter(subject=f"photo:{photo.pk}").order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["withdraw_photo", "bring_back_photo"]


def test_whoever_may_needs_a_second_factor() -> None:
    assert {"photos.redraw_photo", "photos.withdraw_photo", "photos.change_photo"} <= set(settings.SECOND_FACTOR_OF)
